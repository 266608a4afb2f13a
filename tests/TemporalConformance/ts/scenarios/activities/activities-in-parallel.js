const { proxyActivities, sleep } = require('@temporalio/workflow');

exports.activitiesInParallel = async (count) => {
  const { echo } = proxyActivities({ startToCloseTimeout: '10s' });
  const results = await Promise.all([...Array(count).keys()].map((i) => echo(i)).concat(sleep(20).then(() => 'timer')));
  return results.join(', ');
};

exports.scenario = async ({ execute, assert }) => {
  assert.equal(await execute('activitiesInParallel', { args: [4] }), 'echo 0, echo 1, echo 2, echo 3, timer');
};
