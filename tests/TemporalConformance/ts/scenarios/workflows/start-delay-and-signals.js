const { condition, defineSignal, setHandler } = require('@temporalio/workflow');

exports.delayedUntilSignalled = async () => {
  const received = [];
  setHandler(defineSignal('add'), (value) => { received.push(value); });
  await condition(() => received.length > 0);
  return received;
};

exports.scenario = async ({ start, assert, eventsOf, events, named }) => {
  const type = 'delayedUntilSignalled';
  const plain = await start(type, { startDelay: '700ms' });
  await plain.signal('add', 1);
  assert.deepEqual((await events(plain)).map((event) => named(event.eventType)), ['WORKFLOW_EXECUTION_STARTED', 'WORKFLOW_EXECUTION_SIGNALED'],
    'a signal does not end the delay');
  assert.deepEqual(await plain.result(), [1]);
  const [started] = await eventsOf(plain, 'WORKFLOW_EXECUTION_STARTED');
  assert.equal(started.firstWorkflowTaskBackoff.nanos, 700_000_000);
  const cancelled = await start(type, { startDelay: '1 hour' });
  await cancelled.terminate();
  await assert.rejects(cancelled.result());
};
