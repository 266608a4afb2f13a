exports.batchTerminated = async () => new Promise(() => undefined);

exports.scenario = async ({ start, unique, runBatch, assert, eventually, client, eventsOf }) => {
  const customer = unique();
  const handles = await Promise.all([1, 2, 3].map(() => start('batchTerminated', { searchAttributes: { Customer: [customer] } })));
  await eventually(async () => (await client.workflow.count(`Customer = '${customer}'`)).count === 3);
  const job = await runBatch(`Customer = '${customer}'`, { terminationOperation: { identity: 'operator' } });
  assert.deepEqual([job.totalOperationCount, job.completeOperationCount, job.failureOperationCount].map(Number), [3, 3, 0]);
  for (const handle of handles) {
    assert.equal((await handle.describe()).status.name, 'TERMINATED');
    assert.equal((await eventsOf(handle, 'WORKFLOW_EXECUTION_TERMINATED'))[0].reason, 'a test');
  }
};
