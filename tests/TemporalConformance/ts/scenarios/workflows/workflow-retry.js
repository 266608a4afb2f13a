const { ApplicationFailure, workflowInfo } = require('@temporalio/workflow');

exports.workflowRetry = async () => {
  if (workflowInfo().attempt < 3) {
    throw ApplicationFailure.retryable('again');
  }
  return workflowInfo().attempt;
};

exports.scenario = async ({ execute, assert }) => {
  assert.equal(await execute('workflowRetry', { retry: { initialInterval: 10, maximumAttempts: 5 } }), 3);
};
