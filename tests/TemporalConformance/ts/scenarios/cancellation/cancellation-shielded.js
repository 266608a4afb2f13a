const { CancellationScope, isCancellation, proxyActivities } = require('@temporalio/workflow');

exports.cancellationShielded = async () => {
  const { slow } = proxyActivities({ startToCloseTimeout: '10s' });
  const shielded = new CancellationScope({ cancellable: false });
  const running = shielded.run(() => slow(300));
  try {
    await Promise.race([running, CancellationScope.current().cancelRequested]);
    return 'never cancelled';
  } catch (error) {
    return `${isCancellation(error)}, then ${await running}`;
  }
};

exports.scenario = async ({ start, assert, eventTypes, eventually, eventsOf }) => {
  const handle = await start('cancellationShielded');
  await eventually(async () => (await eventsOf(handle, 'ACTIVITY_TASK_SCHEDULED')).length === 1);
  await handle.cancel();
  assert.equal(await handle.result(), 'true, then slept 300');
  assert.deepEqual(await eventTypes(handle), [
    'WORKFLOW_EXECUTION_STARTED', 'ACTIVITY_TASK_SCHEDULED', 'WORKFLOW_EXECUTION_CANCEL_REQUESTED',
    'ACTIVITY_TASK_STARTED', 'ACTIVITY_TASK_COMPLETED', 'WORKFLOW_EXECUTION_COMPLETED']);
};
