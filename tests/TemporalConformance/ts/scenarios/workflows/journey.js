const { condition, defineSignal, executeChild, proxyActivities, setHandler, sleep, workflowInfo } = require('@temporalio/workflow');

exports.journeyChild = async (round) => {
  await sleep(10);
  return `child ${round}`;
};

exports.journey = async (rounds) => {
  const { echo } = proxyActivities({ startToCloseTimeout: '1s', retry: { initialInterval: 50 } });
  const received = [];
  setHandler(defineSignal('add'), (value) => { received.push(value); });
  for (let round = 0; round < rounds; round++) {
    await sleep(30);
    await echo(`round ${round}`);
    await executeChild('journeyChild', { args: [round], workflowId: `${workflowInfo().workflowId}/${round}`, workflowTaskTimeout: '1s' });
    await condition(() => received.length >= round + 1);
  }
  return received;
};

exports.scenario = async ({ start, assert }) => {
  const handle = await start('journey', { args: [2] });
  await handle.signal('add', 'a');
  await handle.signal('add', 'b');
  assert.deepEqual(await handle.result(), ['a', 'b']);
};
