exports.scheduledAtOnce = async () => 'ran';

exports.scenario = async ({ createSchedule, runsOf, assert }) => {
  const schedule = await createSchedule('scheduledAtOnce', {
    state: { triggerImmediately: true }, action: { memo: { from: 'schedule' }, searchAttributes: { Amount: [3] }, workflowRunTimeout: '1 minute' },
  });
  const [run] = await runsOf(schedule, 1);
  assert.equal(await run.result(), 'ran');
  const { memo, searchAttributes } = await run.describe();
  assert.deepEqual([memo, searchAttributes.Amount, searchAttributes.TemporalScheduledById], [{ from: 'schedule' }, [3], [schedule.scheduleId]]);
  await schedule.delete();
};
