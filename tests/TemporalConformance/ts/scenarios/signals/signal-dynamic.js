const { condition, defineSignal, setDefaultSignalHandler, setHandler } = require('@temporalio/workflow');

exports.signalDynamic = async () => {
  const received = [];
  setDefaultSignalHandler((name, ...args) => { received.push(`${name}(${args})`); });
  setHandler(defineSignal('known'), (value) => { received.push(`known: ${value}`); });
  await condition(() => received.length === 3);
  return received;
};

exports.scenario = async ({ start, assert }) => {
  const handle = await start('signalDynamic');
  await handle.signal('first', 1, 2);
  await handle.signal('known', 3);
  await handle.signal('last');
  assert.deepEqual(await handle.result(), ['first(1,2)', 'known: 3', 'last()']);
};
