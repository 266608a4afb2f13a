const { condition, defineSignal, setHandler } = require('@temporalio/workflow');

exports.unique = async () => {
  let finish = false;
  setHandler(defineSignal('finish'), () => { finish = true; });
  await condition(() => finish);
};

exports.scenario = async ({ client, taskQueue, id, assert }) => {
  const options = { taskQueue, workflowId: id() };
  const handle = await client.workflow.start('unique', options);
  await assert.rejects(client.workflow.start('unique', options), (error) => error.name === 'WorkflowExecutionAlreadyStartedError');
  const same = await client.workflow.start('unique', { ...options, workflowIdConflictPolicy: 'USE_EXISTING' });
  assert.equal(same.firstExecutionRunId, handle.firstExecutionRunId);
  await handle.signal('finish');
  await handle.result();
  await assert.rejects(
    client.workflow.start('unique', { ...options, workflowIdReusePolicy: 'REJECT_DUPLICATE' }),
    (error) => error.name === 'WorkflowExecutionAlreadyStartedError');
};
