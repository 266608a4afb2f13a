exports.overlapBufferOne = async () => new Promise(() => undefined);

exports.scenario = async ({ createFiredByHand, fire, runsOf, assert, eventually }) => {
  const schedule = await createFiredByHand('overlapBufferOne', 'BUFFER_ONE');
  await fire(schedule, 1, 3);
  await eventually(async () => (await schedule.describe()).info.numActionsSkippedOverlap === 1);
  const [first] = await runsOf(schedule, 1);
  assert.equal((await schedule.describe()).info.numActionsTaken, 1);
  await first.terminate();
  const [, second] = await runsOf(schedule, 2);
  await second.terminate();
  await eventually(async () => (await schedule.describe()).info.runningActions.length === 0);
  assert.equal((await schedule.describe()).info.numActionsTaken, 2, 'one waited, the other was skipped');
  await schedule.delete();
};
