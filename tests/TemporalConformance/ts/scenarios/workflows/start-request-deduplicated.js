exports.startedOnce = async () => 'ran';

exports.scenario = async ({ service, namespace, id, taskQueue, handle, assert }) => {
  const request = {
    namespace, workflowId: id(), workflowType: { name: 'startedOnce' }, taskQueue: { name: taskQueue }, requestId: 'the same', workflowIdReusePolicy: 1,
  };
  const first = await service.startWorkflowExecution(request);
  const again = await service.startWorkflowExecution(request);
  assert.equal(again.runId, first.runId);
  assert.equal(await handle(request.workflowId).result(), 'ran');
  const next = await service.startWorkflowExecution({ ...request, requestId: 'another' });
  assert.notEqual(next.runId, first.runId);
  assert.equal(await handle(request.workflowId).result(), 'ran');
};
