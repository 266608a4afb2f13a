const { workflowInfo } = require('@temporalio/workflow');

exports.scheduledEverySecond = async () => workflowInfo().searchAttributes;

exports.scenario = async ({ createSchedule, runsOf, assert, eventsOf, note }) => {
  const schedule = await createSchedule('scheduledEverySecond', { spec: { intervals: [{ every: '1s' }] }, policies: { overlap: 'ALLOW_ALL' } });
  const [first, second] = await runsOf(schedule, 2);
  await schedule.delete();
  const attributes = await first.result();
  note(first.workflowId);
  assert.deepEqual(attributes.TemporalScheduledById, [schedule.scheduleId]);
  const at = (handle) => new Date(handle.workflowId.slice(`${schedule.scheduleId}-run-`.length)).getTime();
  assert.equal(at(second) - at(first), 1000);
  assert.equal(new Date(attributes.TemporalScheduledStartTime[0]).getTime(), at(first));
  assert.equal((await eventsOf(first, 'WORKFLOW_EXECUTION_STARTED'))[0].workflowType.name, 'scheduledEverySecond');
};
