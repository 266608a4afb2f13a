exports.scenario = async ({ client, sdk, taskQueue, unique, assert, rejectsWith }) => {
  const nowhere = new sdk.Client({ connection: client.connection, namespace: 'nowhere' });
  await rejectsWith(nowhere.workflow.start('timer', { taskQueue, workflowId: unique() }), 'NamespaceNotFoundError');
  await rejectsWith(nowhere.workflow.getHandle('any').describe(), 'NamespaceNotFoundError');
  await assert.rejects(nowhere.workflow.count('ExecutionStatus = "Running"'));
};
