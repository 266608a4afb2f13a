const { sleep } = require('@temporalio/workflow');

exports.batchCancelled = async () => sleep('1 hour');

exports.scenario = async ({ start, assert, service, namespace, unique }) => {
  const handle = await start('batchCancelled');
  const jobId = unique();
  await service.startBatchOperation({
    namespace, jobId, reason: 'by ids', executions: [{ workflowId: handle.workflowId }], cancellationOperation: {},
  });
  await assert.rejects(handle.result(), (error) => error.cause.name === 'CancelledFailure');
  const { operationInfo } = await service.listBatchOperations({ namespace });
  assert.ok(operationInfo.some((info) => info.jobId === jobId));
};
