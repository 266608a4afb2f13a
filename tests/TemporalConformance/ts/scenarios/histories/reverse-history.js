exports.reversed = async () => 'ran';

exports.scenario = async ({ start, service, namespace, assert, events }) => {
  const handle = await start('reversed');
  await handle.result();
  const backwards = [];
  let nextPageToken;
  do {
    const page = await service.getWorkflowExecutionHistoryReverse({
      namespace, execution: { workflowId: handle.workflowId }, maximumPageSize: 2, nextPageToken,
    });
    backwards.push(...page.history.events.map(({ eventId }) => Number(eventId)));
    nextPageToken = page.nextPageToken;
  } while (nextPageToken.length > 0);
  assert.deepEqual(backwards, (await events(handle)).map(({ eventId }) => Number(eventId)).reverse());
};
