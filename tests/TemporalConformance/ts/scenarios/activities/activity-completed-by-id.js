const { proxyActivities } = require('@temporalio/workflow');

exports.activityCompletedById = async () => {
  const options = { startToCloseTimeout: '30s', retry: { maximumAttempts: 1 } };
  const outcome = (activityId) => proxyActivities({ ...options, activityId }).leave().catch((error) => error.cause?.message ?? error.name);
  return Promise.all(['completed', 'failed', 'cancelled'].map(outcome));
};

exports.scenario = async ({ client, start, assert, eventually, eventsOf, rejectsWith }) => {
  const handle = await start('activityCompletedById');
  await eventually(async () => {
    const { raw } = await handle.describe();
    return raw.pendingActivities.filter((activity) => activity.state === 2).length === 3;
  });
  const named = (activityId) => ({ workflowId: handle.workflowId, activityId });
  await client.activity.complete(named('completed'), 'from outside');
  await client.activity.fail(named('failed'), new Error('failed outside'));
  await rejectsWith(client.activity.complete(named('unheard of'), 1), 'ActivityNotFoundError');
  await assert.rejects(client.activity.reportCancellation(named('cancelled')), 'nobody asked for its cancellation');
  await client.activity.fail(named('cancelled'), new Error('not cancelled'));
  assert.deepEqual(await handle.result(), ['from outside', 'failed outside', 'not cancelled']);
  assert.equal((await eventsOf(handle, 'ACTIVITY_TASK_FAILED')).length, 2);
  await rejectsWith(client.activity.complete(named('completed'), 'again'), 'ActivityNotFoundError');
};
