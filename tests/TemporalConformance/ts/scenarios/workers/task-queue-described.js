exports.scenario = async ({ service, namespace, taskQueue, assert, eventually }) => {
  for (const taskQueueType of [1, 2]) {
    const { pollers } = await eventually(async () => {
      const found = await service.describeTaskQueue({ namespace, taskQueue: { name: taskQueue }, taskQueueType });
      return found.pollers.length > 0 && found;
    });
    assert.ok(pollers.every(({ identity, lastAccessTime }) => identity.length > 0 && Number(lastAccessTime.seconds) > 0));
  }
  const { pollers } = await service.describeTaskQueue({ namespace, taskQueue: { name: 'nobody polls this' }, taskQueueType: 1 });
  assert.deepEqual(pollers, []);
};
