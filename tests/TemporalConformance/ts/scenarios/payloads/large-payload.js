exports.largePayload = async (text) => text.length;

exports.scenario = async ({ start, assert }) => {
  const handle = await start('largePayload', { args: ['x'.repeat(1_000_000)] });
  assert.equal(await handle.result(), 1_000_000);
  const { events } = await handle.fetchHistory();
  assert.equal(events[0].workflowExecutionStartedEventAttributes.input.payloads[0].data.length, 1_000_002);
};
