const { condition, continueAsNew, defineSignal, setHandler } = require('@temporalio/workflow');

exports.continuedOnSignal = async (received = []) => {
  setHandler(defineSignal('add'), (value) => { received.push(value); });
  await condition(() => received.length > 0 && received.length % 5 === 0, '30s');
  return received.length >= 20 ? received : continueAsNew(received);
};

exports.scenario = async ({ start, handle, assert }) => {
  const { workflowId } = await start('continuedOnSignal', { args: [[]] });
  for (let value = 0; value < 20; value++) {
    await handle(workflowId).signal('add', value);
  }
  const received = await handle(workflowId).result();
  assert.deepEqual(received.slice(0, 20), [...Array(20).keys()], 'no signal is lost between two runs');
};
