const { condition, defineSignal, setHandler } = require('@temporalio/workflow');

exports.reused = async (how) => {
  let finish = how === 'at once';
  setHandler(defineSignal('finish'), () => { finish = true; });
  await condition(() => finish);
};

exports.scenario = async ({ client, id, taskQueue, assert, rejectsWith }) => {
  const workflowId = id();
  const start = (workflowIdReusePolicy, ...args) => client.workflow.start('reused', { taskQueue, workflowId, workflowIdReusePolicy, args });
  const first = await start('ALLOW_DUPLICATE', 'at once');
  await first.result();
  await rejectsWith(start('ALLOW_DUPLICATE_FAILED_ONLY'), 'WorkflowExecutionAlreadyStartedError');
  await rejectsWith(start('REJECT_DUPLICATE'), 'WorkflowExecutionAlreadyStartedError');
  const second = await start('ALLOW_DUPLICATE');
  await second.terminate();
  const third = await start('ALLOW_DUPLICATE_FAILED_ONLY');
  await rejectsWith(start('ALLOW_DUPLICATE'), 'WorkflowExecutionAlreadyStartedError');
  const fourth = await start('TERMINATE_IF_RUNNING', 'at once');
  await fourth.result();
  assert.equal((await client.workflow.getHandle(workflowId, third.firstExecutionRunId).describe()).status.name, 'TERMINATED');
  assert.equal(new Set([first, second, third, fourth].map((handle) => handle.firstExecutionRunId)).size, 4);
};
