const { proxyActivities } = require('@temporalio/workflow');

exports.activityReset = async (key) => proxyActivities({
  startToCloseTimeout: '10s', activityId: 'flaky', retry: { initialInterval: '200ms', backoffCoefficient: 1000 },
}).failUntilAllowed(key);

exports.scenario = async ({ service, namespace, start, execute, unique, assert, eventually }) => {
  const key = unique();
  const handle = await start('activityReset', { args: [key] });
  await eventually(async () => (await handle.describe()).raw.pendingActivities[0]?.attempt === 3);
  await execute('activityAllowed', { args: [key] });
  await service.resetActivity({ namespace, execution: { workflowId: handle.workflowId }, id: 'flaky' });
  assert.equal(await handle.result(), 'allowed', 'it does not wait for the minutes until its fourth attempt');
};
