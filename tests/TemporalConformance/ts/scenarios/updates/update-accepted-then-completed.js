const { condition, defineSignal, defineUpdate, setHandler } = require('@temporalio/workflow');

exports.updateAcceptedThenCompleted = async () => {
  let approved = false;
  let done = false;
  setHandler(defineSignal('approve'), () => { approved = true; });
  setHandler(defineUpdate('wait'), async () => {
    await condition(() => approved);
    done = true;
    return 'approved';
  });
  await condition(() => done);
};

exports.scenario = async ({ start, assert, eventTypes, eventsOf }) => {
  const handle = await start('updateAcceptedThenCompleted');
  const update = await handle.startUpdate('wait', { waitForStage: 'ACCEPTED', updateId: 'first' });
  assert.equal(update.updateId, 'first');
  await handle.signal('approve');
  assert.equal(await update.result(), 'approved');
  await handle.result();
  assert.deepEqual(await eventTypes(handle), [
    'WORKFLOW_EXECUTION_STARTED', 'WORKFLOW_EXECUTION_UPDATE_ACCEPTED', 'WORKFLOW_EXECUTION_SIGNALED',
    'WORKFLOW_EXECUTION_UPDATE_COMPLETED', 'WORKFLOW_EXECUTION_COMPLETED']);
  const [accepted] = await eventsOf(handle, 'WORKFLOW_EXECUTION_UPDATE_ACCEPTED');
  assert.equal(accepted.acceptedRequest.meta.updateId, 'first');
};
