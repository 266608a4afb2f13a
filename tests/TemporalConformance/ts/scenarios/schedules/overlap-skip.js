exports.overlapSkip = async () => new Promise(() => undefined);

exports.scenario = async ({ createSchedule, runsOf, assert, eventually }) => {
  const schedule = await createSchedule('overlapSkip');
  await schedule.trigger();
  const [run] = await runsOf(schedule, 1);
  await schedule.trigger();
  await eventually(async () => (await schedule.describe()).info.numActionsSkippedOverlap === 1);
  const { info } = await schedule.describe();
  assert.deepEqual([info.numActionsTaken, info.runningActions.map(({ workflow }) => workflow.workflowId)], [1, [run.workflowId]]);
  await run.terminate();
  await eventually(async () => (await schedule.describe()).info.runningActions.length === 0);
  await schedule.delete();
};
