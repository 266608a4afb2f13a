// The SDK's native core without any language on top: histories go in, activations come out as protobuf, and whoever
// asks answers them. Core says whether the commands of the answers are those of the history.
const { native } = require('@temporalio/core-bridge');
const { coresdk } = require('@temporalio/proto');
const { Runtime } = require('@temporalio/worker');
const { compileWorkerOptions, toNativeWorkerOptions } = require('@temporalio/worker/lib/worker-options');

const { WorkflowActivation } = coresdk.workflow_activation;
const { WorkflowActivationCompletion } = coresdk.workflow_completion;
const { EvictionReason } = coresdk.workflow_activation.RemoveFromCache;

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, log() {} };
let worker;
let pusher;

exports.start = async function start() {
  const runtime = Runtime.instance();
  const options = compileWorkerOptions(
    { namespace: 'default', taskQueue: 'oracle', identity: 'oracle', buildId: 'oracle', activities: {}, workflowBundle: { code: '' } },
    silent,
    runtime.metricMeter,
  );
  [worker, pusher] = await runtime.createReplayWorker(toNativeWorkerOptions({ ...options, buildId: 'oracle' }));
};

// Gives a history to core, and answers with the first activation.
exports.begin = async function begin({ workflowId, history }) {
  await native.pushHistory(pusher, workflowId, delimited(Buffer.from(history, 'base64')));
  return next();
};

// Answers an activation, and is answered with the next one.
exports.complete = async function complete({ completion }) {
  await native.workerCompleteWorkflowActivation(worker, delimited(Buffer.from(completion, 'base64')));
  return next();
};

exports.stop = async function stop() {
  native.closeHistoryStream(pusher);
  native.workerInitiateShutdown(worker);
};

async function next() {
  const bytes = await native.workerPollWorkflowActivation(worker);
  const activation = WorkflowActivation.decode(new Uint8Array(bytes));
  const eviction = activation.jobs.find((job) => job.removeFromCache)?.removeFromCache;
  if (!eviction) {
    return { activation: Buffer.from(bytes).toString('base64') };
  }
  const completion = WorkflowActivationCompletion.encodeDelimited({ runId: activation.runId, successful: {} }).finish();
  await native.workerCompleteWorkflowActivation(worker, Buffer.from(completion));
  return { evicted: EvictionReason[eviction.reason], message: eviction.message };
}

// Core takes messages with their length before them
function delimited(message) {
  const length = [];
  for (let rest = message.length; ; rest >>>= 7) {
    if (rest < 128) {
      length.push(rest);
      return Buffer.concat([Buffer.from(length), message]);
    }
    length.push((rest & 127) | 128);
  }
}
