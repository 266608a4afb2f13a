// Starts a pipeline from the form, follows the message to its page and waits for its end.
const { NAMESPACE, waitForStatus } = require('./ui');

module.exports = async (page, { id, taskQueue, type }) => {
  await page.goto(`${NAMESPACE}/workflows`);
  await page.getByRole('button', { name: 'Start Workflow', exact: true }).click();
  await page.locator('#workflowId').fill(id);
  await page.locator('#taskQueue').fill(taskQueue);
  await page.locator('#workflowType').fill(type);
  await page.getByText('Task Queue is Active').waitFor();
  await page.getByTestId('start-workflow-button').click();
  await page.getByRole('link', { name: 'Workflow started' }).click();
  await page.getByRole('heading', { name: id }).waitFor();
  await waitForStatus(page, 'Completed');
  return new URL(page.url()).pathname.split('/').at(-2);
};
