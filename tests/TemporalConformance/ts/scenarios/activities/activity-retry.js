const { proxyActivities } = require('@temporalio/workflow');

exports.activityRetry = async (text) => {
  const { failOnce } = proxyActivities({ startToCloseTimeout: '10s', retry: { initialInterval: 10 } });
  return failOnce(text);
};

exports.scenario = async ({ execute, assert }) => {
  assert.equal(await execute('activityRetry', { args: ['done'] }), 'done at attempt 2');
};
