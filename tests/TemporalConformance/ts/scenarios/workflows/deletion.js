exports.deleted = async () => 'ran';

exports.lasting = async () => new Promise(() => undefined);

exports.scenario = async ({ client, service, namespace, taskQueue, unique, assert, eventually }) => {
  for (const type of ['deleted', 'lasting']) {
    const handle = await client.workflow.start(type, { taskQueue, workflowId: unique() });
    if (type === 'deleted') {
      await handle.result();
    }
    await service.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId: handle.workflowId } });
    await eventually(() => handle.describe().then(() => false, (error) => error.name === 'WorkflowNotFoundError'));
    await eventually(async () => (await client.workflow.count(`WorkflowId = '${handle.workflowId}'`)).count === 0);
    await assert.rejects(handle.fetchHistory());
  }
};
