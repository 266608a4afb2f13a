const { sleep } = require('@temporalio/workflow');

exports.largeHistory = async (rounds, each) => {
  for (let round = 0; round < rounds; round++) {
    await Promise.all([...Array(each)].map(() => sleep(1)));
  }
  return rounds * each;
};

exports.scenario = async ({ start, service, namespace, assert, events }) => {
  const handle = await start('largeHistory', { args: [10, 100], workflowTaskTimeout: '60s' });
  assert.equal(await handle.result(), 1000);
  const all = (await events(handle)).map(({ eventId }) => Number(eventId));
  assert.ok(all.length > 2000, `${all.length} events`);
  assert.deepEqual(all, all.map((_, index) => index + 1));
  const paged = [];
  let nextPageToken;
  do {
    const page = await service.getWorkflowExecutionHistory({
      namespace, execution: { workflowId: handle.workflowId }, maximumPageSize: 300, nextPageToken,
    });
    assert.ok(page.history.events.length <= 300);
    paged.push(...page.history.events.map(({ eventId }) => Number(eventId)));
    nextPageToken = page.nextPageToken;
  } while (nextPageToken.length > 0);
  assert.deepEqual(paged, all);
};
