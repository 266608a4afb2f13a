const {
  allHandlersFinished, condition, continueAsNew, defineSignal, defineUpdate, executeChild, proxyActivities, proxyLocalActivities, setHandler, sleep, workflowInfo,
} = require('@temporalio/workflow');

const roundsOfARun = 2;
const retry = { initialInterval: 50, backoffCoefficient: 1 };
const quick = proxyActivities({ startToCloseTimeout: '1s', retry });
const beating = proxyActivities({ startToCloseTimeout: '10s', heartbeatTimeout: '1s', retry });
const near = proxyLocalActivities({ startToCloseTimeout: '5s', retry });

exports.journeyChild = async (round) => {
  await sleep(10);
  return `child ${round}`;
};

exports.journey = async (rounds, before) => {
  const state = before ?? { signals: [], completions: [], round: 0 };
  const add = (values, value) => values.includes(value) || values.push(value);
  setHandler(defineSignal('add'), (value) => { add(state.signals, value); });
  for (let taken = 0; taken < roundsOfARun && state.round < rounds; taken++, state.round++) {
    const { round } = state;
    await sleep(30);
    await quick.echo(`round ${round}`);
    await near.echo(`near ${round}`);
    await beating.beat(3);
    state.completions.push(await proxyActivities({ startToCloseTimeout: '10 minutes', activityId: `left-${round}` }).leave());
    await executeChild('journeyChild', { args: [round], workflowId: `${workflowInfo().workflowId}/${round}`, workflowTaskTimeout: '1s' });
    await condition(() => state.signals.length > round);
  }
  return state.round < rounds ? continueAsNew(rounds, state) : state;
};

exports.journeyLedger = async (expected) => {
  const entries = [];
  setHandler(defineUpdate('enter'), async (entry) => {
    await sleep(5);
    entries.push(entry);
    return entry;
  });
  await condition(() => entries.length === expected && allHandlersFinished());
  return entries;
};

exports.scenario = async ({ client, start, handle, unique, withWorker, assert, eventually }) => {
  const taskQueue = unique();
  const { workflowId } = await start('journey', { taskQueue, args: [3, null] });
  const done = { signals: ['a', 'b', 'c'], completions: [0, 1, 2], round: 3 };
  await withWorker({ taskQueue }, async () => {
    for (let round = 0; round < 3; round++) {
      await handle(workflowId).signal('add', done.signals[round]);
      await eventually(() => client.activity.complete({ workflowId, activityId: `left-${round}` }, round).then(() => true, () => false));
    }
    assert.deepEqual(await handle(workflowId).result(), done);
    const ledger = await start('journeyLedger', { taskQueue, args: [2] });
    assert.equal(await ledger.executeUpdate('enter', { args: ['x'] }), 'x');
    assert.equal(await ledger.executeUpdate('enter', { args: ['y'] }), 'y');
    assert.deepEqual(await ledger.result(), ['x', 'y']);
  });
};
