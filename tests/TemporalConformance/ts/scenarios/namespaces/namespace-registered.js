exports.elsewhere = async () => 'ran elsewhere';

exports.scenario = async ({ client, sdk, service, unique, assert, rejectsWith }) => {
  const namespace = unique();
  const registration = { namespace, description: 'of a test', ownerEmail: 'owner@example.com', workflowExecutionRetentionPeriod: { seconds: 3 * 86_400 } };
  await service.registerNamespace(registration);
  await assert.rejects(service.registerNamespace(registration), (error) => error.code === 6);
  const described = await service.describeNamespace({ namespace });
  assert.deepEqual(
    [described.namespaceInfo.name, described.namespaceInfo.state, described.namespaceInfo.description, Number(described.config.workflowExecutionRetentionTtl.seconds)],
    [namespace, 1, 'of a test', 3 * 86_400]);
  const { namespaces } = await service.listNamespaces({});
  assert.ok(namespaces.some(({ namespaceInfo }) => namespaceInfo.name === namespace));
  const there = new sdk.Client({ connection: client.connection, namespace });
  const workflowId = unique();
  const handle = await there.workflow.start('elsewhere', { taskQueue: unique(), workflowId });
  assert.equal((await handle.describe()).status.name, 'RUNNING');
  await rejectsWith(client.workflow.getHandle(workflowId).describe(), 'WorkflowNotFoundError');
  await handle.terminate();
};
