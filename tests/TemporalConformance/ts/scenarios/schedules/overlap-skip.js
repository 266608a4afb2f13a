exports.overlapSkip = async () => new Promise(() => undefined);

exports.scenario = async ({ createFiredByHand, fire, runsOf, assert, eventually }) => {
  const schedule = await createFiredByHand('overlapSkip');
  await fire(schedule, 1);
  const [run] = await runsOf(schedule, 1);
  await fire(schedule, 2);
  await eventually(async () => (await schedule.describe()).info.numActionsSkippedOverlap === 1);
  const { info } = await schedule.describe();
  assert.deepEqual([info.numActionsTaken, info.runningActions.map(({ workflow }) => workflow.workflowId)], [1, [run.workflowId]]);
  await run.terminate();
  await eventually(async () => (await schedule.describe()).info.runningActions.length === 0);
  await schedule.delete();
};
