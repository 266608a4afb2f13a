const { upsertMemo, workflowInfo } = require('@temporalio/workflow');

exports.memoRemoved = async () => {
  upsertMemo({ old: null, changed: 2 });
  return workflowInfo().memo;
};

exports.scenario = async ({ client, start, assert, eventsOf, eventually }) => {
  const handle = await start('memoRemoved', { memo: { old: 1, changed: 1, kept: [1, 2] } });
  const expected = { changed: 2, kept: [1, 2] };
  assert.deepEqual(await handle.result(), expected);
  assert.deepEqual((await handle.describe()).memo, expected);
  assert.equal((await eventsOf(handle, 'WORKFLOW_PROPERTIES_MODIFIED')).length, 1);
  await eventually(async () => {
    for await (const { memo } of client.workflow.list({ query: `WorkflowId = '${handle.workflowId}'` })) {
      return memo.changed === 2 && memo.old === undefined;
    }
  });
};
