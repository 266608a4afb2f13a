const { condition, defineSignal, setHandler } = require('@temporalio/workflow');

exports.signalsBeforeTheWorker = async () => {
  const received = [];
  setHandler(defineSignal('add'), (value) => received.push(value));
  await condition(() => received.length >= 3);
  return received;
};

exports.scenario = async ({ start, unique, withWorker, assert, events, named }) => {
  const taskQueue = unique();
  const handle = await start('signalsBeforeTheWorker', { taskQueue });
  for (const value of [1, 2, 3]) {
    await handle.signal('add', value);
  }
  assert.deepEqual(await withWorker({ taskQueue }, handle.result()), [1, 2, 3]);
  assert.deepEqual((await events(handle)).map((event) => named(event.eventType)), [
    'WORKFLOW_EXECUTION_STARTED', 'WORKFLOW_TASK_SCHEDULED',
    'WORKFLOW_EXECUTION_SIGNALED', 'WORKFLOW_EXECUTION_SIGNALED', 'WORKFLOW_EXECUTION_SIGNALED',
    'WORKFLOW_TASK_STARTED', 'WORKFLOW_TASK_COMPLETED', 'WORKFLOW_EXECUTION_COMPLETED']);
};
