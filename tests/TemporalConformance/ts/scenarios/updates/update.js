const { condition, defineSignal, defineUpdate, proxyActivities, setHandler } = require('@temporalio/workflow');

exports.updated = async () => {
  const { echo } = proxyActivities({ startToCloseTimeout: '10s' });
  let finish = false;
  const add = async (text) => echo(text);
  const validator = (text) => {
    if (!text) {
      throw new Error('text is missing');
    }
  };
  setHandler(defineUpdate('add'), add, { validator });
  setHandler(defineSignal('finish'), () => { finish = true; });
  await condition(() => finish);
  return 'finished';
};

exports.scenario = async ({ start, assert }) => {
  const handle = await start('updated');
  assert.equal(await handle.executeUpdate('add', { args: ['one'] }), 'echo one');
  await assert.rejects(handle.executeUpdate('add', { args: [''] }), (error) => error.cause.message === 'text is missing');
  const accepted = await handle.startUpdate('add', { args: ['two'], waitForStage: 'ACCEPTED' });
  assert.equal(await accepted.result(), 'echo two');
  await handle.signal('finish');
  assert.equal(await handle.result(), 'finished');
};
