const { ActivityCancellationType, CancellationScope, proxyActivities, sleep } = require('@temporalio/workflow');

const options = { startToCloseTimeout: '30s', heartbeatTimeout: '2s', retry: { maximumAttempts: 1 } };

exports.activityCancelledByWorkflow = async (key) => {
  const scope = new CancellationScope();
  const { untilToldWhy } = proxyActivities({ ...options, cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED });
  const running = scope.run(() => untilToldWhy(key)).catch(() => undefined);
  await sleep(100);
  scope.cancel();
  await running;
};

exports.activityOfClosedWorkflow = async (key) => {
  proxyActivities(options).untilToldWhy(key).catch(() => undefined);
  await sleep(300);
};

exports.activityAsked = async (key) => proxyActivities(options).whyStopped(key);

exports.scenario = async ({ start, unique, execute, assert, eventually }) => {
  const [requested, gone] = [unique(), unique()];
  const handles = [
    await start('activityCancelledByWorkflow', { args: [requested] }), await start('activityOfClosedWorkflow', { args: [gone] })];
  await Promise.all(handles.map((handle) => handle.result()));
  const why = (key) => eventually(() => execute('activityAsked', { args: [key] }));
  assert.equal((await why(requested)).cancelRequested, true);
  assert.equal((await why(gone)).notFound, true);
};
