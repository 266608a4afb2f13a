const { proxyActivities } = require('@temporalio/workflow');

const timedOut = async (options, activity, ...args) => {
  try {
    return await proxyActivities({ retry: { maximumAttempts: 1 }, ...options })[activity](...args);
  } catch (error) {
    return [error.cause.timeoutType, error.retryState, error.cause.lastHeartbeatDetails];
  }
};

exports.activityTimeouts = async () => Promise.all([
  timedOut({ scheduleToStartTimeout: '100ms', startToCloseTimeout: '10s', taskQueue: 'nobody polls this' }, 'echo'),
  timedOut({ scheduleToCloseTimeout: '200ms' }, 'stuck'),
  timedOut({ startToCloseTimeout: '200ms' }, 'stuck'),
  timedOut({ heartbeatTimeout: '300ms', startToCloseTimeout: '30s' }, 'heartbeatThenHang', 7),
]);

exports.scenario = async ({ start, assert, eventsOf }) => {
  const handle = await start('activityTimeouts');
  const [toStart, toClose, execution, heartbeat] = await handle.result();
  assert.equal(toStart[0], 'SCHEDULE_TO_START');
  assert.ok(['SCHEDULE_TO_CLOSE', 'START_TO_CLOSE'].includes(toClose[0]), toClose[0]);
  assert.deepEqual(execution.slice(0, 2), ['START_TO_CLOSE', 'MAXIMUM_ATTEMPTS_REACHED']);
  assert.deepEqual([heartbeat[0], heartbeat[2]], ['HEARTBEAT', 7]);
  assert.equal((await eventsOf(handle, 'ACTIVITY_TASK_TIMED_OUT')).length, 4);
  assert.equal((await eventsOf(handle, 'ACTIVITY_TASK_STARTED')).length, 3, 'what timed out before its start has no start');
};
