exports.slowlyTaken = async () => 'done';

exports.scenario = async ({ start, service, namespace, unique, withWorker, assert, events, named }) => {
  const taskQueue = unique();
  const handle = await start('slowlyTaken', { taskQueue, workflowTaskTimeout: '2s' });
  await service.pollWorkflowTaskQueue({ namespace, taskQueue: { name: taskQueue }, identity: 'forgetful' });
  assert.equal(await withWorker({ taskQueue }, handle.result()), 'done');
  const all = await events(handle);
  assert.deepEqual(all.slice(0, 5).map((event) => named(event.eventType)), [
    'WORKFLOW_EXECUTION_STARTED', 'WORKFLOW_TASK_SCHEDULED', 'WORKFLOW_TASK_STARTED', 'WORKFLOW_TASK_TIMED_OUT', 'WORKFLOW_TASK_SCHEDULED']);
  assert.ok(all[4].workflowTaskScheduledEventAttributes.attempt >= 2);
};
