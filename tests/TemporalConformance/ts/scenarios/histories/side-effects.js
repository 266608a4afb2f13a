const { sleep, uuid4 } = require('@temporalio/workflow');

exports.sideEffects = async () => {
  const before = [uuid4(), Math.random()];
  await sleep(10);
  return [...before, uuid4()].length;
};

exports.scenario = async ({ execute, assert }) => {
  assert.equal(await execute('sideEffects'), 3);
};
