const { condition, sleep } = require('@temporalio/workflow');

exports.timerSummary = async () => {
  await sleep(10, { summary: 'until the shop opens' });
  return condition(() => false, 10);
};

exports.scenario = async ({ start, common, assert, events }) => {
  const handle = await start('timerSummary');
  assert.equal(await handle.result(), false);
  const timers = (await events(handle)).filter((event) => event.timerStartedEventAttributes);
  assert.equal(common.defaultPayloadConverter.fromPayload(timers[0].userMetadata.summary), 'until the shop opens');
  assert.equal(timers.length, 2);
};
