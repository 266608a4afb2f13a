exports.overlapBufferAll = async () => new Promise(() => undefined);

exports.scenario = async ({ createSchedule, runsOf, assert, eventually }) => {
  const schedule = await createSchedule('overlapBufferAll', { policies: { overlap: 'BUFFER_ALL' } });
  for (let i = 0; i < 3; i++) {
    await schedule.trigger();
  }
  for (let taken = 1; taken <= 3; taken++) {
    const runs = await runsOf(schedule, taken);
    assert.equal(runs.length, taken, 'one at a time');
    await runs.at(-1).terminate();
  }
  await eventually(async () => (await schedule.describe()).info.runningActions.length === 0);
  assert.equal((await schedule.describe()).info.numActionsSkippedOverlap, 0);
  await schedule.delete();
};
