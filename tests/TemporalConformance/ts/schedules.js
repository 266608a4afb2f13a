// What the scenarios about schedules share: schedules that never fire of themselves, and the runs they have started.
const never = { calendars: [{ year: 2099 }] };
const hourly = { intervals: [{ every: '1 hour' }] };

module.exports = ({ client, taskQueue, unique, eventually }) => {
  /** Creates a schedule, never due unless a spec says so, whose workflows of a type are called after it. */
  const createSchedule = (workflowType, { action, ...options } = {}) => {
    const scheduleId = unique();
    return client.schedule.create({
      scheduleId, spec: never, action: { type: 'startWorkflow', workflowType, workflowId: `${scheduleId}-run`, taskQueue, ...action }, ...options,
    });
  };
  return {
    createSchedule,
    /** Creates a paused hourly schedule, for fire(). */
    createFiredByHand: (workflowType, overlap) => createSchedule(workflowType, { spec: hourly, policies: { overlap }, state: { paused: true } }),
    /** Backfills some hours: unlike triggers within a second, they have different nominal times, so workflow ids. */
    fire: (schedule, from, to = from, overlap = undefined) => schedule.backfill({
      start: new Date(Date.UTC(2026, 0, 1, from, -30)), end: new Date(Date.UTC(2026, 0, 1, to, 30)), overlap,
    }),
    /** The handles of the runs that a schedule started, oldest first, once there are as many as expected. */
    runsOf: (schedule, expected) => eventually(async () => {
      const { info } = await schedule.describe();
      const runs = info.recentActions.map(({ action }) => client.workflow.getHandle(action.workflow.workflowId, action.workflow.firstExecutionRunId));
      return runs.length >= expected && runs;
    }),
  };
};
