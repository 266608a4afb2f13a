const { condition, defineSignal, deprecatePatch, patched, setHandler } = require('@temporalio/workflow');

exports.patchVisible = async () => {
  let finish = false;
  setHandler(defineSignal('finish'), () => { finish = true; });
  const taken = patched('newer-path');
  deprecatePatch('older-path');
  await condition(() => finish);
  return taken;
};

exports.scenario = async ({ client, start, assert, eventsOf, eventually }) => {
  const handle = await start('patchVisible');
  const query = `TemporalChangeVersion = 'newer-path' AND WorkflowId = '${handle.workflowId}'`;
  await eventually(async () => (await client.workflow.count(query)).count === 1);
  await handle.signal('finish');
  assert.equal(await handle.result(), true);
  assert.deepEqual((await eventsOf(handle, 'MARKER_RECORDED')).map((marker) => marker.markerName), ['core_patch', 'core_patch']);
  assert.equal((await eventsOf(handle, 'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES')).length, 2);
};
