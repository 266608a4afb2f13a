exports.overlapTerminateOther = async () => new Promise(() => undefined);

exports.scenario = async ({ createFiredByHand, fire, runsOf, assert }) => {
  const schedule = await createFiredByHand('overlapTerminateOther');
  await fire(schedule, 1);
  const [first] = await runsOf(schedule, 1);
  await fire(schedule, 2, 2, 'TERMINATE_OTHER');
  await assert.rejects(first.result(), (error) => error.cause.name === 'TerminatedFailure');
  const [, second] = await runsOf(schedule, 2);
  assert.equal((await second.describe()).status.name, 'RUNNING');
  await second.terminate();
  await schedule.delete();
};
