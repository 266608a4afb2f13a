const { proxyActivities } = require('@temporalio/workflow');

exports.shutDownInTheMiddle = async () => {
  const { slow, echo } = proxyActivities({ startToCloseTimeout: '20s', retry: { maximumAttempts: 1 } });
  return `${await slow(400)}, ${await echo('again')}`;
};

exports.scenario = async ({ start, unique, createWorker, withWorker, assert, eventually, eventsOf }) => {
  const taskQueue = unique();
  const worker = await createWorker({ taskQueue, shutdownGraceTime: '10s' });
  const running = worker.run();
  const handle = await start('shutDownInTheMiddle', { taskQueue });
  await eventually(async () => (await handle.describe()).raw.pendingActivities[0]?.state === 2);
  worker.shutdown();
  await running;
  assert.equal((await eventsOf(handle, 'ACTIVITY_TASK_COMPLETED')).length, 1, 'the running activity got to its end');
  assert.equal(await withWorker({ taskQueue }, handle.result()), 'slept 400, echo again');
};
