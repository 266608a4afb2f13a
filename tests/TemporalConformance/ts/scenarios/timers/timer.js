const { sleep, workflowInfo } = require('@temporalio/workflow');

exports.timer = async (milliseconds) => {
  const before = Date.now();
  await sleep(milliseconds);
  return { slept: Date.now() - before >= milliseconds, history: workflowInfo().historyLength };
};

exports.scenario = async ({ start, assert }) => {
  const handle = await start('timer', { args: [100] });
  assert.deepEqual(await handle.result(), { slept: true, history: 8 });
  const { events } = await handle.fetchHistory();
  assert.deepEqual(events.map((event) => event.eventType), [1, 5, 6, 7, 17, 18, 5, 6, 7, 2]);
};
