const { CancellationScope, isCancellation, sleep } = require('@temporalio/workflow');

exports.cancellationTimed = async () => {
  try {
    await CancellationScope.withTimeout(50, () => sleep('1 hour'));
    return 'slept';
  } catch (error) {
    return isCancellation(error);
  }
};

exports.scenario = async ({ start, assert, eventTypes }) => {
  const handle = await start('cancellationTimed');
  assert.equal(await handle.result(), true);
  assert.deepEqual(await eventTypes(handle), [
    'WORKFLOW_EXECUTION_STARTED', 'TIMER_STARTED', 'TIMER_STARTED', 'TIMER_FIRED', 'TIMER_CANCELED', 'WORKFLOW_EXECUTION_COMPLETED']);
};
