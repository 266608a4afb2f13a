const { condition, defineSignal, defineUpdate, setHandler } = require('@temporalio/workflow');

exports.updateAfterClose = async () => {
  let finish = false;
  setHandler(defineSignal('finish'), () => { finish = true; });
  setHandler(defineUpdate('never'), () => condition(() => false));
  await condition(() => finish);
};

exports.scenario = async ({ start, assert, rejectsWith }) => {
  const handle = await start('updateAfterClose');
  const pending = await handle.startUpdate('never', { waitForStage: 'ACCEPTED' });
  const outcome = assert.rejects(pending.result(), (error) =>
    error.name === 'WorkflowUpdateFailedError' && error.cause.type === 'AcceptedUpdateCompletedWorkflow');
  await handle.signal('finish');
  await handle.result();
  await outcome;
  await rejectsWith(handle.executeUpdate('never'), 'WorkflowNotFoundError');
};
