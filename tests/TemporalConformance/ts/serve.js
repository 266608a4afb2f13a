// Commands and answers are lines of JSON on stdin and stdout; logs go to stderr.
const readline = require('node:readline');

const PATIENCE_SECONDS = 60;

const answer = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

function limited(promise, seconds) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no result within ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function describe(error) {
  const causes = [];
  for (let cause = error; cause && causes.length < 8; cause = cause.cause) {
    causes.push(cause.stack ?? String(cause));
  }
  return causes.join('\ncaused by ');
}

// Answers 0 when it has started, then each command by its id, until its input ends; then stops.
module.exports = async function serve(start, commands, stop) {
  try {
    await start();
  } catch (error) {
    answer({ id: 0, ok: false, error: describe(error) });
    process.exit(1);
  }
  answer({ id: 0, ok: true });
  readline.createInterface({ input: process.stdin }).on('line', async (line) => {
    const { id, command, ...rest } = JSON.parse(line);
    try {
      answer({ id, ok: true, result: await limited(commands[command](rest), PATIENCE_SECONDS) });
    } catch (error) {
      answer({ id, ok: false, error: describe(error) });
    }
  }).on('close', stop);
};
