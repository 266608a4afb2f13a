const { deprecatePatch, patched, sleep } = require('@temporalio/workflow');

exports.patched = async () => {
  deprecatePatch('old');
  const first = patched('new');
  await sleep(10);
  return first && patched('new');
};

exports.scenario = async ({ execute, assert }) => {
  assert.equal(await execute('patched'), true);
};
