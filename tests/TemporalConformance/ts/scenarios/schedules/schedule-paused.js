exports.scheduledWhileUnpaused = async () => 'ran';

exports.scenario = async ({ createSchedule, runsOf, assert }) => {
  const schedule = await createSchedule('scheduledWhileUnpaused', { spec: { intervals: [{ every: '1s' }] }, state: { paused: true, note: 'from the start' } });
  assert.deepEqual((await schedule.describe()).info.recentActions, []);
  await schedule.trigger();
  await runsOf(schedule, 1);
  await schedule.unpause('open again');
  assert.deepEqual([(await schedule.describe()).state.paused, (await schedule.describe()).state.note], [false, 'open again']);
  await runsOf(schedule, 2);
  await schedule.pause('closed');
  const before = (await schedule.describe()).info.numActionsTaken;
  await new Promise((resolve) => setTimeout(resolve, 1200));
  assert.equal((await schedule.describe()).info.numActionsTaken, before);
  await schedule.delete();
};
