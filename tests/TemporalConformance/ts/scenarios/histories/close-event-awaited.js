const { condition, defineSignal, setHandler } = require('@temporalio/workflow');

exports.closeEventAwaited = async () => {
  let finish = false;
  setHandler(defineSignal('finish'), () => { finish = true; });
  await condition(() => finish);
};

exports.scenario = async ({ start, service, namespace, assert, named }) => {
  const handle = await start('closeEventAwaited');
  const waiting = service.getWorkflowExecutionHistory({
    namespace, execution: { workflowId: handle.workflowId }, waitNewEvent: true, historyEventFilterType: 2,
  });
  await handle.signal('finish');
  const { history, nextPageToken } = await waiting;
  assert.deepEqual(history.events.map((event) => named(event.eventType)), ['WORKFLOW_EXECUTION_COMPLETED']);
  assert.equal(nextPageToken.length, 0);
};
