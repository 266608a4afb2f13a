// Runs one journey in a browser: run.js JOURNEY ARGUMENTS, both for the C# tests. What the journey returns goes to
// stdout as JSON; a failure goes to stderr, with a picture of the page where arguments.picture says.
const assert = require('node:assert/strict');
const { chromium } = require('playwright-core');

// The pages look for news every ten seconds, and machines may be busy
const PATIENCE = 60_000;

/** Notes everything that a page must not do. */
function watch(page) {
  const faults = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`page: ${error.message}`));
  page.on('response', (response) => response.status() >= 400 && faults.push(`${response.status()}: ${response.url()}`));
  return faults;
}

async function run(journey, { ui, browser: executablePath, picture, ...rest }) {
  const browser = await chromium.launch({ executablePath });
  const page = await browser.newPage({ baseURL: ui, viewport: { width: 1400, height: 2400 } });
  page.setDefaultTimeout(PATIENCE);
  const faults = watch(page);
  try {
    const result = await require(`./${journey}`)(page, rest);
    assert.deepEqual(faults, []);
    return result ?? null;
  } catch (error) {
    await page.screenshot({ path: picture });
    throw new Error([`on ${page.url()}, see ${picture}`, ...faults].join('\n'), { cause: error });
  } finally {
    await browser.close();
  }
}

const [journey, text] = process.argv.slice(2);
run(journey, JSON.parse(text)).then(
  (result) => console.log(JSON.stringify(result)),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
