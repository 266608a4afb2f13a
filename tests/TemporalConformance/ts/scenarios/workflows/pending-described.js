const { proxyActivities, startChild } = require('@temporalio/workflow');

exports.pendingChild = async () => new Promise(() => undefined);

exports.pendingDescribed = async (workflowId) => {
  await startChild('pendingChild', { workflowId });
  await proxyActivities({ heartbeatTimeout: '1 minute', startToCloseTimeout: '1 hour', activityId: 'pending' }).leave();
};

exports.scenario = async ({ client, start, id, common, assert, eventually }) => {
  const child = id();
  const handle = await start('pendingDescribed', { args: [child] });
  await eventually(async () => (await handle.describe()).raw.pendingActivities[0]?.state === 2);
  await client.activity.heartbeat({ workflowId: handle.workflowId, activityId: 'pending' }, 'half way');
  const { raw, type, taskQueue, historyLength } = await handle.describe();
  const [activity] = raw.pendingActivities;
  assert.deepEqual([activity.activityId, activity.activityType.name, activity.attempt], ['pending', 'leave', 1]);
  assert.equal(common.defaultPayloadConverter.fromPayload(activity.heartbeatDetails.payloads[0]), 'half way');
  assert.deepEqual(raw.pendingChildren.map(({ workflowId, workflowTypeName }) => [workflowId, workflowTypeName]), [[child, 'pendingChild']]);
  assert.deepEqual([type, taskQueue], ['pendingDescribed', raw.executionConfig.taskQueue.name]);
  assert.ok(historyLength >= 8);
  await client.activity.complete({ workflowId: handle.workflowId, activityId: 'pending' }, 'done');
  await handle.result();
  const closed = await handle.describe();
  assert.deepEqual([closed.raw.pendingActivities, closed.raw.pendingChildren, closed.status.name], [[], [], 'COMPLETED']);
  assert.ok(closed.closeTime >= closed.startTime);
};
