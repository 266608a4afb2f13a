// Waits until a workflow has completed, and returns its result as the page shows it.
const { openWorkflow, readJson, waitForStatus } = require('./ui');

module.exports = async (page, { id }) => {
  await openWorkflow(page, id);
  await waitForStatus(page, 'Completed');
  const result = page.getByTestId('input-and-result').locator('.cm-content').last();
  return readJson(result);
};
