exports.overlapAllowAll = async () => new Promise(() => undefined);

exports.scenario = async ({ createFiredByHand, fire, runsOf, assert }) => {
  const schedule = await createFiredByHand('overlapAllowAll', 'ALLOW_ALL');
  await fire(schedule, 1, 3);
  const runs = await runsOf(schedule, 3);
  for (const run of runs) {
    assert.equal((await run.describe()).status.name, 'RUNNING');
  }
  assert.equal(new Set(runs.map(({ workflowId }) => workflowId)).size, 3);
  await Promise.all(runs.map((run) => run.terminate()));
  await schedule.delete();
};
