exports.batchDeleted = async () => 'ran';

exports.scenario = async ({ client, taskQueue, unique, runBatch, eventually }) => {
  const handle = await client.workflow.start('batchDeleted', { taskQueue, workflowId: unique() });
  await handle.result();
  const query = `WorkflowId = '${handle.workflowId}'`;
  await eventually(async () => (await client.workflow.count(query)).count === 1);
  await runBatch(query, { deletionOperation: {} });
  await eventually(async () => (await client.workflow.count(query)).count === 0);
  await eventually(() => handle.describe().then(() => false, (error) => error.name === 'WorkflowNotFoundError'));
};
