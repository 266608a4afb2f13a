exports.byPriority = async () => Date.now();

exports.scenario = async ({ client, service, namespace, unique, assert }) => {
  const taskQueue = unique();
  const ids = new Map();
  for (const priorityKey of [5, 3, 1, 4, 2]) {
    const workflowId = unique();
    ids.set(workflowId, priorityKey);
    await client.workflow.start('byPriority', { taskQueue, workflowId, priority: { priorityKey } });
  }
  const order = [];
  for (let i = 0; i < 5; i++) {
    const task = await service.pollWorkflowTaskQueue({ namespace, taskQueue: { name: taskQueue } });
    order.push(ids.get(task.workflowExecution.workflowId));
    await client.workflow.getHandle(task.workflowExecution.workflowId).terminate();
  }
  assert.deepEqual(order, [1, 2, 3, 4, 5]);
};
