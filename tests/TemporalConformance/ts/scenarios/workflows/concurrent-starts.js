exports.startedAtOnce = async () => new Promise(() => undefined);

exports.scenario = async ({ client, id, taskQueue, assert }) => {
  const workflowId = id();
  const outcomes = await Promise.allSettled(
    [...Array(30)].map(() => client.workflow.start('startedAtOnce', { taskQueue, workflowId })));
  const started = outcomes.filter(({ status }) => status === 'fulfilled');
  assert.equal(started.length, 1);
  assert.ok(outcomes.filter(({ status }) => status === 'rejected').every(({ reason }) => reason.name === 'WorkflowExecutionAlreadyStartedError'));
  await started[0].value.terminate();
};
