exports.overlapBufferAll = async () => new Promise(() => undefined);

exports.scenario = async ({ createFiredByHand, fire, runsOf, assert, eventually }) => {
  const schedule = await createFiredByHand('overlapBufferAll', 'BUFFER_ALL');
  await fire(schedule, 1, 3);
  for (let taken = 1; taken <= 3; taken++) {
    const runs = await runsOf(schedule, taken);
    assert.equal(runs.length, taken, 'one at a time');
    await runs.at(-1).terminate();
  }
  await eventually(async () => (await schedule.describe()).info.runningActions.length === 0);
  assert.equal((await schedule.describe()).info.numActionsSkippedOverlap, 0);
  await schedule.delete();
};
