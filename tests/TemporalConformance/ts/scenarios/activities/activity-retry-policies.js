const { proxyActivities } = require('@temporalio/workflow');

const outcome = async (retry, ...args) => {
  try {
    return await proxyActivities({ startToCloseTimeout: '10s', retry: { initialInterval: 10, ...retry } }).failAs(...args);
  } catch (error) {
    return `${error.cause.message}, ${error.retryState}`;
  }
};

exports.activityRetryPolicies = async () => Promise.all([
  outcome({ maximumAttempts: 3 }, 'Any'),
  outcome({ nonRetryableErrorTypes: ['Final'] }, 'Final'),
  outcome({}, 'Any', { nonRetryable: true }),
  outcome({ initialInterval: 10, backoffCoefficient: 1000, maximumInterval: 20, maximumAttempts: 4 }, 'Any'),
  outcome({ initialInterval: '1 hour', maximumAttempts: 2 }, 'Any', { nextRetryDelay: 10 }),
]);

exports.scenario = async ({ start, assert, eventsOf }) => {
  const handle = await start('activityRetryPolicies');
  assert.deepEqual(await handle.result(), [
    'attempt 3, MAXIMUM_ATTEMPTS_REACHED',
    'attempt 1, NON_RETRYABLE_FAILURE',
    'attempt 1, NON_RETRYABLE_FAILURE',
    'attempt 4, MAXIMUM_ATTEMPTS_REACHED',
    'attempt 2, MAXIMUM_ATTEMPTS_REACHED']);
  const started = await eventsOf(handle, 'ACTIVITY_TASK_STARTED');
  assert.deepEqual(started.map(({ attempt }) => attempt).sort(), [1, 1, 2, 3, 4]);
  const third = started.find(({ attempt }) => attempt === 3);
  assert.equal(third.lastFailure.message, 'attempt 2');
};
