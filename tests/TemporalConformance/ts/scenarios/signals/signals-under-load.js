const { condition, defineSignal, proxyActivities, setHandler, sleep } = require('@temporalio/workflow');

exports.signalsUnderLoad = async (senders, each) => {
  const { echo } = proxyActivities({ startToCloseTimeout: '10s' });
  const received = [];
  setHandler(defineSignal('add'), async (sender, number) => {
    received.push([sender, number]);
    await (number % 10 === 0 ? echo(number) : sleep(1));
  });
  await condition(() => received.length === senders * each);
  return received;
};

exports.scenario = async ({ start, assert, eventsOf }) => {
  const [senders, each] = [4, 30];
  const handle = await start('signalsUnderLoad', { args: [senders, each] });
  await Promise.all([...Array(senders).keys()].map(async (sender) => {
    for (let number = 0; number < each; number++) {
      await handle.signal('add', sender, number);
    }
  }));
  const received = await handle.result();
  for (let sender = 0; sender < senders; sender++) {
    assert.deepEqual(received.filter(([from]) => from === sender).map(([, number]) => number), [...Array(each).keys()]);
  }
  assert.equal((await eventsOf(handle, 'WORKFLOW_EXECUTION_SIGNALED')).length, senders * each);
};
