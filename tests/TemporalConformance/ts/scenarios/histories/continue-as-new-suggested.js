const { continueAsNew, sleep, workflowInfo } = require('@temporalio/workflow');

exports.continuedWhenSuggested = async (run) => {
  if (run === 1) {
    return { suggested: workflowInfo().continueAsNewSuggested };
  }
  await sleep(1);
  return workflowInfo().continueAsNewSuggested ? continueAsNew(1) : 'not suggested';
};

exports.scenario = async ({ start, unique, withWorker, assert, eventsOf, handle }) => {
  const taskQueue = unique();
  const first = await start('continuedWhenSuggested', { taskQueue, args: [0] });
  for (let i = 0; i < 5; i++) {
    await first.signal('ignored', 'x'.repeat(1_000_000));
  }
  const result = await withWorker({ taskQueue }, handle(first.workflowId).result());
  assert.deepEqual(result, { suggested: false });
  const started = await eventsOf(handle(first.workflowId, first.firstExecutionRunId), 'WORKFLOW_TASK_STARTED');
  assert.equal(started.at(-1).suggestContinueAsNew, true, 'more than 4 MB of history');
};
