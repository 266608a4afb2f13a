// Terminates a workflow, with a reason.
const { chooseAction, confirm, dialog, openWorkflow, waitForStatus } = require('./ui');

module.exports = async (page, { id, reason }) => {
  await openWorkflow(page, id);
  await chooseAction(page, 'workflow-actions', 'terminate-button');
  await dialog(page).locator('#workflow-termination-reason').fill(reason);
  await confirm(page);
  await waitForStatus(page, 'Terminated');
  await page.getByTestId('event-summary-row').filter({ hasText: 'Workflow Execution Terminated' }).waitFor();
};
