const { proxyActivities } = require('@temporalio/workflow');

exports.activityGivesUpInTime = async () => {
  try {
    return await proxyActivities({ scheduleToCloseTimeout: '1s', startToCloseTimeout: '10s', retry: { initialInterval: '1 hour' } }).failAs('Any');
  } catch (error) {
    return `${error.cause.message}, ${error.retryState}`;
  }
};

exports.scenario = async ({ start, assert, eventsOf }) => {
  const handle = await start('activityGivesUpInTime');
  assert.equal(await handle.result(), 'attempt 1, TIMEOUT', 'a retry that would come too late is not waited for');
  assert.equal((await eventsOf(handle, 'ACTIVITY_TASK_FAILED')).length, 1);
};
