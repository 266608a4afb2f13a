// Looks at every page once: it shows what it is about, and no key of a text that is missing.
const assert = require('node:assert/strict');
const { NAMESPACE } = require('./ui');

const KEY = /\b(batch|common|data-encoder|date-picker|events|namespaces|schedules|workers|workflows)[.:][a-z]+(-[a-z]+)+/;

module.exports = async (page, { workflow, run, parent, parentRun, schedule, taskQueue }) => {
  const at = (id, its, tab) => `${NAMESPACE}/workflows/${encodeURIComponent(id)}/${its}/${tab}`;
  const pages = [
    ['/', 'Start Workflow'],
    [`${NAMESPACE}/workflows/start-workflow`, 'Start a Workflow'],
    [at(workflow, run, 'history'), 'Event History'],
    [at(workflow, run, 'history/events/5'), 'Activity Task Scheduled'],
    [at(workflow, run, 'call-stack'), 'sleep until'],
    [at(workflow, run, 'query'), 'Run Query'],
    [at(workflow, run, 'pending-activities'), 'No Pending Activities'],
    [at(workflow, run, 'workers'), 'Workflow Task Handler'],
    [at(workflow, run, 'metadata'), 'NotifyUserId'],
    [at(parent, parentRun, 'relationships'), 'DailyPlanWorkflow'],
    [`${NAMESPACE}/schedules`, schedule],
    [`${NAMESPACE}/schedules/create`, 'Create Schedule'],
    [`${NAMESPACE}/schedules/${schedule}`, 'Upcoming Runs'],
    [`${NAMESPACE}/schedules/${schedule}/edit`, 'Edit Schedule'],
    [`${NAMESPACE}/task-queues/${taskQueue}`, 'Workflow Task Handler'],
    [`${NAMESPACE}/batch-operations`, 'Batch Operations'],
    ['/namespaces', 'Namespaces'],
    [NAMESPACE, 'NotifyPipelineKind'],
    ['/import/events', 'Import Event History'],
    ['/login?error=Why', 'Why'],
    ['/render?content=**strong**%20words', 'words'],
  ];
  for (const [address, text] of pages) {
    await page.goto(address);
    await page.getByText(text).and(page.locator(':visible')).first().waitFor();
    assert.doesNotMatch(await page.locator('body').innerText(), KEY, address);
  }

  return pages.length;
};
