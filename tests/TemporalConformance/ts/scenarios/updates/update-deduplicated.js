const { condition, defineSignal, defineUpdate, setHandler } = require('@temporalio/workflow');

exports.updateDeduplicated = async () => {
  let calls = 0;
  let finish = false;
  setHandler(defineUpdate('count'), () => ++calls);
  setHandler(defineSignal('finish'), () => { finish = true; });
  await condition(() => finish);
  return calls;
};

exports.scenario = async ({ start, assert, eventsOf }) => {
  const handle = await start('updateDeduplicated');
  const once = { updateId: 'once' };
  assert.deepEqual(
    await Promise.all([handle.executeUpdate('count', once), handle.executeUpdate('count', once)]), [1, 1]);
  assert.equal(await handle.executeUpdate('count', once), 1);
  assert.equal(await handle.executeUpdate('count', { updateId: 'twice' }), 2);
  await handle.signal('finish');
  assert.equal(await handle.result(), 2);
  assert.equal((await eventsOf(handle, 'WORKFLOW_EXECUTION_UPDATE_ACCEPTED')).length, 2);
  assert.equal(await handle.executeUpdate('count', once), 1, 'a completed update answers after the workflow closed');
};
