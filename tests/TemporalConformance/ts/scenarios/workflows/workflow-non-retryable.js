const { ApplicationFailure, workflowInfo } = require('@temporalio/workflow');

exports.workflowNonRetryable = async (type) => {
  throw ApplicationFailure.create({ message: `attempt ${workflowInfo().attempt}`, type });
};

exports.scenario = async ({ start, assert, eventsOf }) => {
  const retry = { initialInterval: 10, maximumAttempts: 3, nonRetryableErrorTypes: ['Final'] };
  const final = await start('workflowNonRetryable', { args: ['Final'], retry });
  await assert.rejects(final.result(), (error) => error.cause.message === 'attempt 1');
  assert.equal((await eventsOf(final, 'WORKFLOW_EXECUTION_FAILED'))[0].retryState, 2);
  const retried = await start('workflowNonRetryable', { args: ['Other'], retry });
  await assert.rejects(retried.result(), (error) => error.cause.message === 'attempt 3');
  assert.equal((await eventsOf(retried, 'WORKFLOW_EXECUTION_FAILED'))[0].retryState, 4);
  const [started] = await eventsOf(retried, 'WORKFLOW_EXECUTION_STARTED');
  assert.deepEqual([started.attempt, started.continuedFailure.message], [3, 'attempt 2']);
};
