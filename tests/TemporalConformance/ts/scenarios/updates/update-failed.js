const { ApplicationFailure, condition, defineSignal, defineUpdate, setDefaultUpdateHandler, setHandler } = require('@temporalio/workflow');

exports.updateFailed = async () => {
  let finish = false;
  setHandler(defineSignal('finish'), () => { finish = true; });
  setHandler(defineUpdate('break'), async () => {
    throw ApplicationFailure.create({ message: 'broken', type: 'Broken', details: [7] });
  });
  setDefaultUpdateHandler((name, ...args) => `${name}(${args})`);
  await condition(() => finish);
};

exports.scenario = async ({ start, assert, eventsOf }) => {
  const handle = await start('updateFailed');
  await assert.rejects(handle.executeUpdate('break'), (error) => error.cause.type === 'Broken' && error.cause.details[0] === 7);
  assert.equal(await handle.executeUpdate('anything', { args: [1, 2] }), 'anything(1,2)');
  await handle.signal('finish');
  await handle.result();
  const [failed, succeeded] = await eventsOf(handle, 'WORKFLOW_EXECUTION_UPDATE_COMPLETED');
  assert.equal(failed.outcome.failure.applicationFailureInfo.type, 'Broken');
  assert.ok(succeeded.outcome.success);
};
