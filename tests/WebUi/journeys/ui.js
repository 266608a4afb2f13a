// What several journeys do in the same way.

const NAMESPACE = '/namespaces/default';

/** The page of a workflow's latest run, on one of its tabs. */
exports.openWorkflow = async (page, id, tab) => {
  await page.goto(`${NAMESPACE}/workflows/${encodeURIComponent(id)}`);
  await page.getByRole('heading', { name: id }).waitFor();
  await page.waitForURL(/\/history/);
  if (tab) {
    await exports.openTab(page, tab);
  }
};

exports.openTab = async (page, tab) => {
  await page.getByTestId(`${tab}-tab`).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/history'));
};

/** Opens the menu beside a page's main button and chooses from it. */
exports.chooseAction = async (page, menu, action) => {
  await page.locator(`#${menu}-menu-button:visible`).click();
  await page.getByTestId(action).and(page.locator(':visible')).click();
};

/** The dialog that is open. */
exports.dialog = (page) => page.locator('dialog[open]');

exports.confirm = async (page) => {
  await exports.dialog(page).getByTestId('confirm-modal-button').click();
  await exports.dialog(page).waitFor({ state: 'detached' });
};

/** Chooses in one of the library's drop-down lists. */
exports.select = async (within, id, option) => {
  await within.getByTestId(`${id}-button`).click();
  await within.getByRole('option', { name: option }).click();
};

/** What a block of code shows. */
exports.readJson = async (block) => JSON.parse((await block.locator('.cm-line').allInnerTexts()).join('\n'));

/** Waits until the workflow on the page has this status. */
exports.waitForStatus = (page, status) => page.locator('header').getByText(status, { exact: true }).first().waitFor();

exports.NAMESPACE = NAMESPACE;
