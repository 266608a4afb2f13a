const { ApplicationFailure, executeChild } = require('@temporalio/workflow');

exports.failingChild = async () => {
  throw ApplicationFailure.nonRetryable('child gave up', 'ChildFault');
};

exports.childFailure = async () => {
  try {
    await executeChild('failingChild');
    return 'completed';
  } catch (error) {
    return `${error.name}: ${error.cause.type} ${error.cause.message}`;
  }
};

exports.scenario = async ({ execute, assert }) => {
  assert.equal(await execute('childFailure'), 'ChildWorkflowFailure: ChildFault child gave up');
};
