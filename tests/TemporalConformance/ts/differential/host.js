// What the official SDK makes of a history: its TypeScript replayer, and its native core on its own.
const { bundleWorkflowCode, DefaultLogger, Runtime, Worker } = require('@temporalio/worker');
const { temporal } = require('@temporalio/proto');
const core = require('./core');
const serve = require('../serve');

const [modules] = process.argv.slice(2);
let workflowBundle;

async function start() {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR', forward: {} } } });
  workflowBundle = await bundleWorkflowCode({
    workflowsPath: require.resolve('./program'),
    logger: new DefaultLogger('WARN'),
    webpackConfigHook: (config) => {
      config.resolve.modules.push(modules);
      return config;
    },
  });
  await core.start();
}

// Replays histories one after another; answers with what was wrong with each, null for nothing.
async function replay({ histories }) {
  const decoded = histories.map(({ workflowId, history }) => ({
    workflowId,
    history: temporal.api.history.v1.History.decode(Buffer.from(history, 'base64')),
  }));
  const results = [];
  for await (const { error } of Worker.runReplayHistories({ workflowBundle, replayName: 'differential' }, decoded)) {
    results.push(error ? String(error.stack ?? error) : null);
  }
  return results;
}

serve(start, { replay, begin: core.begin, complete: core.complete }, async () => {
  await core.stop();
  process.exit(0);
});
