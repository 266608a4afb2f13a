const { proxyActivities } = require('@temporalio/workflow');

exports.activityAsyncCompletion = async () => {
  const { completeLater } = proxyActivities({ startToCloseTimeout: '10s' });
  return completeLater('done');
};

exports.scenario = async ({ execute, assert }) => {
  assert.equal(await execute('activityAsyncCompletion'), 'done, later');
};
