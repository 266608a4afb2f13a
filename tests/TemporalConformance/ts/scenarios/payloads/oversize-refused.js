exports.oversizeResult = async (size) => 'x'.repeat(size);

exports.scenario = async ({ client, taskQueue, start, unique, assert }) => {
  const limit = 2 * 1024 * 1024;
  await assert.rejects(
    client.workflow.start('oversizeResult', { taskQueue, workflowId: unique(), args: ['x'.repeat(limit)] }),
    (error) => error.cause.code === 3);
  const handle = await start('oversizeResult', { args: [1000] });
  assert.equal((await handle.result()).length, 1000);
};
