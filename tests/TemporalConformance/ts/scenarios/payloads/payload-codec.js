const { defaultPayloadConverter } = require('@temporalio/workflow');

exports.payloadCodec = async (text) => `got ${text}`;

const flip = (data) => data.map((byte) => byte ^ 0x5a);
const codec = {
  encode: async (payloads) => payloads.map((payload) => ({
    metadata: { encoding: new TextEncoder().encode('binary/flipped') },
    data: flip(payload.data),
  })),
  decode: async (payloads) => payloads.map((payload) => (new TextDecoder().decode(payload.metadata.encoding) === 'binary/flipped'
    ? { metadata: { encoding: new TextEncoder().encode('json/plain') }, data: flip(payload.data) }
    : payload)),
};

exports.scenario = async ({ client, sdk, unique, withWorker, assert, eventsOf }) => {
  const taskQueue = unique();
  const dataConverter = { payloadCodecs: [codec] };
  const secretive = new sdk.Client({ connection: client.connection, dataConverter });
  const handle = await secretive.workflow.start('payloadCodec', { taskQueue, workflowId: unique(), args: ['secret'], memo: { hint: 'also secret' } });
  assert.equal(await withWorker({ taskQueue, dataConverter }, handle.result()), 'got secret');
  const [{ input, memo }] = await eventsOf(handle, 'WORKFLOW_EXECUTION_STARTED');
  for (const payload of [input.payloads[0], memo.fields.hint]) {
    assert.equal(String.fromCharCode(...payload.metadata.encoding), 'binary/flipped');
    assert.throws(() => defaultPayloadConverter.fromPayload(payload));
  }
  assert.deepEqual((await handle.describe()).memo, { hint: 'also secret' });
};
