const { proxyLocalActivities } = require('@temporalio/workflow');

exports.localActivityLong = async () => {
  const { slow } = proxyLocalActivities({ startToCloseTimeout: '10s' });
  return slow(2200);
};

exports.scenario = async ({ executeAlone, assert, eventTypes, eventsOf }) => {
  const { handle, result } = await executeAlone('localActivityLong', { workflowTaskTimeout: '2s' });
  assert.equal(result, 'slept 2200');
  assert.ok((await eventsOf(handle, 'WORKFLOW_TASK_COMPLETED')).length >= 2, 'the worker holds its task by completing it again and again');
  assert.deepEqual(await eventTypes(handle), ['WORKFLOW_EXECUTION_STARTED', 'MARKER_RECORDED', 'WORKFLOW_EXECUTION_COMPLETED']);
};
