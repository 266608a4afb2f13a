const { proxyActivities } = require('@temporalio/workflow');

exports.failureEncoded = async () => {
  try {
    return await proxyActivities({ startToCloseTimeout: '10s' }).failForever();
  } catch (error) {
    return `${error.cause.type}: ${error.cause.message}`;
  }
};

const encoding = (name) => ({ encoding: new TextEncoder().encode(name) });
const flip = (data) => data.map((byte) => byte ^ 0x5a);
const codec = {
  encode: async (payloads) => payloads.map(({ data }) => ({ metadata: encoding('binary/flipped'), data: flip(data) })),
  decode: async (payloads) => payloads.map(({ data }) => ({ metadata: encoding('json/plain'), data: flip(data) })),
};

exports.scenario = async ({ client, sdk, unique, withWorker, assert, eventsOf, failureConverterPath }) => {
  const taskQueue = unique();
  const dataConverter = { payloadCodecs: [codec], failureConverterPath };
  const secretive = new sdk.Client({ connection: client.connection, dataConverter });
  const handle = await secretive.workflow.start('failureEncoded', { taskQueue, workflowId: unique() });
  assert.equal(await withWorker({ taskQueue, dataConverter }, handle.result()), 'Hopeless: no way');
  const [{ failure }] = await eventsOf(handle, 'ACTIVITY_TASK_FAILED');
  assert.equal(failure.message, 'Encoded failure');
  assert.equal(String.fromCharCode(...failure.encodedAttributes.metadata.encoding), 'binary/flipped');
};
