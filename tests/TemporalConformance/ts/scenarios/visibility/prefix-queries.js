exports.prefixed = async () => 'ran';

exports.scenario = async ({ client, taskQueue, unique, note, assert, eventually }) => {
  const prefix = unique();
  for (const suffix of ['order-1', 'order-2', 'bill-1']) {
    await client.workflow.execute('prefixed', { taskQueue, workflowId: note(`${prefix}/${suffix}`), searchAttributes: { Customer: [`${prefix} ${suffix}`] } });
  }
  const count = async (query) => (await client.workflow.count(query)).count;
  await eventually(async () => (await count(`WorkflowId STARTS_WITH '${prefix}/'`)) === 3);
  for (const [query, expected] of [
    [`WorkflowId STARTS_WITH '${prefix}/order'`, 2],
    [`WorkflowId STARTS_WITH '${prefix}/' AND WorkflowId NOT STARTS_WITH '${prefix}/order'`, 1],
    [`Customer STARTS_WITH '${prefix} order' AND WorkflowType = 'prefixed'`, 2],
    [`WorkflowId STARTS_WITH '${prefix}/' AND WorkflowId != '${prefix}/bill-1'`, 2],
    [`WorkflowId STARTS_WITH '${prefix}_'`, 0],
  ]) {
    assert.equal(await count(query), expected, query);
  }
};
