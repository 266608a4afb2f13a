exports.overlapTerminateOther = async () => new Promise(() => undefined);

exports.scenario = async ({ createSchedule, runsOf, assert }) => {
  const schedule = await createSchedule('overlapTerminateOther');
  await schedule.trigger();
  const [first] = await runsOf(schedule, 1);
  await schedule.trigger('TERMINATE_OTHER');
  await assert.rejects(first.result(), (error) => error.cause.name === 'TerminatedFailure');
  const [, second] = await runsOf(schedule, 2);
  assert.equal((await second.describe()).status.name, 'RUNNING');
  await second.terminate();
  await schedule.delete();
};
