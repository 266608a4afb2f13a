exports.scenario = async ({ start, unique, withWorker, assert, eventually, events, named }) => {
  const taskQueue = unique();
  const handle = await start('noSuchWorkflow', { taskQueue, workflowId: unique() });
  await withWorker({ taskQueue }, eventually(async () => (await events(handle)).some((event) => named(event.eventType) === 'WORKFLOW_TASK_FAILED')));
  const failed = (await events(handle)).filter((event) => event.workflowTaskFailedEventAttributes);
  assert.equal(failed.length, 1, 'only the first of the attempts is written');
  assert.match(failed[0].workflowTaskFailedEventAttributes.failure.message, /noSuchWorkflow/);
  const { pendingWorkflowTask, workflowExecutionInfo } = (await handle.describe()).raw;
  assert.equal(workflowExecutionInfo.status, 1);
  assert.ok(pendingWorkflowTask.attempt >= 2);
  await handle.terminate();
};
