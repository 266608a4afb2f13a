const { sleep, workflowInfo } = require('@temporalio/workflow');

exports.workflowTimeouts = async () => {
  if (workflowInfo().attempt >= 3) {
    return 'third attempt';
  }
  await sleep('1 hour');
};

exports.scenario = async ({ start, handle, assert, eventsOf }) => {
  const retry = { initialInterval: 10 };
  const run = await start('workflowTimeouts', { workflowRunTimeout: '1s', retry });
  assert.equal(await run.result(), 'third attempt', 'a run that timed out is retried');
  const [timedOut] = await eventsOf(handle(run.workflowId, run.firstExecutionRunId), 'WORKFLOW_EXECUTION_TIMED_OUT');
  assert.equal(timedOut.retryState, 1);
  assert.ok(timedOut.newExecutionRunId);
  const whole = await start('workflowTimeouts', { workflowExecutionTimeout: '500ms', retry });
  await assert.rejects(whole.result(), (error) => error.cause.name === 'TimeoutFailure');
  assert.equal((await whole.describe()).status.name, 'TIMED_OUT');
};
