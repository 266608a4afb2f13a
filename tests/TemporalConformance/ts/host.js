// One Node process for all conformance tests: two official workers, and a client that runs scenarios on command.
const { Client, Connection } = require('@temporalio/client');
const { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } = require('@temporalio/worker');
const activities = require('./activities');
const createContext = require('./context');
const tenantOfActivity = require('./interceptors/activity');
const { addSearchAttributes } = require('./search-attributes');
const serve = require('./serve');

const [address, modules] = process.argv.slice(2);
const modes = { cached: 200, uncached: 0 };
const workers = [];
let bundle;
let client;
let native;

async function start() {
  Runtime.install({ logger: new DefaultLogger('WARN'), telemetryOptions: { logging: { filter: 'WARN', forward: {} } } });
  bundle = await bundleWorkflowCode({
    workflowsPath: require.resolve('./workflows'),
    workflowInterceptorModules: [require.resolve('./interceptors/workflow')],
    logger: new DefaultLogger('WARN'),
    webpackConfigHook: (config) => {
      config.resolve.modules.push(modules);
      return config;
    },
  });
  client = new Client({ connection: await Connection.connect({ address }) });
  await addSearchAttributes(client);
  native = await NativeConnection.connect({ address });
  for (const mode of Object.keys(modes)) {
    const worker = await Worker.create({ ...workerOptions(mode), taskQueue: mode });
    workers.push({ worker, done: worker.run() });
  }
  surviveFailures();
}

/** A scenario that fails leaves promises behind that nobody waits for. The SDK would end the process, and so the other scenarios. */
function surviveFailures() {
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (reason) => console.error('left behind by a scenario:', reason));
}

const workerOptions = (mode) => ({
  connection: native,
  maxCachedWorkflows: modes[mode],
  activities: activities(client),
  interceptors: { activity: [tenantOfActivity] },
  workflowBundle: bundle,
  shutdownGraceTime: '1s',
  maxHeartbeatThrottleInterval: '200ms',
});

async function run({ scenario, taskQueue }) {
  const context = createContext({ client, workerOptions }, scenario, taskQueue);
  await require(`./scenarios/${scenario}`).scenario(context);
  return context.used;
}

const elsewhere = new Map();

async function clientOf(address) {
  if (!address) {
    return client;
  }
  if (!elsewhere.has(address)) {
    elsewhere.set(address, new Client({ connection: await Connection.connect({ address }) }));
  }
  return elsewhere.get(address);
}

/** Replays histories, all on one worker: each worker keeps the memory of its bundle's source map. */
async function replay({ executions, address }) {
  const from = await clientOf(address);
  let events = 0;
  const histories = async function* () {
    for (const { workflowId, runId } of executions) {
      const history = await from.workflow.getHandle(workflowId, runId ?? undefined).fetchHistory();
      events += history.events.length;
      yield { workflowId, history };
    }
  };
  for await (const { workflowId, runId, error } of Worker.runReplayHistories({ workflowBundle: bundle }, histories())) {
    if (error) {
      throw new Error(`the history of ${workflowId}, run ${runId}, does not replay`, { cause: error });
    }
  }
  return events;
}

async function stop() {
  for (const { worker } of workers) {
    worker.shutdown();
  }
  await Promise.all(workers.map(({ done }) => done));
  process.exit(0);
}

serve(start, { run, replay, stop }, stop);
