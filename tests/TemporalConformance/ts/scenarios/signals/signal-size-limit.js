const { condition, defineSignal, setHandler } = require('@temporalio/workflow');

exports.signalSizeLimit = async () => {
  let size = 0;
  setHandler(defineSignal('add'), (text) => { size = text.length; });
  await condition(() => size > 0);
  return size;
};

exports.scenario = async ({ start, assert, eventsOf }) => {
  const handle = await start('signalSizeLimit');
  await assert.rejects(handle.signal('add', 'x'.repeat(2 * 1024 * 1024 + 1)), (error) => error.cause.code === 3);
  await handle.signal('add', 'x'.repeat(100_000));
  assert.equal(await handle.result(), 100_000);
  assert.equal((await eventsOf(handle, 'WORKFLOW_EXECUTION_SIGNALED')).length, 1);
};
