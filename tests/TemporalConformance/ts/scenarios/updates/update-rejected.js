const { ApplicationFailure, condition, defineUpdate, setHandler } = require('@temporalio/workflow');

exports.updateRejected = async () => {
  let total = 0;
  const validator = (amount) => {
    if (amount < 0) {
      throw ApplicationFailure.nonRetryable('amount is negative', 'Negative', amount);
    }
  };
  setHandler(defineUpdate('add'), (amount) => { total += amount; }, { validator });
  await condition(() => total > 0);
  return total;
};

exports.scenario = async ({ start, assert, eventTypes }) => {
  const handle = await start('updateRejected');
  await assert.rejects(handle.executeUpdate('add', { args: [-1] }), (error) =>
    error.name === 'WorkflowUpdateFailedError' && error.cause.type === 'Negative' && error.cause.details[0] === -1);
  await handle.executeUpdate('add', { args: [2] });
  assert.equal(await handle.result(), 2);
  assert.deepEqual(await eventTypes(handle), [
    'WORKFLOW_EXECUTION_STARTED', 'WORKFLOW_EXECUTION_UPDATE_ACCEPTED', 'WORKFLOW_EXECUTION_UPDATE_COMPLETED', 'WORKFLOW_EXECUTION_COMPLETED']);
};
