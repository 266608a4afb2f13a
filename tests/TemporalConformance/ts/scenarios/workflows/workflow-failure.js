const { ApplicationFailure } = require('@temporalio/workflow');

exports.failing = async () => {
  throw ApplicationFailure.create({ message: 'broken', type: 'Fault', nonRetryable: true, details: [{ code: 7 }] });
};

exports.scenario = async ({ execute, assert }) => {
  await assert.rejects(execute('failing'), (error) => error.cause.type === 'Fault' && error.cause.details[0].code === 7);
};
