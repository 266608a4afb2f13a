const { condition, defineSignal, setHandler } = require('@temporalio/workflow');

exports.stuckToAWorker = async () => {
  const received = [];
  setHandler(defineSignal('add'), (value) => { received.push(value); });
  await condition(() => received.length === 2);
  return received;
};

exports.scenario = async ({ start, service, namespace, unique, withWorker, assert, events, named }) => {
  const taskQueue = unique();
  const normal = { name: taskQueue, kind: 1 };
  const handle = await start('stuckToAWorker', { taskQueue });
  const { taskToken } = await service.pollWorkflowTaskQueue({ namespace, taskQueue: normal, identity: 'gone soon' });
  await service.respondWorkflowTaskCompleted({
    namespace, taskToken, identity: 'gone soon', commands: [],
    stickyAttributes: { workerTaskQueue: { name: unique(), kind: 2, normalName: taskQueue }, scheduleToStartTimeout: { nanos: 200_000_000 } },
  });
  await handle.signal('add', 1);
  await handle.signal('add', 2);
  assert.deepEqual(await withWorker({ taskQueue }, handle.result()), [1, 2], 'another worker takes over after the sticky timeout');
  const timedOut = (await events(handle)).find((event) => named(event.eventType) === 'WORKFLOW_TASK_TIMED_OUT');
  assert.equal(timedOut.workflowTaskTimedOutEventAttributes.timeoutType, 2);
};
