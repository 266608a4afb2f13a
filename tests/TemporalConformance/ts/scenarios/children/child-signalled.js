const { condition, defineSignal, setHandler, startChild } = require('@temporalio/workflow');

exports.listeningChild = async () => {
  const heard = [];
  setHandler(defineSignal('say'), (word) => { heard.push(word); });
  await condition(() => heard.length === 2);
  return heard.join(' ');
};

exports.childSignalled = async (workflowId) => {
  const child = await startChild('listeningChild', { workflowId });
  await child.signal('say', 'good');
  await child.signal('say', 'day');
  return child.result();
};

exports.scenario = async ({ start, id, handle, assert, eventsOf }) => {
  const child = id();
  const parent = await start('childSignalled', { args: [child] });
  assert.equal(await parent.result(), 'good day');
  const initiated = await eventsOf(parent, 'SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED');
  assert.deepEqual(initiated.map(({ childWorkflowOnly, signalName }) => [childWorkflowOnly, signalName]), [[true, 'say'], [true, 'say']]);
  const [received] = await eventsOf(handle(child), 'WORKFLOW_EXECUTION_SIGNALED');
  assert.equal(received.externalWorkflowExecution.workflowId, parent.workflowId);
};
