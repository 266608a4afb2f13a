const { workflowInfo } = require('@temporalio/workflow');

exports.batchReset = async () => workflowInfo().runId !== workflowInfo().firstExecutionRunId;

exports.scenario = async ({ start, handle, runBatch, assert, eventually, client }) => {
  const { workflowId, firstExecutionRunId } = await start('batchReset');
  assert.equal(await handle(workflowId).result(), false);
  await eventually(async () => (await client.workflow.count(`WorkflowId = '${workflowId}' AND ExecutionStatus = 'Completed'`)).count === 1);
  await runBatch(`WorkflowId = '${workflowId}'`, { resetOperation: { options: { firstWorkflowTask: {} } } });
  assert.notEqual((await handle(workflowId).describe()).runId, firstExecutionRunId);
  assert.equal(await handle(workflowId).result(), true);
};
