const { ActivityCancellationType, CancellationScope, condition, defineSignal, isCancellation, proxyActivities, setHandler } = require('@temporalio/workflow');

exports.activityCancelledAsynchronously = async () => {
  const { leave } = proxyActivities({
    startToCloseTimeout: '30s', activityId: 'left', cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  });
  const scope = new CancellationScope();
  let cancel = false;
  setHandler(defineSignal('cancel'), () => { cancel = true; });
  const running = scope.run(() => leave()).catch((error) => isCancellation(error));
  await condition(() => cancel);
  scope.cancel();
  return running;
};

exports.scenario = async ({ client, start, assert, eventually, eventsOf }) => {
  const handle = await start('activityCancelledAsynchronously');
  const activity = { workflowId: handle.workflowId, activityId: 'left' };
  await eventually(async () => (await handle.describe()).raw.pendingActivities[0]?.state === 2);
  await client.activity.heartbeat(activity, 'half');
  await handle.signal('cancel');
  await eventually(async () => (await handle.describe()).raw.pendingActivities[0]?.state === 3);
  await assert.rejects(client.activity.heartbeat(activity, 'more'), (error) => error.name === 'ActivityCancelledError');
  await client.activity.reportCancellation(activity, 'stopped');
  assert.equal(await handle.result(), true);
  assert.equal((await eventsOf(handle, 'ACTIVITY_TASK_CANCELED')).length, 1);
};
