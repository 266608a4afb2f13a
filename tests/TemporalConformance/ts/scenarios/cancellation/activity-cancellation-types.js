const { ActivityCancellationType, CancellationScope, condition, isCancellation, proxyActivities, sleep } = require('@temporalio/workflow');

exports.activityCancellationTypes = async (cancellationType) => {
  const { untilCancelledThenSlow } = proxyActivities({
    startToCloseTimeout: '30s', heartbeatTimeout: '5s', cancellationType: ActivityCancellationType[cancellationType], retry: { maximumAttempts: 1 },
  });
  const scope = new CancellationScope();
  let cancelled;
  const running = scope.run(() => untilCancelledThenSlow()).catch((error) => { cancelled = isCancellation(error); });
  await sleep(200);
  scope.cancel();
  await running;
  await condition(() => cancelled !== undefined);
  return cancelled;
};

exports.scenario = async ({ start, assert, eventTypes, eventsOf }) => {
  const run = async (type) => {
    const handle = await start('activityCancellationTypes', { args: [type] });
    assert.equal(await handle.result(), true);
    return handle;
  };
  const [tried, awaited, abandoned] = await Promise.all(['TRY_CANCEL', 'WAIT_CANCELLATION_COMPLETED', 'ABANDON'].map(run));
  assert.ok((await eventTypes(tried)).includes('ACTIVITY_TASK_CANCEL_REQUESTED'));
  assert.ok(!(await eventTypes(tried)).includes('ACTIVITY_TASK_CANCELED'), 'the workflow did not wait');
  const [event] = await eventsOf(awaited, 'ACTIVITY_TASK_CANCELED');
  const [requested] = (await awaited.fetchHistory()).events.filter((item) => item.activityTaskCancelRequestedEventAttributes);
  assert.deepEqual(event.latestCancelRequestedEventId, requested.eventId);
  assert.ok(!(await eventTypes(abandoned)).includes('ACTIVITY_TASK_CANCEL_REQUESTED'));
};
