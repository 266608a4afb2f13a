const { condition, defineSignal, setHandler } = require('@temporalio/workflow');

exports.stuckToAWorker = async () => {
  const received = [];
  setHandler(defineSignal('add'), (value) => { received.push(value); });
  await condition(() => received.length === 2);
  return received;
};

exports.scenario = async ({ start, service, namespace, unique, withWorker, assert, events, named }) => {
  const [taskQueue, sticky] = [unique(), unique()];
  const handle = await start('stuckToAWorker', { taskQueue, workflowTaskTimeout: '2s' });
  const first = await service.pollWorkflowTaskQueue({ namespace, taskQueue: { name: taskQueue, kind: 1 }, identity: 'gone soon' });
  await service.respondWorkflowTaskCompleted({
    namespace, taskToken: first.taskToken, identity: 'gone soon', commands: [],
    stickyAttributes: { workerTaskQueue: { name: sticky, kind: 2, normalName: taskQueue }, scheduleToStartTimeout: { seconds: 5 } },
  });
  const poll = service.pollWorkflowTaskQueue({ namespace, taskQueue: { name: sticky, kind: 2, normalName: taskQueue }, identity: 'gone soon' });
  await handle.signal('add', 1);
  const second = await poll;
  assert.equal(Number(second.previousStartedEventId), 3);
  assert.equal(Number(second.history.events[0].eventId), 4, 'the worker it sticks to gets what is new');
  await handle.signal('add', 2);
  assert.deepEqual(await withWorker({ taskQueue }, handle.result()), [1, 2], 'another worker takes over');
  const timedOut = (await events(handle)).find((event) => named(event.eventType) === 'WORKFLOW_TASK_TIMED_OUT');
  assert.equal(timedOut.workflowTaskTimedOutEventAttributes.timeoutType, 1);
};
