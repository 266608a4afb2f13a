const { executeChild, sleep, startChild } = require('@temporalio/workflow');

exports.lastingChild = async () => sleep('1 hour');

exports.childAlreadyStarted = async (workflowId) => {
  await startChild('lastingChild', { workflowId });
  try {
    return await executeChild('lastingChild', { workflowId });
  } catch (error) {
    return `${error.name} ${error.workflowId}`;
  }
};

exports.scenario = async ({ start, id, handle, assert, eventTypes, eventsOf }) => {
  const child = id();
  const parent = await start('childAlreadyStarted', { args: [child] });
  assert.equal(await parent.result(), `WorkflowExecutionAlreadyStartedError ${child}`);
  assert.deepEqual(await eventTypes(parent), [
    'WORKFLOW_EXECUTION_STARTED', 'START_CHILD_WORKFLOW_EXECUTION_INITIATED', 'CHILD_WORKFLOW_EXECUTION_STARTED',
    'START_CHILD_WORKFLOW_EXECUTION_INITIATED', 'START_CHILD_WORKFLOW_EXECUTION_FAILED', 'WORKFLOW_EXECUTION_COMPLETED']);
  const [failed] = await eventsOf(parent, 'START_CHILD_WORKFLOW_EXECUTION_FAILED');
  assert.equal(failed.cause, 1);
  await assert.rejects(handle(child).result(), (error) => error.cause.name === 'TerminatedFailure');
};
