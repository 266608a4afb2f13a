const { condition, defineSignal, defineUpdate, setHandler } = require('@temporalio/workflow');

exports.updatePolled = async () => {
  let approved = false;
  setHandler(defineSignal('approve'), () => { approved = true; });
  setHandler(defineUpdate('wait'), async (text) => {
    await condition(() => approved);
    return text;
  });
  await condition(() => approved);
};

exports.scenario = async ({ start, handle, assert, rejectsWith }) => {
  const started = await start('updatePolled');
  await started.startUpdate('wait', { args: ['done'], updateId: 'later', waitForStage: 'ACCEPTED' });
  const polled = handle(started.workflowId).getUpdateHandle('later').result();
  await started.signal('approve');
  assert.equal(await polled, 'done');
  await started.result();
  assert.equal(await handle(started.workflowId).getUpdateHandle('later').result(), 'done');
  await rejectsWith(handle(started.workflowId).getUpdateHandle('never sent').result(), 'WorkflowNotFoundError');
};
