const { proxyActivities } = require('@temporalio/workflow');

exports.activityInfo = async () => proxyActivities({
  startToCloseTimeout: '10s', scheduleToCloseTimeout: '20s', summary: 'ask the activity', priority: { priorityKey: 2 },
  retry: { initialInterval: '2s', backoffCoefficient: 3, maximumInterval: '9s', maximumAttempts: 4, nonRetryableErrorTypes: ['Final'] },
}).info();

exports.scenario = async ({ start, common, assert, events }) => {
  const handle = await start('activityInfo');
  const info = await handle.result();
  assert.deepEqual([info.attempt, info.startToCloseTimeoutMs, info.scheduleToCloseTimeoutMs], [1, 10_000, 20_000]);
  assert.equal(info.priority.priorityKey, 2);
  assert.equal(info.retryPolicy.maximumAttempts, 4);
  const scheduled = (await events(handle)).find((event) => event.activityTaskScheduledEventAttributes);
  assert.equal(common.defaultPayloadConverter.fromPayload(scheduled.userMetadata.summary), 'ask the activity');
  const { retryPolicy } = scheduled.activityTaskScheduledEventAttributes;
  assert.deepEqual([retryPolicy.backoffCoefficient, retryPolicy.nonRetryableErrorTypes], [3, ['Final']]);
};
