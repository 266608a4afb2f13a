const { ApplicationFailure } = require('@temporalio/workflow');

exports.scheduledToFail = async () => {
  throw ApplicationFailure.nonRetryable('broken');
};

exports.scenario = async ({ createSchedule, assert, eventually }) => {
  const schedule = await createSchedule('scheduledToFail', { policies: { pauseOnFailure: true } });
  await schedule.trigger('SKIP');
  await eventually(async () => (await schedule.describe()).state.paused);
  assert.match((await schedule.describe()).state.note, /paused/i);
  await schedule.delete();
};
