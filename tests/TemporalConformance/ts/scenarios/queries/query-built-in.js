const { condition, defineQuery, defineSignal, defineUpdate, setCurrentDetails, setHandler } = require('@temporalio/workflow');

exports.queryBuiltIn = async () => {
  let finish = false;
  setHandler(defineQuery('state'), () => 'known', { description: 'Where it stands' });
  setHandler(defineUpdate('change'), () => undefined);
  setHandler(defineSignal('finish'), () => { finish = true; }, { description: 'Ends it' });
  setCurrentDetails('waiting for **finish**');
  await condition(() => finish);
};

exports.scenario = async ({ start, assert }) => {
  const handle = await start('queryBuiltIn');
  assert.match(await handle.query('__stack_trace'), /queryBuiltIn/);
  assert.ok((await handle.query('__enhanced_stack_trace')).stacks.length > 0);
  const { definition, currentDetails } = await handle.query('__temporal_workflow_metadata');
  assert.equal(currentDetails, 'waiting for **finish**');
  assert.equal(definition.type, 'queryBuiltIn');
  const named = (definitions, name) => definitions.find((item) => item.name === name);
  assert.equal(named(definition.queryDefinitions, 'state').description, 'Where it stands');
  assert.equal(named(definition.signalDefinitions, 'finish').description, 'Ends it');
  assert.ok(named(definition.updateDefinitions, 'change'));
  await handle.signal('finish');
  await handle.result();
};
