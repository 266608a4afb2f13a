const { proxyActivities } = require('@temporalio/workflow');

exports.activityFailure = async () => {
  const { failForever } = proxyActivities({ startToCloseTimeout: '10s' });
  try {
    return await failForever();
  } catch (error) {
    return `${error.name}: ${error.cause.type} ${error.cause.message} ${error.cause.details[0]}`;
  }
};

exports.scenario = async ({ execute, assert }) => {
  assert.equal(await execute('activityFailure'), 'ActivityFailure: Hopeless no way detail');
};
