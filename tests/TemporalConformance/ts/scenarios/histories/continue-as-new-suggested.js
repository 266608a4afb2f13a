const { continueAsNew, sleep, workflowInfo } = require('@temporalio/workflow');

exports.continuedWhenSuggested = async (run) => {
  if (run === 1) {
    return { suggested: workflowInfo().continueAsNewSuggested };
  }
  await sleep(1);
  return workflowInfo().continueAsNewSuggested ? continueAsNew(1) : 'not suggested';
};

exports.scenario = async ({ start, service, namespace, unique, withWorker, assert, handle }) => {
  const taskQueue = unique();
  const first = await start('continuedWhenSuggested', { taskQueue, workflowId: unique(), args: [0] });
  for (let i = 0; i < 5; i++) {
    await first.signal('ignored', 'x'.repeat(1_000_000));
  }
  const result = await withWorker({ taskQueue }, handle(first.workflowId).result());
  assert.deepEqual(result, { suggested: false });
  const { history } = await service.getWorkflowExecutionHistoryReverse({
    namespace, execution: { workflowId: first.workflowId, runId: first.firstExecutionRunId }, maximumPageSize: 3,
  });
  assert.equal(history.events.at(-1).workflowTaskStartedEventAttributes.suggestContinueAsNew, true, 'more than 4 MB of history');
};
