const { executeChild } = require('@temporalio/workflow');

exports.quickChild = async (value) => value;

exports.childIdReuse = async (workflowId) => {
  const first = await executeChild('quickChild', { workflowId, args: [1] });
  const second = await executeChild('quickChild', { workflowId, args: [2], workflowIdReusePolicy: 'ALLOW_DUPLICATE' });
  const refused = (workflowIdReusePolicy) =>
    executeChild('quickChild', { workflowId, args: [3], workflowIdReusePolicy }).catch((error) => error.name);
  return [first, second, await refused('ALLOW_DUPLICATE_FAILED_ONLY'), await refused('REJECT_DUPLICATE')];
};

exports.scenario = async ({ execute, id, assert }) => {
  const refused = 'WorkflowExecutionAlreadyStartedError';
  assert.deepEqual(await execute('childIdReuse', { args: [id()] }), [1, 2, refused, refused]);
};
