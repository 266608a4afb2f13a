const { condition, defineQuery, defineSignal, setDefaultQueryHandler, setHandler } = require('@temporalio/workflow');

exports.queryDynamic = async () => {
  let finish = false;
  setDefaultQueryHandler((name, ...args) => `${name}(${args})`);
  setHandler(defineQuery('known'), () => 'known');
  setHandler(defineSignal('finish'), () => { finish = true; });
  await condition(() => finish);
};

exports.scenario = async ({ start, assert }) => {
  const handle = await start('queryDynamic');
  assert.equal(await handle.query('known'), 'known');
  assert.equal(await handle.query('anything', 1, 2), 'anything(1,2)');
  await handle.signal('finish');
  await handle.result();
  assert.equal(await handle.query('anything else'), 'anything else()');
};
