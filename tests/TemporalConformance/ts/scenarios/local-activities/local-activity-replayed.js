const { proxyLocalActivities, sleep } = require('@temporalio/workflow');

exports.localActivityReplayed = async (name) => {
  const { count } = proxyLocalActivities({ startToCloseTimeout: '10s' });
  const counts = [await count(name)];
  await sleep(10);
  counts.push(await count(name));
  await sleep(10);
  return counts;
};

exports.scenario = async ({ executeAlone, unique, assert, eventsOf }) => {
  const { handle, result } = await executeAlone('localActivityReplayed', { args: [unique()], workflowTaskTimeout: '60s' });
  assert.deepEqual(result, [1, 2], 'a replayed marker does not run its activity again');
  const markers = await eventsOf(handle, 'MARKER_RECORDED');
  assert.deepEqual(markers.map((marker) => marker.markerName), ['core_local_activity', 'core_local_activity']);
};
