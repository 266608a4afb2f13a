const { condition, defineSignal, setHandler } = require('@temporalio/workflow');

exports.errorsMapped = async () => {
  let finish = false;
  setHandler(defineSignal('finish'), () => { finish = true; });
  await condition(() => finish);
};

exports.scenario = async ({ client, start, handle, unique, assert, rejectsWith }) => {
  const nobody = handle(unique());
  for (const method of ['describe', 'cancel', 'terminate', 'result']) {
    await rejectsWith(nobody[method](), 'WorkflowNotFoundError');
  }
  for (const method of ['signal', 'query', 'executeUpdate']) {
    await rejectsWith(nobody[method]('any'), 'WorkflowNotFoundError');
  }
  const running = await start('errorsMapped');
  await rejectsWith(running.query('unregistered'), 'QueryNotRegisteredError');
  await assert.rejects(running.executeUpdate('unregistered'), (error) => error.name === 'WorkflowUpdateFailedError');
  await rejectsWith(handle(running.workflowId, '00000000-0000-0000-0000-000000000000').describe(), 'WorkflowNotFoundError');
  await assert.rejects(handle(running.workflowId, 'no run id').describe());
  await running.signal('finish');
  await running.result();
  await rejectsWith(running.cancel(), 'WorkflowNotFoundError');
  await rejectsWith(running.terminate(), 'WorkflowNotFoundError');
  await rejectsWith(running.signal('any'), 'WorkflowNotFoundError');
  await assert.rejects(client.workflow.start('errorsMapped', { taskQueue: '', workflowId: unique() }));
  await assert.rejects(client.workflow.start('errorsMapped', { taskQueue: 'any', workflowId: 'x'.repeat(1001) }));
};
