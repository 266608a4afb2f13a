const { condition, defineQuery, defineSignal, setHandler } = require('@temporalio/workflow');

exports.queried = async () => {
  let state = 'waiting';
  let finish = false;
  setHandler(defineQuery('state'), (suffix) => state + suffix);
  setHandler(defineSignal('finish'), () => { finish = true; });
  await condition(() => finish);
  state = 'finished';
  return state;
};

exports.scenario = async ({ start, assert }) => {
  const handle = await start('queried');
  assert.equal(await handle.query('state', '!'), 'waiting!');
  await assert.rejects(handle.query('unknown'), (error) => error.name === 'QueryNotRegisteredError');
  await handle.signal('finish');
  assert.equal(await handle.result(), 'finished');
  assert.equal(await handle.query('state', '?'), 'finished?');
};
