const { proxyActivities } = require('@temporalio/workflow');

exports.activityOnAnotherQueue = async (taskQueue) => proxyActivities({ startToCloseTimeout: '10s', taskQueue }).echo('there');

exports.scenario = async ({ start, unique, withWorker, assert, eventsOf }) => {
  const taskQueue = unique();
  const handle = await start('activityOnAnotherQueue', { args: [taskQueue] });
  assert.equal(await withWorker({ taskQueue, workflowBundle: undefined }, handle.result()), 'echo there');
  const [scheduled] = await eventsOf(handle, 'ACTIVITY_TASK_SCHEDULED');
  assert.equal(scheduled.taskQueue.name, taskQueue);
};
