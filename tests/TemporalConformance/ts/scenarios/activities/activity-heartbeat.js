const { proxyActivities } = require('@temporalio/workflow');

exports.activityHeartbeat = async () => {
  const { resumeFromHeartbeat } = proxyActivities({ startToCloseTimeout: '10s', heartbeatTimeout: '5s', retry: { initialInterval: 10 } });
  return resumeFromHeartbeat();
};

exports.scenario = async ({ execute, assert }) => {
  assert.equal(await execute('activityHeartbeat'), 42);
};
