const { sleep } = require('@temporalio/workflow');

exports.terminated = async () => sleep('1 hour');

exports.scenario = async ({ start, assert }) => {
  const handle = await start('terminated');
  await handle.terminate('no longer needed');
  await assert.rejects(handle.result(), (error) => error.cause.name === 'TerminatedFailure' && error.cause.message === 'no longer needed');
};
