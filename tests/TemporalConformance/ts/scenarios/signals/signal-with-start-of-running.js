const { condition, defineSignal, setHandler } = require('@temporalio/workflow');

exports.signalWithStartOfRunning = async (expected) => {
  const received = [];
  setHandler(defineSignal('add'), (value) => received.push(value));
  await condition(() => received.length === expected);
  return received;
};

exports.scenario = async ({ client, start, taskQueue, assert, eventTypes, rejectsWith }) => {
  const type = 'signalWithStartOfRunning';
  const running = await start(type, { args: [1] });
  const options = { taskQueue, workflowId: running.workflowId, args: [1], signal: 'add', signalArgs: ['x'] };
  const same = await client.workflow.signalWithStart(type, options);
  assert.equal(same.signaledRunId, running.firstExecutionRunId);
  assert.deepEqual(await running.result(), ['x']);
  await rejectsWith(client.workflow.signalWithStart(type, { ...options, workflowIdReusePolicy: 'REJECT_DUPLICATE' }), 'WorkflowExecutionAlreadyStartedError');
  const next = await client.workflow.signalWithStart(type, options);
  assert.notEqual(next.signaledRunId, running.firstExecutionRunId);
  assert.deepEqual(await next.result(), ['x']);
  assert.deepEqual(await eventTypes(next), ['WORKFLOW_EXECUTION_STARTED', 'WORKFLOW_EXECUTION_SIGNALED', 'WORKFLOW_EXECUTION_COMPLETED']);
};
