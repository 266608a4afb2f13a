const { executeChild, proxyActivities } = require('@temporalio/workflow');

exports.childOf = async (name) => {
  const { echo } = proxyActivities({ startToCloseTimeout: '10s' });
  return echo(name);
};

exports.childWorkflow = async (child) => executeChild('childOf', { args: ['child'], workflowId: child });

exports.scenario = async ({ execute, id, assert }) => {
  assert.equal(await execute('childWorkflow', { args: [id()] }), 'echo child');
};
