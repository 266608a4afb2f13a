const { proxyActivities, workflowInfo } = require('@temporalio/workflow');

exports.resetToEvent = async (key) => {
  const { count } = proxyActivities({ startToCloseTimeout: '10s' });
  return [await count(`${key} a`), await count(`${key} b`), workflowInfo().runId !== workflowInfo().firstExecutionRunId];
};

exports.scenario = async ({ start, service, namespace, unique, handle, temporal, assert, events, eventsOf }) => {
  const first = await start('resetToEvent', { args: [unique()] });
  assert.deepEqual(await first.result(), [1, 1, false]);
  const second = (await events(first)).filter((event) => event.workflowTaskCompletedEventAttributes)[1];
  const { runId } = await service.resetWorkflowExecution({
    namespace, workflowExecution: { workflowId: first.workflowId, runId: first.firstExecutionRunId },
    reason: 'second thoughts', requestId: unique(), workflowTaskFinishEventId: second.eventId,
  });
  const reset = handle(first.workflowId, runId);
  assert.deepEqual(await reset.result(), [1, 2, true], 'what came before the event is not run again');
  const [failed] = await eventsOf(reset, 'WORKFLOW_TASK_FAILED');
  const { WORKFLOW_TASK_FAILED_CAUSE_RESET_WORKFLOW } = temporal.api.enums.v1.WorkflowTaskFailedCause;
  assert.deepEqual([failed.cause, failed.baseRunId, failed.newRunId], [WORKFLOW_TASK_FAILED_CAUSE_RESET_WORKFLOW, first.firstExecutionRunId, runId]);
  assert.equal((await first.describe()).runId, runId);
};
