// Triggers a schedule and waits until its run is listed.
const { chooseAction, confirm, NAMESPACE } = require('./ui');

module.exports = async (page, { id, workflow }) => {
  await page.goto(`${NAMESPACE}/schedules/${id}`);
  await page.getByText('No Recent Runs').waitFor();
  await chooseAction(page, 'schedule-actions', 'trigger-schedule');
  await confirm(page);
  const run = page.getByRole('link', { name: new RegExp(`^${workflow}`) });
  await run.waitFor();
  const started = await run.innerText();
  await run.click();
  await page.getByRole('heading', { name: started }).waitFor();
  return started;
};
