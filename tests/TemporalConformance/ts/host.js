// One Node process for all conformance tests: two official workers, and a client that runs scenarios on command.
const assert = require('node:assert/strict');
const { Client, Connection } = require('@temporalio/client');
const { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } = require('@temporalio/worker');
const activities = require('./activities');
const serve = require('./serve');

const [address, modules] = process.argv.slice(2);
const workers = [];
let bundle;
let client;
let nextId = 1;

async function start() {
  Runtime.install({ logger: new DefaultLogger('WARN'), telemetryOptions: { logging: { filter: 'WARN', forward: {} } } });
  bundle = await bundleWorkflowCode({
    workflowsPath: require.resolve('./workflows'),
    logger: new DefaultLogger('WARN'),
    webpackConfigHook: (config) => {
      config.resolve.modules.push(modules);
      return config;
    },
  });
  client = new Client({ connection: await Connection.connect({ address }) });
  const connection = await NativeConnection.connect({ address });
  for (const [taskQueue, maxCachedWorkflows] of [['cached', 100], ['uncached', 0]]) {
    const worker = await Worker.create({
      connection, taskQueue, maxCachedWorkflows, activities: activities(client), workflowBundle: bundle, shutdownGraceTime: '1s',
    });
    workers.push({ worker, done: worker.run() });
  }
}

async function run({ scenario, taskQueue }) {
  const used = [];
  const note = (workflowId) => (used.push(workflowId), workflowId);
  const context = {
    client,
    assert,
    taskQueue,
    unique: () => `${scenario}-${taskQueue}-${nextId++}`,
    id: () => note(context.unique()),
    note,
    start: (type, options = {}) => client.workflow.start(type, { taskQueue, workflowId: context.id(), ...options }),
    execute: async (type, options = {}) => (await context.start(type, options)).result(),
  };
  await require(`./scenarios/${scenario}`).scenario(context);
  return used;
}

async function replay({ workflowId, address }) {
  const from = address ? new Client({ connection: await Connection.connect({ address }) }) : client;
  const history = await from.workflow.getHandle(workflowId).fetchHistory();
  if (address) {
    await from.connection.close();
  }
  await Worker.runReplayHistory({ workflowBundle: bundle }, history, workflowId);
  return history.events.length;
}

async function stop() {
  for (const { worker } of workers) {
    worker.shutdown();
  }
  await Promise.all(workers.map(({ done }) => done));
  process.exit(0);
}

serve(start, { run, replay, stop }, stop);
