const { CancellationScope, isCancellation, sleep } = require('@temporalio/workflow');

exports.timerCancelled = async () => {
  const scope = new CancellationScope();
  const long = scope.run(() => sleep('1 hour')).catch((error) => isCancellation(error));
  await sleep(20);
  scope.cancel();
  return long;
};

exports.scenario = async ({ execute, assert }) => {
  assert.equal(await execute('timerCancelled'), true);
};
