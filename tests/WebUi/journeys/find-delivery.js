// Filters the workflows by search attributes, opens the one that is left and reads its history.
const { NAMESPACE } = require('./ui');

async function filter(page, attribute, value) {
  await page.locator('#search-attribute-filter-button').click();
  await page.locator('#filter-search').fill(attribute);
  await page.locator('#search-attribute-menu').getByRole('menuitem', { name: attribute, exact: true }).click();
  await page.locator('#text-filter').fill(value);
  await page.locator('#text-filter').press('Enter');
  await page.waitForURL((url) => url.searchParams.get('query')?.includes(`\`${attribute}\`="${value}"`));
}

module.exports = async (page, { filters, count, open }) => {
  await page.goto(`${NAMESPACE}/workflows`);
  for (const [attribute, value] of Object.entries(filters)) {
    await filter(page, attribute, value);
  }

  const rows = page.getByTestId('workflows-summary-configurable-table-row');
  await page.getByTestId('workflow-count').getByText(`${count}`, { exact: true }).waitFor();
  await page.waitForFunction(
    ([testId, expected]) => document.querySelectorAll(`[data-testid="${testId}"]`).length === expected,
    ['workflows-summary-configurable-table-row', count],
  );
  const ids = await rows.evaluateAll((found) => found.map((row) => row.querySelectorAll('td')[3].innerText.trim()));

  await rows.getByRole('link', { name: open, exact: true }).first().click();
  await page.getByRole('heading', { name: open }).waitFor();
  const events = page.getByTestId('event-summary-row');
  // The newest comes first, so all are there when the first is
  await events.and(page.locator('[data-eventid="1"]')).waitFor();
  return { ids, events: await events.allInnerTexts() };
};
