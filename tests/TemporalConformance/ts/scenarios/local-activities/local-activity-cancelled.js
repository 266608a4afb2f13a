const { ActivityCancellationType, CancellationScope, isCancellation, proxyLocalActivities, sleep } = require('@temporalio/workflow');

exports.localActivityCancelled = async () => {
  const { untilCancelled } = proxyLocalActivities({
    startToCloseTimeout: '30s', cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  });
  const scope = new CancellationScope();
  const running = scope.run(() => untilCancelled()).catch((error) => isCancellation(error));
  await sleep(100);
  scope.cancel();
  return running;
};

exports.scenario = async ({ execute, assert }) => {
  assert.equal(await execute('localActivityCancelled'), true);
};
