const { sleep } = require('@temporalio/workflow');

exports.timersInParallel = async () => {
  const order = [];
  await Promise.all([150, 50, 100].map(async (milliseconds) => {
    await sleep(milliseconds);
    order.push(milliseconds);
  }));
  return order;
};

exports.scenario = async ({ start, assert, eventsOf }) => {
  const handle = await start('timersInParallel');
  assert.deepEqual(await handle.result(), [50, 100, 150]);
  assert.deepEqual((await eventsOf(handle, 'TIMER_FIRED')).map(({ timerId }) => timerId), ['2', '3', '1']);
};
