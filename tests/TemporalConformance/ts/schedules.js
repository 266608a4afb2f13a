// What the scenarios about schedules share: one that never fires of itself, and the runs it has started.
const never = { calendars: [{ year: 2099 }] };

module.exports = ({ client, taskQueue, unique, eventually }) => ({
  /** Creates a schedule, never due unless a spec says so, whose workflows of a type are called after it. */
  createSchedule: (workflowType, { action, ...options } = {}) => {
    const scheduleId = unique();
    return client.schedule.create({
      scheduleId, spec: never, action: { type: 'startWorkflow', workflowType, workflowId: `${scheduleId}-run`, taskQueue, ...action }, ...options,
    });
  },
  /** The handles of the runs that a schedule started, oldest first, once there are as many as expected. */
  runsOf: (schedule, expected) => eventually(async () => {
    const { info } = await schedule.describe();
    const runs = info.recentActions.map(({ action }) => client.workflow.getHandle(action.workflow.workflowId, action.workflow.firstExecutionRunId));
    return runs.length >= expected && runs;
  }),
});
