const { sleep } = require('@temporalio/workflow');

exports.overlapCancelOther = async () => sleep('1 hour');

exports.scenario = async ({ createFiredByHand, fire, runsOf, assert }) => {
  const schedule = await createFiredByHand('overlapCancelOther', 'CANCEL_OTHER');
  await fire(schedule, 1);
  const [first] = await runsOf(schedule, 1);
  await fire(schedule, 2);
  await assert.rejects(first.result(), (error) => error.cause.name === 'CancelledFailure');
  const [, second] = await runsOf(schedule, 2);
  assert.equal((await second.describe()).status.name, 'RUNNING');
  await schedule.delete();
  assert.equal((await second.describe()).status.name, 'RUNNING', 'deleting a schedule leaves its workflows alone');
  await second.terminate();
};
