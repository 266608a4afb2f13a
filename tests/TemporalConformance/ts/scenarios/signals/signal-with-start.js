const { condition, defineSignal, setHandler } = require('@temporalio/workflow');

exports.signalWithStart = async () => {
  const received = [];
  setHandler(defineSignal('add'), (value) => received.push(value));
  await condition(() => received.length === 2);
  return received;
};

exports.scenario = async ({ client, taskQueue, id, assert }) => {
  const options = { taskQueue, workflowId: id(), signal: 'add' };
  const first = await client.workflow.signalWithStart('signalWithStart', { ...options, signalArgs: [1] });
  const second = await client.workflow.signalWithStart('signalWithStart', { ...options, signalArgs: [2] });
  assert.equal(first.signaledRunId, second.signaledRunId);
  assert.deepEqual(await first.result(), [1, 2]);
};
