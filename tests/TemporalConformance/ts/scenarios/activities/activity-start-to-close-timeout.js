const { proxyActivities } = require('@temporalio/workflow');

exports.activityTimeout = async () => {
  const { stuck } = proxyActivities({ startToCloseTimeout: '200ms', retry: { maximumAttempts: 1 } });
  try {
    return await stuck();
  } catch (error) {
    return `${error.cause.name} ${error.cause.timeoutType}`;
  }
};

exports.scenario = async ({ execute, assert }) => {
  assert.equal(await execute('activityTimeout'), 'TimeoutFailure START_TO_CLOSE');
};
