const { continueAsNew, workflowInfo } = require('@temporalio/workflow');

exports.continued = async (left) =>
  left === 0 ? workflowInfo().continuedFromExecutionRunId !== undefined : continueAsNew(left - 1);

exports.scenario = async ({ start, assert }) => {
  const handle = await start('continued', { args: [3] });
  assert.equal(await handle.result(), true);
  assert.notEqual((await handle.describe()).runId, handle.firstExecutionRunId);
};
