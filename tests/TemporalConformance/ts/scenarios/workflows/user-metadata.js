const { condition, defineSignal, setHandler } = require('@temporalio/workflow');

exports.userMetadata = async () => {
  let finish = false;
  setHandler(defineSignal('finish'), () => { finish = true; });
  await condition(() => finish);
};

exports.scenario = async ({ start, assert, events, common }) => {
  const handle = await start('userMetadata', { staticSummary: 'one line', staticDetails: '# several\nlines', priority: { priorityKey: 4 } });
  const description = await handle.describe();
  assert.equal(await description.staticSummary(), 'one line');
  assert.equal(await description.staticDetails(), '# several\nlines');
  assert.equal(description.priority.priorityKey, 4);
  const [started] = await events(handle);
  assert.equal(common.defaultPayloadConverter.fromPayload(started.userMetadata.summary), 'one line');
  assert.equal(started.workflowExecutionStartedEventAttributes.priority.priorityKey, 4);
  await handle.signal('finish');
  await handle.result();
};
