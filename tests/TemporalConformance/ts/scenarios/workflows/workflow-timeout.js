const { sleep } = require('@temporalio/workflow');

exports.workflowTimeout = async () => sleep('1 hour');

exports.scenario = async ({ execute, assert }) => {
  await assert.rejects(execute('workflowTimeout', { workflowExecutionTimeout: '1s' }), (error) => error.cause.name === 'TimeoutFailure');
};
