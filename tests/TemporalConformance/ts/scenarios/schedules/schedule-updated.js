exports.scheduledForUpdate = async (name) => `hello ${name}`;

exports.scenario = async ({ createSchedule, runsOf, assert }) => {
  const schedule = await createSchedule('scheduledForUpdate', { action: { args: ['old'] } });
  await schedule.update((previous) => ({ ...previous, action: { ...previous.action, args: ['new'] }, policies: { overlap: 'ALLOW_ALL' } }));
  await schedule.trigger();
  const [run] = await runsOf(schedule, 1);
  assert.equal(await run.result(), 'hello new');
  const { info, policies } = await schedule.describe();
  assert.ok(info.lastUpdatedAt >= info.createdAt);
  assert.equal(policies.overlap, 'ALLOW_ALL');
  await schedule.delete();
};
