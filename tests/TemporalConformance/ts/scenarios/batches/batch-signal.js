const { condition, defineSignal, setHandler } = require('@temporalio/workflow');

exports.batchSignalled = async () => {
  let received;
  setHandler(defineSignal('tell'), (value) => { received = value; });
  await condition(() => received !== undefined);
  return received;
};

exports.scenario = async ({ start, unique, common, runBatch, assert, eventually, client }) => {
  const customer = unique();
  const handles = await Promise.all([1, 2].map(() => start('batchSignalled', { searchAttributes: { Customer: [customer] } })));
  await eventually(async () => (await client.workflow.count(`Customer = '${customer}'`)).count === 2);
  await runBatch(`Customer = '${customer}'`, {
    signalOperation: { signal: 'tell', input: { payloads: [common.defaultPayloadConverter.toPayload('all of you')] } },
  });
  assert.deepEqual(await Promise.all(handles.map((handle) => handle.result())), ['all of you', 'all of you']);
};
