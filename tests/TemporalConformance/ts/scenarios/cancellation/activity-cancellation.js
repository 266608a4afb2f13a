const { ActivityCancellationType, CancellationScope, isCancellation, proxyActivities, sleep } = require('@temporalio/workflow');

exports.activityCancellation = async () => {
  const { untilCancelled } = proxyActivities({
    startToCloseTimeout: '30s', heartbeatTimeout: '5s', cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  });
  const scope = new CancellationScope();
  const running = scope.run(() => untilCancelled());
  await sleep(300);
  scope.cancel();
  try {
    await running;
    return 'completed';
  } catch (error) {
    return isCancellation(error) ? 'cancelled' : error.message;
  }
};

exports.scenario = async ({ execute, assert }) => {
  assert.equal(await execute('activityCancellation'), 'cancelled');
};
