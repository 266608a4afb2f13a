const { makeContinueAsNewFunc, workflowInfo } = require('@temporalio/workflow');

exports.continuedWithAttributes = async (step) => {
  if (step === 0) {
    await makeContinueAsNewFunc()(1);
  }
  if (step === 1) {
    const { memo, searchAttributes } = workflowInfo();
    await makeContinueAsNewFunc({
      memo: { replaced: true }, searchAttributes: { Customer: ['second run'] }, workflowRunTimeout: '1 minute',
    })({ memo, searchAttributes });
  }
  return { before: step, after: { memo: workflowInfo().memo, searchAttributes: workflowInfo().searchAttributes } };
};

exports.scenario = async ({ start, assert, eventsOf }) => {
  const handle = await start('continuedWithAttributes', { args: [0], memo: { given: 1 }, searchAttributes: { Rate: [1.5] } });
  const { before, after } = await handle.result();
  assert.deepEqual(before.memo, { given: 1 }, 'a run hands on what it was given');
  assert.deepEqual(before.searchAttributes.Rate, [1.5]);
  assert.deepEqual(after.memo, { replaced: true });
  assert.deepEqual(after.searchAttributes.Customer, ['second run']);
  const [started] = await eventsOf(handle, 'WORKFLOW_EXECUTION_STARTED');
  assert.equal(Number(started.workflowRunTimeout.seconds), 60);
};
