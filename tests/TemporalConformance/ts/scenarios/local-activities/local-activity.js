const { proxyLocalActivities } = require('@temporalio/workflow');

exports.localActivity = async () => {
  const { echo, failOnce } = proxyLocalActivities({ startToCloseTimeout: '10s', retry: { initialInterval: 10 } });
  return `${await echo('near')}, ${await failOnce('retried')}`;
};

exports.scenario = async ({ executeAlone, assert }) => {
  assert.equal((await executeAlone('localActivity')).result, 'echo near, retried at attempt 2');
};
