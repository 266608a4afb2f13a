const { workflowInfo } = require('@temporalio/workflow');

exports.cron = async () => workflowInfo().lastResult === undefined ? 1 : workflowInfo().lastResult + 1;

exports.scenario = async ({ start, handle, assert, eventually, eventsOf }) => {
  const first = await start('cron', { cronSchedule: '@every 1s' });
  const latest = handle(first.workflowId);
  await eventually(async () => (await latest.describe()).raw.workflowExecutionInfo.firstRunId === first.firstExecutionRunId
    && (await latest.describe()).runId !== first.firstExecutionRunId);
  const once = handle(first.workflowId, first.firstExecutionRunId);
  const [completed] = await eventsOf(once, 'WORKFLOW_EXECUTION_COMPLETED');
  const [next] = await eventsOf(handle(first.workflowId, completed.newExecutionRunId), 'WORKFLOW_EXECUTION_STARTED');
  assert.deepEqual([next.cronSchedule, next.initiator, next.continuedExecutionRunId], ['@every 1s', 3, first.firstExecutionRunId]);
  assert.equal(next.firstExecutionRunId, first.firstExecutionRunId);
  assert.ok(next.firstWorkflowTaskBackoff);
  const results = await eventually(async () => {
    const [end] = await eventsOf(handle(first.workflowId, completed.newExecutionRunId), 'WORKFLOW_EXECUTION_COMPLETED');
    return end?.result;
  });
  assert.equal(String.fromCharCode(...results.payloads[0].data), '2', 'a run sees the result of the one before');
  await latest.terminate();
};
