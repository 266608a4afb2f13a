// Finds the daily schedule in the list and pauses it, or lets it go on.
const { confirm, dialog, NAMESPACE } = require('./ui');

module.exports = async (page, { id, action, reason, state }) => {
  await page.goto(`${NAMESPACE}/schedules`);
  await page.getByRole('link', { name: id }).click();
  await page.locator('#schedule-actions-primary-button').getByText(action, { exact: true }).click();
  await dialog(page).locator('#pause-reason').fill(reason);
  await confirm(page);
  await page.locator('header').getByText(state, { exact: true }).first().waitFor();
};
