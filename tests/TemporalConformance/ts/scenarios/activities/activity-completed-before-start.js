const { proxyActivities } = require('@temporalio/workflow');

exports.activityCompletedBeforeStart = async (taskQueue) =>
  proxyActivities({ scheduleToCloseTimeout: '1 minute', taskQueue, activityId: 'never taken' }).leave();

exports.scenario = async ({ client, start, unique, assert, eventually, eventTypes }) => {
  const handle = await start('activityCompletedBeforeStart', { args: [unique()] });
  await eventually(async () => (await handle.describe()).raw.pendingActivities[0]?.state === 1);
  await client.activity.complete({ workflowId: handle.workflowId, activityId: 'never taken' }, 'done by hand');
  assert.equal(await handle.result(), 'done by hand');
  assert.deepEqual(await eventTypes(handle), [
    'WORKFLOW_EXECUTION_STARTED', 'ACTIVITY_TASK_SCHEDULED', 'ACTIVITY_TASK_STARTED', 'ACTIVITY_TASK_COMPLETED', 'WORKFLOW_EXECUTION_COMPLETED']);
};
