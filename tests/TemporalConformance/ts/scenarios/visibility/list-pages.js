exports.listed = async () => 'ran';

exports.scenario = async ({ client, start, unique, assert, eventually }) => {
  const customer = unique();
  const handles = [];
  for (let amount = 0; amount < 7; amount++) {
    handles.push(await start('listed', { searchAttributes: { Customer: [customer], Amount: [amount] } }));
  }
  await Promise.all(handles.map((handle) => handle.result()));
  await eventually(async () => (await client.workflow.count(`Customer = '${customer}' AND ExecutionStatus = 'Completed'`)).count === 7);
  const amounts = async (query) => {
    const found = [];
    for await (const { searchAttributes } of client.workflow.list({ query, pageSize: 2 })) {
      found.push(searchAttributes.Amount[0]);
    }
    return found;
  };
  assert.deepEqual(await amounts(`Customer = '${customer}' ORDER BY Amount ASC`), [0, 1, 2, 3, 4, 5, 6]);
  assert.deepEqual(await amounts(`Customer = '${customer}' AND (Amount < 2 OR Amount >= 5) ORDER BY Amount DESC`), [6, 5, 1, 0]);
  assert.deepEqual(await amounts(`Customer = '${customer}' ORDER BY StartTime ASC`), [0, 1, 2, 3, 4, 5, 6]);
  assert.deepEqual((await amounts(`Customer = '${customer}'`)).sort(), [0, 1, 2, 3, 4, 5, 6]);
};
