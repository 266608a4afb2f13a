const { condition, continueAsNew, defineSignal, setHandler } = require('@temporalio/workflow');

exports.resultAcrossRuns = async (left) => {
  let go = false;
  setHandler(defineSignal('go'), () => { go = true; });
  await condition(() => go);
  return left === 0 ? 'the end' : continueAsNew(left - 1);
};

exports.scenario = async ({ start, client, handle, assert, eventsOf, eventually }) => {
  const first = await start('resultAcrossRuns', { args: [2] });
  const waiting = first.result();
  const chain = [first.firstExecutionRunId];
  for (let step = 0; step < 3; step++) {
    await handle(first.workflowId).signal('go');
    if (step < 2) {
      const [continued] = await eventually(async () => {
        const found = await eventsOf(handle(first.workflowId, chain.at(-1)), 'WORKFLOW_EXECUTION_CONTINUED_AS_NEW');
        return found.length > 0 && found;
      });
      chain.push(continued.newExecutionRunId);
    }
  }
  assert.equal(await waiting, 'the end', 'a long poll that began before follows the chain');
  assert.equal((await handle(first.workflowId).describe()).runId, chain.at(-1));
  await assert.rejects(
    client.workflow.getHandle(first.workflowId, chain[0], { followRuns: false }).result(),
    (error) => error.name === 'WorkflowExecutionContinuedAsNewError' && error.newExecutionRunId === chain[1]);
};
