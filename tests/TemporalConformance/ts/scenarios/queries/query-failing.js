const { condition, defineQuery, defineSignal, setHandler } = require('@temporalio/workflow');

exports.queryFailing = async () => {
  let finish = false;
  setHandler(defineQuery('break'), () => { throw new Error('query is broken'); });
  setHandler(defineSignal('finish'), () => { finish = true; });
  await condition(() => finish);
};

exports.scenario = async ({ start, assert, eventTypes }) => {
  const handle = await start('queryFailing');
  await assert.rejects(handle.query('break'), (error) => /query is broken/.test(error.message));
  await handle.signal('finish');
  await handle.result();
  await assert.rejects(handle.query('break'), (error) => /query is broken/.test(error.message));
  assert.deepEqual(await eventTypes(handle), ['WORKFLOW_EXECUTION_STARTED', 'WORKFLOW_EXECUTION_SIGNALED', 'WORKFLOW_EXECUTION_COMPLETED']);
};
