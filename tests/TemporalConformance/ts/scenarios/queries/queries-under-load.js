const { condition, defineQuery, defineSignal, setHandler } = require('@temporalio/workflow');

exports.queriesUnderLoad = async (expected) => {
  let count = 0;
  setHandler(defineQuery('count'), () => count);
  setHandler(defineSignal('add'), () => { count++; });
  await condition(() => count === expected);
  return count;
};

exports.scenario = async ({ start, assert }) => {
  const handle = await start('queriesUnderLoad', { args: [6] });
  for (let sent = 1; sent <= 6; sent++) {
    await handle.signal('add');
    assert.equal(await handle.query('count'), sent, 'a query sees every signal acknowledged before it');
  }
  assert.equal(await handle.result(), 6);
};
