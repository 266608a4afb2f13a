const { sleep } = require('@temporalio/workflow');

exports.overlapCancelOther = async () => sleep('1 hour');

exports.scenario = async ({ createSchedule, runsOf, assert }) => {
  const schedule = await createSchedule('overlapCancelOther', { policies: { overlap: 'CANCEL_OTHER' } });
  await schedule.trigger();
  const [first] = await runsOf(schedule, 1);
  await schedule.trigger();
  await assert.rejects(first.result(), (error) => error.cause.name === 'CancelledFailure');
  const [, second] = await runsOf(schedule, 2);
  assert.equal((await second.describe()).status.name, 'RUNNING');
  await schedule.delete();
  assert.equal((await second.describe()).status.name, 'RUNNING', 'deleting a schedule leaves its workflows alone');
  await second.terminate();
};
