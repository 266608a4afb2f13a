const { executeChild, sleep } = require('@temporalio/workflow');

exports.doomedChild = async () => sleep('1 hour');

exports.childTerminated = async (workflowId) => {
  try {
    return await executeChild('doomedChild', { workflowId });
  } catch (error) {
    return `${error.name} ${error.cause.name}`;
  }
};

exports.scenario = async ({ start, id, handle, assert, eventually, eventTypes }) => {
  const child = id();
  const parent = await start('childTerminated', { args: [child] });
  await eventually(async () => (await eventTypes(parent)).includes('CHILD_WORKFLOW_EXECUTION_STARTED'));
  await handle(child).terminate('enough');
  assert.equal(await parent.result(), 'ChildWorkflowFailure TerminatedFailure');
  assert.ok((await eventTypes(parent)).includes('CHILD_WORKFLOW_EXECUTION_TERMINATED'));
};
