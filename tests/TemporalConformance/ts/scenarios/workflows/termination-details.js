exports.terminatedWithDetails = async () => new Promise(() => undefined);

exports.scenario = async ({ common, start, service, namespace, assert, eventsOf, rejectsWith }) => {
  const handle = await start('terminatedWithDetails');
  await service.terminateWorkflowExecution({
    namespace, workflowExecution: { workflowId: handle.workflowId }, reason: 'over', identity: 'operator',
    details: { payloads: [common.defaultPayloadConverter.toPayload({ ticket: 7 })] },
  });
  const [terminated] = await eventsOf(handle, 'WORKFLOW_EXECUTION_TERMINATED');
  assert.deepEqual([terminated.reason, terminated.identity], ['over', 'operator']);
  assert.deepEqual(common.defaultPayloadConverter.fromPayload(terminated.details.payloads[0]), { ticket: 7 });
  await rejectsWith(handle.terminate('again'), 'WorkflowNotFoundError');
};
