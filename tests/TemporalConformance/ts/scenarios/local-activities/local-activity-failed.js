const { proxyLocalActivities } = require('@temporalio/workflow');

exports.localActivityFailed = async () => {
  const { failForever } = proxyLocalActivities({ startToCloseTimeout: '10s' });
  try {
    return await failForever();
  } catch (error) {
    return `${error.type} ${error.message} ${error.details[0]}`;
  }
};

exports.scenario = async ({ executeAlone, assert, eventsOf }) => {
  const { handle, result } = await executeAlone('localActivityFailed');
  assert.equal(result, 'Hopeless no way detail');
  const [marker] = await eventsOf(handle, 'MARKER_RECORDED');
  assert.equal(marker.failure.cause?.message ?? marker.failure.message, 'no way');
};
