// Runs a delivery's plan query and returns what the page shows.
const { openWorkflow, readJson, select } = require('./ui');

module.exports = async (page, { id }) => {
  await openWorkflow(page, id, 'queries');
  await select(page, 'query-select', /^plan/);
  const answer = page.waitForResponse((response) => response.url().includes('/query/plan'));
  await page.getByRole('button', { name: 'Run Query' }).click();
  await answer;
  const result = page.getByTestId('query-result');
  await result.getByText('CampaignId').first().waitFor();
  return readJson(result);
};
