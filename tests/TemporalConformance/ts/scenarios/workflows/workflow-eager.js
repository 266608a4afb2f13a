exports.eager = async () => 'ran at once';

exports.scenario = async ({ sdk, connection, id, taskQueue, assert, events, named }) => {
  const beside = new sdk.Client({ connection });
  const handle = await beside.workflow.start('eager', { taskQueue, workflowId: id(), requestEagerStart: true });
  assert.equal(handle.eagerlyStarted, true);
  assert.equal(await handle.result(), 'ran at once');
  assert.deepEqual((await events(handle)).map((event) => named(event.eventType)), [
    'WORKFLOW_EXECUTION_STARTED', 'WORKFLOW_TASK_SCHEDULED', 'WORKFLOW_TASK_STARTED', 'WORKFLOW_TASK_COMPLETED', 'WORKFLOW_EXECUTION_COMPLETED']);
  assert.equal((await events(handle))[0].workflowExecutionStartedEventAttributes.eagerExecutionAccepted, true);
};
