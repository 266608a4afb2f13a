exports.scheduledQuietly = async () => 'ran';

exports.scenario = async ({ client, createSchedule, unique, assert, eventually, rejectsWith }) => {
  const customer = unique();
  const schedule = await createSchedule('scheduledQuietly', {
    spec: {
      calendars: [{ hour: 9 }], intervals: [{ every: '1 day', offset: '2 hours' }], cronExpressions: ['30 12 * * MON'],
      jitter: '1 minute', timezone: 'Asia/Tokyo',
    },
    policies: { overlap: 'BUFFER_ONE', catchupWindow: '1 hour', pauseOnFailure: true },
    memo: { owner: 'shop' }, searchAttributes: { Customer: [customer] }, state: { paused: true, note: 'not yet', remainingActions: 3 },
  });
  const description = await schedule.describe();
  assert.deepEqual(description.policies, { overlap: 'BUFFER_ONE', catchupWindow: 3_600_000, pauseOnFailure: true });
  assert.deepEqual([description.state.paused, description.state.note, description.state.remainingActions], [true, 'not yet', 3]);
  assert.deepEqual([description.spec.calendars.length, description.spec.intervals[0].offset, description.spec.timezone], [2, 7_200_000, 'Asia/Tokyo']);
  assert.deepEqual(description.searchAttributes.Customer, [customer]);
  assert.equal(description.action.workflowType, 'scheduledQuietly');
  const listed = async (query) => {
    const found = [];
    for await (const summary of client.schedule.list({ query, pageSize: 1 })) {
      found.push(summary);
    }
    return found;
  };
  const [summary] = await eventually(async () => { const found = await listed(`Customer = '${customer}'`); return found.length > 0 && found; });
  assert.deepEqual([summary.scheduleId, summary.state.paused, summary.memo], [schedule.scheduleId, true, { owner: 'shop' }]);
  assert.deepEqual([(await listed(`Customer = '${customer}' AND TemporalSchedulePaused = false`)).length, (await listed('')).length > 0], [0, true]);
  await schedule.delete();
  await eventually(async () => (await listed(`Customer = '${customer}'`)).length === 0);
  await rejectsWith(schedule.delete(), 'ScheduleNotFoundError');
};
