const { condition, defineSignal, setHandler } = require('@temporalio/workflow');

exports.visible = async () => {
  let finish = false;
  setHandler(defineSignal('finish'), () => { finish = true; });
  await condition(() => finish);
};

exports.scenario = async ({ client, start, assert }) => {
  const handles = [await start('visible'), await start('visible')];
  const ids = handles.map((handle) => `'${handle.workflowId}'`).join(', ');
  const list = async (query) => {
    const found = [];
    for await (const execution of client.workflow.list({ query })) {
      found.push(execution.workflowId);
    }
    return found.sort();
  };
  assert.deepEqual(await list(`WorkflowId IN (${ids}) AND ExecutionStatus = 'Running'`), handles.map((handle) => handle.workflowId).sort());
  await handles[0].signal('finish');
  await handles[0].result();
  assert.deepEqual(await list(`WorkflowId IN (${ids}) AND CloseTime IS NOT NULL`), [handles[0].workflowId]);
  assert.equal((await client.workflow.count(`WorkflowId IN (${ids})`)).count, 2);
  const groups = (await client.workflow.count(`WorkflowId IN (${ids}) GROUP BY ExecutionStatus`)).groups;
  assert.deepEqual(groups.map((group) => [String(group.groupValues[0]), group.count]).sort(), [['Completed', 1], ['Running', 1]]);
  await handles[1].terminate();
};
