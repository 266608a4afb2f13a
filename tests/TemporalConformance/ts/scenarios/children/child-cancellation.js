const { CancellationScope, isCancellation, sleep, startChild } = require('@temporalio/workflow');

exports.sleepingChild = async () => sleep('1 hour');

exports.childCancellation = async () => {
  const scope = new CancellationScope();
  const child = await scope.run(() => startChild('sleepingChild'));
  scope.cancel();
  try {
    await child.result();
    return 'completed';
  } catch (error) {
    return isCancellation(error);
  }
};

exports.scenario = async ({ execute, assert }) => {
  assert.equal(await execute('childCancellation'), true);
};
