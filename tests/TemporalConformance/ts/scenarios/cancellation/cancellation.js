const { CancellationScope, isCancellation, proxyActivities, sleep } = require('@temporalio/workflow');

exports.cancelled = async () => {
  const { echo } = proxyActivities({ startToCloseTimeout: '10s' });
  try {
    await sleep('1 hour');
  } catch (error) {
    if (isCancellation(error)) {
      await CancellationScope.nonCancellable(() => echo('clean-up'));
    }
    throw error;
  }
};

exports.scenario = async ({ start, assert }) => {
  const handle = await start('cancelled');
  await handle.cancel();
  await assert.rejects(handle.result(), (error) => error.cause.name === 'CancelledFailure');
  assert.equal((await handle.describe()).status.name, 'CANCELLED');
};
