const { condition, defineQuery, defineSignal, executeChild, proxyActivities, setHandler, sleep, workflowInfo } = require('@temporalio/workflow');

exports.everythingChild = async (name) => {
  await sleep(10);
  return `child of ${name}`;
};

exports.everything = async (name) => {
  const { failOnce } = proxyActivities({ startToCloseTimeout: '10s', retry: { initialInterval: 10 } });
  let released = false;
  let step = 'activity';
  setHandler(defineQuery('step'), () => step);
  setHandler(defineSignal('release'), () => { released = true; });
  const activity = await failOnce(name);
  await sleep(20);
  step = 'signal';
  await condition(() => released);
  return [activity, await executeChild('everythingChild', { args: [name], workflowId: `${workflowInfo().workflowId}/child` })];
};

exports.scenario = async ({ start, assert }) => {
  const handle = await start('everything', { args: ['x'] });
  while ((await handle.query('step')) !== 'signal') {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await handle.signal('release');
  assert.deepEqual(await handle.result(), ['x at attempt 2', 'child of x']);
};
