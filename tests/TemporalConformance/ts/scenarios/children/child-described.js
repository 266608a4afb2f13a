const { startChild, sleep } = require('@temporalio/workflow');

exports.describedChild = async () => sleep('1 hour');

exports.parentOfDescribed = async (workflowId) => {
  const child = await startChild('describedChild', {
    workflowId, memo: { owner: 'parent' }, searchAttributes: { Customer: ['child of parent'] }, staticSummary: 'a child', parentClosePolicy: 'REQUEST_CANCEL',
  });
  return child.firstExecutionRunId;
};

exports.scenario = async ({ start, id, handle, assert, eventsOf }) => {
  const child = id();
  const parent = await start('parentOfDescribed', { args: [child] });
  const runId = await parent.result();
  const description = await handle(child).describe();
  assert.equal(description.runId, runId);
  assert.equal(description.parentExecution.workflowId, parent.workflowId);
  assert.equal(description.rootExecution.workflowId, parent.workflowId);
  assert.deepEqual(description.memo, { owner: 'parent' });
  assert.deepEqual(description.searchAttributes.Customer, ['child of parent']);
  assert.equal(await description.staticSummary(), 'a child');
  await assert.rejects(handle(child).result(), (error) => error.cause.name === 'CancelledFailure', 'its parent asked for cancellation when it closed');
  assert.equal((await eventsOf(handle(child), 'WORKFLOW_EXECUTION_CANCEL_REQUESTED')).length, 1);
};
