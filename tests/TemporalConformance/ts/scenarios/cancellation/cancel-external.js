const { getExternalWorkflowHandle, sleep } = require('@temporalio/workflow');

exports.cancelledFromOutside = async () => sleep('1 hour');

exports.canceller = async (other) => {
  await getExternalWorkflowHandle(other).cancel();
  try {
    await getExternalWorkflowHandle('nobody at all').cancel();
    return 'delivered';
  } catch (error) {
    return 'not found';
  }
};

exports.scenario = async ({ start, assert, eventTypes, eventsOf }) => {
  const other = await start('cancelledFromOutside');
  const canceller = await start('canceller', { args: [other.workflowId] });
  assert.equal(await canceller.result(), 'not found');
  await assert.rejects(other.result(), (error) => error.cause.name === 'CancelledFailure');
  const [requested] = await eventsOf(other, 'WORKFLOW_EXECUTION_CANCEL_REQUESTED');
  assert.equal(requested.externalWorkflowExecution.workflowId, canceller.workflowId);
  assert.deepEqual(await eventTypes(canceller), [
    'WORKFLOW_EXECUTION_STARTED',
    'REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED', 'EXTERNAL_WORKFLOW_EXECUTION_CANCEL_REQUESTED',
    'REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED', 'REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_FAILED',
    'WORKFLOW_EXECUTION_COMPLETED']);
};
