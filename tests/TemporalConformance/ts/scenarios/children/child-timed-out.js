const { executeChild, sleep } = require('@temporalio/workflow');

exports.sleepyChild = async () => sleep('1 hour');

exports.childTimedOut = async (workflowId) => {
  try {
    return await executeChild('sleepyChild', { workflowId, workflowExecutionTimeout: '300ms' });
  } catch (error) {
    return `${error.name} ${error.cause.name} ${error.cause.timeoutType}`;
  }
};

exports.scenario = async ({ start, id, assert, eventTypes }) => {
  const parent = await start('childTimedOut', { args: [id()] });
  assert.equal(await parent.result(), 'ChildWorkflowFailure TimeoutFailure START_TO_CLOSE');
  assert.ok((await eventTypes(parent)).includes('CHILD_WORKFLOW_EXECUTION_TIMED_OUT'));
};
