const { proxyLocalActivities } = require('@temporalio/workflow');

exports.localActivityLong = async () => {
  const { slow } = proxyLocalActivities({ startToCloseTimeout: '10s' });
  return slow(2200);
};

exports.scenario = async ({ start, assert, eventTypes, eventsOf }) => {
  const handle = await start('localActivityLong', { workflowTaskTimeout: '2s' });
  assert.equal(await handle.result(), 'slept 2200');
  assert.ok((await eventsOf(handle, 'WORKFLOW_TASK_COMPLETED')).length >= 2, 'the worker holds its task by completing it again and again');
  assert.deepEqual(await eventTypes(handle), ['WORKFLOW_EXECUTION_STARTED', 'MARKER_RECORDED', 'WORKFLOW_EXECUTION_COMPLETED']);
};
