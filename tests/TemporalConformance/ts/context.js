// What a scenario gets: the client, ids of its own, a worker of its own where it needs one, and what reads histories.
const assert = require('node:assert/strict');
const common = require('@temporalio/common');
const sdk = require('@temporalio/client');
const { temporal } = require('@temporalio/proto');
const { Worker } = require('@temporalio/worker');
const batches = require('./batches');
const histories = require('./histories');
const schedules = require('./schedules');

const patience = 20_000;
let nextId = 1;

async function eventually(check) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await check();
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`never became true: ${check}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** The context of one run of a scenario. */
module.exports = ({ client, workerOptions }, scenario, mode) => {
  const used = [];
  const name = scenario.split('/').pop();
  const unique = () => `${name}-${mode}-${nextId++}`;
  const note = (workflowId) => (used.push(workflowId), workflowId);
  const id = () => note(unique());
  const start = (type, options = {}) => client.workflow.start(type, { taskQueue: mode, workflowId: options.workflowId ?? id(), ...options });
  const service = client.workflowService;
  const createWorker = (options) => Worker.create({ ...workerOptions(mode), ...options });
  const withWorker = async (options, run) => (await createWorker(options)).runUntil(run);
  return {
    used, client, service, assert, sdk, common, temporal, unique, note, id, start, eventually,
    ...histories,
    ...batches({ service, namespace: client.options.namespace, unique, eventually }),
    ...schedules({ client, taskQueue: mode, unique, eventually }),
    taskQueue: mode,
    namespace: client.options.namespace,
    execute: async (type, options) => (await start(type, options)).result(),
    handle: (workflowId, runId) => client.workflow.getHandle(workflowId, runId),
    /** A worker of the scenario's own, which it starts and stops itself. */
    createWorker,
    /** Runs a worker of the scenario's own while a function runs. */
    withWorker,
    /**
     * Runs a workflow to its result on a worker of its own. Local activities need that: without a cache the SDK starts
     * them again whenever other workflows make it give up the task they belong to.
     */
    executeAlone: async (type, options = {}) => {
      const taskQueue = unique();
      const handle = await start(type, { taskQueue, ...options });
      const result = await withWorker({ taskQueue }, handle.result());
      return { handle, result };
    },
    connection: workerOptions(mode).connection,
    failureConverterPath: require.resolve('./failure-converter'),
    rejectsWith: (promise, errorName) => assert.rejects(promise, (error) => {
      assert.equal(error.name, errorName, error.stack);
      return true;
    }),
  };
};
