const { CancellationScope, ChildWorkflowCancellationType, isCancellation, sleep, startChild } = require('@temporalio/workflow');

exports.childWithCleanUp = async () => {
  try {
    await sleep('1 hour');
  } catch (error) {
    await CancellationScope.nonCancellable(() => sleep(200));
    throw error;
  }
};

exports.childCancellationTypes = async (workflowId, cancellationType) => {
  const scope = new CancellationScope();
  const child = await scope.run(() => startChild('childWithCleanUp', {
    workflowId, cancellationType: ChildWorkflowCancellationType[cancellationType], parentClosePolicy: 'ABANDON',
  }));
  const result = scope.run(() => child.result()).catch((error) => isCancellation(error));
  scope.cancel();
  return result;
};

exports.scenario = async ({ start, id, handle, assert, eventTypes }) => {
  const run = async (type) => {
    const child = id();
    const parent = await start('childCancellationTypes', { args: [child, type] });
    assert.equal(await parent.result(), true);
    return [await eventTypes(parent), handle(child)];
  };
  const [tried, requested, completed, abandoned] = await Promise.all(
    ['TRY_CANCEL', 'WAIT_CANCELLATION_REQUESTED', 'WAIT_CANCELLATION_COMPLETED', 'ABANDON'].map(run));
  assert.ok(tried[0].includes('REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED'));
  assert.ok(!tried[0].includes('CHILD_WORKFLOW_EXECUTION_CANCELED'));
  assert.ok(requested[0].includes('EXTERNAL_WORKFLOW_EXECUTION_CANCEL_REQUESTED'));
  assert.ok(completed[0].includes('CHILD_WORKFLOW_EXECUTION_CANCELED'));
  assert.ok(!abandoned[0].includes('REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED'));
  for (const [, child] of [tried, requested, completed]) {
    await assert.rejects(child.result(), (error) => error.cause.name === 'CancelledFailure');
  }
  assert.equal((await abandoned[1].describe()).status.name, 'RUNNING');
  await abandoned[1].terminate();
};
