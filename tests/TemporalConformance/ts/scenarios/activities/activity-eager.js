exports.scenario = async ({ common, client, service, namespace, unique, temporal, assert }) => {
  const taskQueue = { name: unique() };
  const handle = await client.workflow.start('byHand', { taskQueue: taskQueue.name, workflowId: unique() });
  const task = await service.pollWorkflowTaskQueue({ namespace, taskQueue, identity: 'hand' });
  const activity = (activityId, requestEagerExecution) => ({
    commandType: temporal.api.enums.v1.CommandType.COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK,
    scheduleActivityTaskCommandAttributes: {
      activityId, requestEagerExecution, activityType: { name: 'any' }, taskQueue, startToCloseTimeout: { seconds: 10 },
    },
  });
  const { activityTasks } = await service.respondWorkflowTaskCompleted({
    namespace, taskToken: task.taskToken, identity: 'hand', commands: [activity('eager', true), activity('patient', false)],
  });
  assert.deepEqual(activityTasks.map(({ activityId }) => activityId), ['eager']);
  assert.equal(activityTasks[0].attempt, 1);
  const polled = await service.pollActivityTaskQueue({ namespace, taskQueue, identity: 'hand' });
  assert.equal(polled.activityId, 'patient');
  for (const { taskToken } of [...activityTasks, polled]) {
    await service.respondActivityTaskCompleted({ namespace, taskToken, result: { payloads: [common.defaultPayloadConverter.toPayload('done')] } });
  }
  const { pendingActivities } = (await handle.describe()).raw;
  assert.deepEqual(pendingActivities, []);
  await handle.terminate();
};
