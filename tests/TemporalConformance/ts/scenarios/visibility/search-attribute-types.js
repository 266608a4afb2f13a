const { condition, defineSignal, setHandler, upsertSearchAttributes, workflowInfo } = require('@temporalio/workflow');

exports.searchAttributeTypes = async () => {
  let finish = false;
  setHandler(defineSignal('finish'), () => { finish = true; });
  upsertSearchAttributes({ Amount: [43], Paid: [true], Tags: ['red', 'blue'] });
  await condition(() => finish);
  upsertSearchAttributes({ Amount: [] });
  return workflowInfo().searchAttributes;
};

exports.scenario = async ({ client, start, unique, assert, eventually, eventsOf }) => {
  const customer = unique();
  const due = new Date('2026-07-01T10:00:00.000Z');
  const handle = await start('searchAttributeTypes', {
    searchAttributes: { Note: ['a few words of text'], Customer: [customer], Amount: [42], Rate: [1.25], Paid: [false], Due: [due], Tags: ['green'] },
  });
  const count = async (query) => (await client.workflow.count(`Customer = '${customer}' AND ${query}`)).count;
  await eventually(async () => (await count('Amount = 43')) === 1);
  for (const [query, expected] of [
    ["Note = 'words'", 1], ['Amount > 42 AND Amount <= 43', 1], ['Amount = 42', 0], ['Rate BETWEEN 1 AND 2', 1], ['Paid = true', 1],
    ["Due >= '2026-07-01T00:00:00Z' AND Due < '2026-07-02T00:00:00Z'", 1], ["Tags = 'red'", 1], ["Tags IN ('blue', 'green')", 1], ["Tags = 'green'", 0],
    ['Amount IS NOT NULL', 1],
  ]) {
    assert.equal(await count(query), expected, query);
  }
  const { searchAttributes } = await handle.describe();
  assert.deepEqual([searchAttributes.Amount, searchAttributes.Paid, searchAttributes.Due, searchAttributes.Rate], [[43], [true], [due], [1.25]]);
  await handle.signal('finish');
  await handle.result();
  await eventually(async () => (await count('Amount IS NULL')) === 1);
  assert.equal((await eventsOf(handle, 'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES')).length, 2);
  await assert.rejects(start('searchAttributeTypes', { workflowId: unique(), searchAttributes: { Unheard: ['of'] } }));
};
