const { proxyLocalActivities } = require('@temporalio/workflow');

exports.localActivityRetriedByTimer = async () => {
  const { failOnce } = proxyLocalActivities({
    startToCloseTimeout: '10s', localRetryThreshold: '10ms', retry: { initialInterval: '100ms' },
  });
  return failOnce('done');
};

exports.scenario = async ({ executeAlone, assert, eventTypes }) => {
  const { handle, result } = await executeAlone('localActivityRetriedByTimer');
  assert.equal(result, 'done at attempt 2');
  assert.deepEqual(await eventTypes(handle), [
    'WORKFLOW_EXECUTION_STARTED', 'MARKER_RECORDED', 'TIMER_STARTED', 'TIMER_FIRED', 'MARKER_RECORDED', 'WORKFLOW_EXECUTION_COMPLETED']);
};
