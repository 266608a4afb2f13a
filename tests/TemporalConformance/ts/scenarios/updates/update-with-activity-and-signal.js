const { allHandlersFinished, condition, defineUpdate, getExternalWorkflowHandle, proxyActivities, setHandler } = require('@temporalio/workflow');

exports.updateWithActivity = async (other) => {
  const { echo } = proxyActivities({ startToCloseTimeout: '10s' });
  let updates = 0;
  setHandler(defineUpdate('tell'), async (text) => {
    await getExternalWorkflowHandle(other).signal('add', await echo(text));
    updates++;
    return updates;
  });
  await condition(() => updates === 2 && allHandlersFinished());
};

exports.scenario = async ({ start, assert, eventsOf }) => {
  const listener = await start('signalled', { args: [2] });
  const handle = await start('updateWithActivity', { args: [listener.workflowId] });
  const counts = await Promise.all(['a', 'b'].map((text) => handle.executeUpdate('tell', { args: [text] })));
  assert.deepEqual(counts.sort(), [1, 2]);
  await handle.result();
  assert.deepEqual((await listener.result()).sort(), ['echo a', 'echo b']);
  assert.equal((await eventsOf(handle, 'WORKFLOW_EXECUTION_UPDATE_COMPLETED')).length, 2);
  assert.equal((await eventsOf(handle, 'EXTERNAL_WORKFLOW_EXECUTION_SIGNALED')).length, 2);
};
