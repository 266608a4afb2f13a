const { proxyActivities } = require('@temporalio/workflow');

exports.activityOptionsUpdated = async () => proxyActivities({
  startToCloseTimeout: '10s', activityId: 'slow to retry', retry: { initialInterval: '1 hour' },
}).failOnce('done');

exports.scenario = async ({ service, namespace, start, assert, eventually }) => {
  const handle = await start('activityOptionsUpdated');
  const execution = { workflowId: handle.workflowId };
  await eventually(async () => (await handle.describe()).raw.pendingActivities[0]?.attempt === 2);
  const { activityOptions } = await service.updateActivityOptions({
    namespace, execution, id: 'slow to retry', updateMask: { paths: ['retry_policy.initial_interval'] },
    activityOptions: { retryPolicy: { initialInterval: { nanos: 10_000_000 } } },
  });
  assert.equal(activityOptions.retryPolicy.initialInterval.nanos, 10_000_000);
  assert.equal(await handle.result(), 'done at attempt 2');
};
