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

exports.scenario = async ({ start, unique, withWorker, assert }) => {
  // Always with a cache: without one the SDK starts a local activity again for each workflow task
  const taskQueue = unique();
  const handle = await start('localActivityCancelled', { taskQueue, workflowTaskTimeout: '2s' });
  assert.equal(await withWorker({ taskQueue, maxCachedWorkflows: 10 }, handle.result()), true);
};
