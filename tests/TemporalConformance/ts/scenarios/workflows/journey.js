const {
  allHandlersFinished, condition, continueAsNew, defineSignal, defineUpdate, executeChild, proxyActivities, proxyLocalActivities, setHandler, sleep, workflowInfo,
} = require('@temporalio/workflow');

const roundsOfARun = 2;
const retry = { initialInterval: 50, backoffCoefficient: 1 };
const quick = proxyActivities({ startToCloseTimeout: '1s', retry });
const beating = proxyActivities({ startToCloseTimeout: '10s', heartbeatTimeout: '1s', retry });
const near = proxyLocalActivities({ startToCloseTimeout: '5s', retry });

// The main function goes on after the handlers of the same turn, as in C#, where an update that waits for nothing is
// completed before anything else runs
async function afterHandlers(promise) {
  const result = await promise;
  let drained = false;
  Promise.resolve().then(() => { drained = true; });
  await condition(() => drained);
  return result;
}

exports.journeyChild = async (round) => {
  await sleep(10);
  return `child ${round}`;
};

exports.journey = async (rounds, before) => {
  const state = before ?? { signals: [], updates: [], completions: [], round: 0 };
  const add = (values, value) => values.includes(value) || values.push(value);
  setHandler(defineSignal('add'), (value) => { add(state.signals, value); });
  setHandler(defineUpdate('note'), (value) => {
    add(state.updates, value);
    return value;
  });
  for (let taken = 0; taken < roundsOfARun && state.round < rounds; taken++, state.round++) {
    const { round } = state;
    await afterHandlers(sleep(30));
    await afterHandlers(quick.echo(`round ${round}`));
    await afterHandlers(near.echo(`near ${round}`));
    await afterHandlers(beating.beat(3));
    const left = proxyActivities({ startToCloseTimeout: '10 minutes', activityId: `left-${round}` }).leave();
    state.completions.push(await afterHandlers(left));
    await afterHandlers(executeChild('journeyChild', { args: [round], workflowId: `${workflowInfo().workflowId}/${round}`, workflowTaskTimeout: '1s' }));
    await afterHandlers(condition(() => state.signals.length > round && state.updates.length > round));
  }
  await afterHandlers(condition(allHandlersFinished));
  return state.round < rounds ? continueAsNew(rounds, state) : state;
};

exports.scenario = async ({ client, start, handle, assert, eventually }) => {
  const { workflowId } = await start('journey', { args: [3, null] });
  const done = { signals: ['a', 'b', 'c'], updates: ['x', 'y', 'z'], completions: [0, 1, 2], round: 3 };
  for (let round = 0; round < 3; round++) {
    const completed = eventually(() =>
      client.activity.complete({ workflowId, activityId: `left-${round}` }, round).then(() => true, () => false));
    await handle(workflowId).signal('add', done.signals[round]);
    await handle(workflowId).executeUpdate('note', { args: [done.updates[round]] });
    await completed;
  }
  assert.deepEqual(await handle(workflowId).result(), done);
};
