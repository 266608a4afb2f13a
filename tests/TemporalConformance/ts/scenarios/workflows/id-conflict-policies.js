const { sleep } = require('@temporalio/workflow');

exports.conflicting = async () => sleep('1 hour');

exports.scenario = async ({ client, id, taskQueue, assert, handle }) => {
  const workflowId = id();
  const start = (workflowIdConflictPolicy) => client.workflow.start('conflicting', { taskQueue, workflowId, workflowIdConflictPolicy });
  const first = await start('FAIL');
  await assert.rejects(start('FAIL'), (error) => error.name === 'WorkflowExecutionAlreadyStartedError' && error.workflowId === workflowId);
  assert.equal((await start('USE_EXISTING')).firstExecutionRunId, first.firstExecutionRunId);
  const other = await start('TERMINATE_EXISTING');
  assert.notEqual(other.firstExecutionRunId, first.firstExecutionRunId);
  assert.equal((await handle(workflowId, first.firstExecutionRunId).describe()).status.name, 'TERMINATED');
  assert.equal((await other.describe()).status.name, 'RUNNING');
  await other.terminate();
};
