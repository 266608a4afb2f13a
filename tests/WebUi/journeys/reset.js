// Resets an ended workflow to its first workflow task, and follows the message to the new run.
const { confirm, dialog, openWorkflow, select, waitForStatus } = require('./ui');

module.exports = async (page, { id, reason }) => {
  await openWorkflow(page, id);
  await page.locator('#workflow-actions-primary-button:visible').click();
  await select(dialog(page), 'workflow-reset-event-id-select', /^4 - WorkflowTaskCompleted/);
  await dialog(page).locator('#reset-reason').fill(reason);
  await confirm(page);
  await page.getByTestId('workflow-reset-alert').getByRole('link', { name: 'here' }).click();
  await waitForStatus(page, 'Running');
  return new URL(page.url()).pathname.split('/').at(-2);
};
