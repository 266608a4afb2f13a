exports.scheduled = async (name) => `hello ${name}`;

exports.scenario = async ({ client, taskQueue, unique, note, assert }) => {
  const scheduleId = unique();
  const handle = await client.schedule.create({
    scheduleId,
    spec: { calendars: [{ hour: 9, dayOfWeek: { start: 'MONDAY', end: 'FRIDAY' } }], timezone: 'Europe/Oslo' },
    action: { type: 'startWorkflow', workflowType: 'scheduled', workflowId: `${scheduleId}-run`, args: ['world'], taskQueue },
    policies: { overlap: 'ALLOW_ALL' },
    memo: { owner: 'conformance' },
  });
  await handle.trigger();
  let description = await handle.describe();
  assert.equal(description.info.numActionsTaken, 1);
  assert.deepEqual(description.memo, { owner: 'conformance' });
  assert.ok(description.info.nextActionTimes.every((time) => time > new Date()));
  const { workflowId } = description.info.recentActions[0].action.workflow;
  assert.match(workflowId, /-run-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.equal(await client.workflow.getHandle(note(workflowId)).result(), 'hello world');
  await handle.pause('holiday');
  await handle.update((previous) => ({ ...previous, spec: { intervals: [{ every: '1h' }] } }));
  description = await handle.describe();
  assert.deepEqual([description.state.paused, description.state.note, description.spec.intervals[0].every], [true, 'holiday', 3_600_000]);
  await assert.rejects(client.schedule.create({ scheduleId, spec: {}, action: description.action }), (error) => error.name === 'ScheduleAlreadyRunning');
  await handle.delete();
  await assert.rejects(handle.describe(), (error) => error.name === 'ScheduleNotFoundError');
};
