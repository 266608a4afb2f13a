const { condition, defineSignal, setHandler } = require('@temporalio/workflow');

exports.resetReapplies = async (expected) => {
  const received = [];
  setHandler(defineSignal('add'), (value) => { received.push(value); });
  await condition(() => received.length >= expected, '1 hour');
  return received;
};

exports.scenario = async ({ start, service, namespace, unique, handle, assert, events, eventsOf, eventually }) => {
  const first = await start('resetReapplies', { args: [3] });
  const tasks = async () => (await events(first)).filter((event) => event.workflowTaskCompletedEventAttributes);
  const [task] = await eventually(async () => { const found = await tasks(); return found.length > 0 && found; });
  await first.signal('add', 'a');
  await first.signal('add', 'b');
  const reset = async (options) => handle(first.workflowId, (await service.resetWorkflowExecution({
    namespace, workflowExecution: { workflowId: first.workflowId, runId: first.firstExecutionRunId },
    requestId: unique(), workflowTaskFinishEventId: task.eventId, ...options,
  })).runId);
  const without = await reset({ resetReapplyExcludeTypes: [1] });
  assert.equal((await eventsOf(without, 'WORKFLOW_EXECUTION_SIGNALED')).length, 0);
  const withSignals = await reset({});
  assert.equal((await without.describe()).status.name, 'TERMINATED', 'a reset ends the run that is current');
  await withSignals.signal('add', 'c');
  assert.deepEqual(await withSignals.result(), ['a', 'b', 'c']);
  assert.equal((await first.fetchHistory()).events.at(-1).eventType > 0, true);
};
