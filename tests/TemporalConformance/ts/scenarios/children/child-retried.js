const { ApplicationFailure, executeChild, workflowInfo } = require('@temporalio/workflow');

exports.flakyChild = async () => {
  if (workflowInfo().attempt < 3) {
    throw ApplicationFailure.retryable('again');
  }
  return workflowInfo().attempt;
};

exports.childRetried = async (workflowId) =>
  executeChild('flakyChild', { workflowId, retry: { initialInterval: 10, maximumAttempts: 5 } });

exports.scenario = async ({ start, id, assert, eventTypes }) => {
  const parent = await start('childRetried', { args: [id()] });
  assert.equal(await parent.result(), 3);
  assert.deepEqual(await eventTypes(parent), [
    'WORKFLOW_EXECUTION_STARTED', 'START_CHILD_WORKFLOW_EXECUTION_INITIATED', 'CHILD_WORKFLOW_EXECUTION_STARTED',
    'CHILD_WORKFLOW_EXECUTION_COMPLETED', 'WORKFLOW_EXECUTION_COMPLETED'], 'the parent sees one child, not its attempts');
};
