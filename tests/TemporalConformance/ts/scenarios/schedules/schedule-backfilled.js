exports.scheduledInThePast = async () => 'ran';

exports.scenario = async ({ createSchedule, runsOf, assert }) => {
  const schedule = await createSchedule('scheduledInThePast', { spec: { intervals: [{ every: '1 hour' }] }, state: { paused: true } });
  await schedule.backfill({ start: new Date('2026-01-01T00:30:00Z'), end: new Date('2026-01-01T03:30:00Z'), overlap: 'ALLOW_ALL' });
  const runs = await runsOf(schedule, 3);
  assert.deepEqual(runs.map(({ workflowId }) => workflowId.slice(-20)).sort(), ['2026-01-01T01:00:00Z', '2026-01-01T02:00:00Z', '2026-01-01T03:00:00Z']);
  await Promise.all(runs.map((run) => run.result()));
  assert.equal((await schedule.describe()).info.numActionsTaken, 3);
  await schedule.delete();
};
