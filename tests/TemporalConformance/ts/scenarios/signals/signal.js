const { condition, defineSignal, setHandler } = require('@temporalio/workflow');

exports.signalled = async (expected) => {
  const received = [];
  setHandler(defineSignal('add'), (value) => received.push(value));
  await condition(() => received.length === expected);
  return received;
};

exports.scenario = async ({ start, assert }) => {
  const handle = await start('signalled', { args: [3] });
  for (const value of ['a', 'b', 'c']) {
    await handle.signal('add', value);
  }
  assert.deepEqual(await handle.result(), ['a', 'b', 'c']);
  await assert.rejects(handle.signal('add', 'd'), (error) => error.name === 'WorkflowNotFoundError');
};
