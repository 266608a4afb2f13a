const { upsertMemo, workflowInfo } = require('@temporalio/workflow');

exports.memo = async () => {
  upsertMemo({ added: 'inside' });
  return workflowInfo().memo;
};

exports.scenario = async ({ start, assert }) => {
  const handle = await start('memo', { memo: { given: 'outside' } });
  assert.deepEqual(await handle.result(), { given: 'outside', added: 'inside' });
  assert.deepEqual((await handle.describe()).memo, { given: 'outside', added: 'inside' });
};
