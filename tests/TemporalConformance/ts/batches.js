// Runs a batch operation over what a query finds, until it is done.
module.exports = ({ service, namespace, unique, eventually }) => ({
  runBatch: async (visibilityQuery, operation) => {
    const jobId = unique();
    await service.startBatchOperation({ namespace, jobId, visibilityQuery, reason: 'a test', ...operation });
    return eventually(async () => {
      const job = await service.describeBatchOperation({ namespace, jobId });
      return job.state === 2 && job;
    });
  },
});
