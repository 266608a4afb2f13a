exports.scheduledTwice = async () => 'ran';

exports.scenario = async ({ createSchedule, runsOf, assert, eventually }) => {
  const schedule = await createSchedule('scheduledTwice', {
    spec: { intervals: [{ every: '1s' }] }, policies: { overlap: 'ALLOW_ALL' }, state: { remainingActions: 2 },
  });
  await runsOf(schedule, 2);
  await eventually(async () => (await schedule.describe()).state.remainingActions === 0);
  await new Promise((resolve) => setTimeout(resolve, 1100));
  assert.equal((await schedule.describe()).info.numActionsTaken, 2);
  await schedule.delete();
};
