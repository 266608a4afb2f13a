const { proxyActivities } = require('@temporalio/workflow');

exports.activityPaused = async (key) => proxyActivities({
  startToCloseTimeout: '10s', activityId: 'flaky', retry: { initialInterval: '200ms', backoffCoefficient: 1 },
}).failUntilAllowed(key);

exports.activityAllowed = async (key) => proxyActivities({ startToCloseTimeout: '10s' }).allow(key);

exports.scenario = async ({ service, namespace, start, execute, unique, assert, eventually }) => {
  const key = unique();
  const handle = await start('activityPaused', { args: [key] });
  const execution = { workflowId: handle.workflowId };
  const pending = async () => (await handle.describe()).raw.pendingActivities[0];
  await eventually(async () => (await pending())?.attempt > 1);
  await service.pauseActivity({ namespace, execution, id: 'flaky', reason: 'looking into it' });
  const paused = await eventually(async () => { const found = await pending(); return found.paused && found.state !== 2 && found; });
  await execute('activityAllowed', { args: [key] });
  assert.equal((await pending()).attempt, paused.attempt, 'a paused activity is not tried again');
  await service.unpauseActivity({ namespace, execution, id: 'flaky' });
  assert.equal(await handle.result(), 'allowed');
};
