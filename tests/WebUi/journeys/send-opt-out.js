// Sends a delivery the signal that its customer has opted out, and reads which activity that led to.
const { chooseAction, confirm, dialog, openTab, openWorkflow, select } = require('./ui');

module.exports = async (page, { id }) => {
  await openWorkflow(page, id);
  await chooseAction(page, 'workflow-actions', 'signal-button');
  await select(dialog(page), 'signal-select', /^OptOut/);
  await confirm(page);
  await page.getByText('Workflow signaled').waitFor();

  await openTab(page, 'pending-activities');
  const list = page.getByRole('list').filter({ has: page.getByRole('heading', { name: 'RecordOptOut' }) });
  await list.waitFor();
  return list.innerText();
};
