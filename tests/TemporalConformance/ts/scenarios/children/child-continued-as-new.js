const { continueAsNew, executeChild } = require('@temporalio/workflow');

exports.childCountingDown = async (left) => (left === 0 ? 'lift-off' : continueAsNew(left - 1));

exports.childContinuedAsNew = async (workflowId) => executeChild('childCountingDown', { workflowId, args: [3] });

exports.scenario = async ({ start, id, handle, assert, eventTypes, eventsOf }) => {
  const child = id();
  const parent = await start('childContinuedAsNew', { args: [child] });
  assert.equal(await parent.result(), 'lift-off');
  assert.deepEqual((await eventTypes(parent)).filter((type) => type.startsWith('CHILD_')), [
    'CHILD_WORKFLOW_EXECUTION_STARTED', 'CHILD_WORKFLOW_EXECUTION_COMPLETED']);
  const [last] = await eventsOf(handle(child), 'WORKFLOW_EXECUTION_STARTED');
  assert.equal(last.parentWorkflowExecution.workflowId, parent.workflowId);
  assert.equal(last.rootWorkflowExecution.workflowId, parent.workflowId);
};
