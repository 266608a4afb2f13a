exports.overlapAllowAll = async () => new Promise(() => undefined);

exports.scenario = async ({ createSchedule, runsOf, assert }) => {
  const schedule = await createSchedule('overlapAllowAll', { policies: { overlap: 'ALLOW_ALL' } });
  for (let i = 0; i < 3; i++) {
    await schedule.trigger();
  }
  const runs = await runsOf(schedule, 3);
  assert.equal((await schedule.describe()).info.runningActions.length, 3);
  assert.equal(new Set(runs.map(({ workflowId }) => workflowId)).size, 3);
  await Promise.all(runs.map((run) => run.terminate()));
  await schedule.delete();
};
