const { condition, defineUpdate, setHandler } = require('@temporalio/workflow');

exports.updateWithStart = async () => {
  const received = [];
  setHandler(defineUpdate('add'), (item) => received.push(item));
  await condition(() => received.length === 2);
  return received;
};

exports.scenario = async ({ client, taskQueue, id, sdk, assert, eventTypes }) => {
  const workflowId = id();
  const operation = (workflowIdConflictPolicy) =>
    new sdk.WithStartWorkflowOperation('updateWithStart', { taskQueue, workflowId, workflowIdConflictPolicy });
  const first = operation('USE_EXISTING');
  assert.equal(await client.workflow.executeUpdateWithStart('add', { args: ['a'], startWorkflowOperation: first }), 1);
  const refused = operation('FAIL');
  await assert.rejects(
    client.workflow.executeUpdateWithStart('add', { args: ['x'], startWorkflowOperation: refused }),
    (error) => error.name === 'WorkflowExecutionAlreadyStartedError');
  await assert.rejects(refused.workflowHandle());
  assert.equal(await client.workflow.executeUpdateWithStart('add', { args: ['b'], startWorkflowOperation: operation('USE_EXISTING') }), 2);
  const handle = await first.workflowHandle();
  assert.deepEqual(await handle.result(), ['a', 'b']);
  assert.deepEqual(await eventTypes(handle), [
    'WORKFLOW_EXECUTION_STARTED', 'WORKFLOW_EXECUTION_UPDATE_ACCEPTED', 'WORKFLOW_EXECUTION_UPDATE_COMPLETED',
    'WORKFLOW_EXECUTION_UPDATE_ACCEPTED', 'WORKFLOW_EXECUTION_UPDATE_COMPLETED', 'WORKFLOW_EXECUTION_COMPLETED']);
};
