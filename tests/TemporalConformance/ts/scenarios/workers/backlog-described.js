exports.neverTaken = async () => undefined;

exports.scenario = async ({ client, service, namespace, unique, assert }) => {
  const taskQueue = unique();
  const handles = await Promise.all([...Array(3)].map(() => client.workflow.start('neverTaken', { taskQueue, workflowId: unique() })));
  const { stats } = await service.describeTaskQueue({ namespace, taskQueue: { name: taskQueue }, taskQueueType: 1, reportStats: true });
  assert.equal(Number(stats.approximateBacklogCount), 3);
  await Promise.all(handles.map((handle) => handle.terminate()));
};
