const { ApplicationFailure, condition, defineQuery, defineSignal, setHandler } = require('@temporalio/workflow');

exports.queryRejectCondition = async () => {
  let finish;
  setHandler(defineQuery('state'), () => 'known');
  setHandler(defineSignal('finish'), (how) => { finish = how; });
  await condition(() => finish !== undefined);
  if (finish === 'badly') {
    throw ApplicationFailure.nonRetryable('badly');
  }
};

exports.scenario = async ({ client, start, sdk, assert, rejectsWith }) => {
  const asking = (queryRejectCondition) => new sdk.Client({ connection: client.connection, workflow: { queryRejectCondition } });
  const [onlyOpen, notUnclean] = [asking('NOT_OPEN'), asking('NOT_COMPLETED_CLEANLY')];
  const [clean, unclean] = [await start('queryRejectCondition'), await start('queryRejectCondition')];
  assert.equal(await onlyOpen.workflow.getHandle(clean.workflowId).query('state'), 'known');
  await clean.signal('finish', 'well');
  await unclean.signal('finish', 'badly');
  await clean.result();
  await assert.rejects(unclean.result());
  await rejectsWith(onlyOpen.workflow.getHandle(clean.workflowId).query('state'), 'QueryRejectedError');
  assert.equal(await notUnclean.workflow.getHandle(clean.workflowId).query('state'), 'known');
  await rejectsWith(notUnclean.workflow.getHandle(unclean.workflowId).query('state'), 'QueryRejectedError');
  assert.equal(await unclean.query('state'), 'known');
};
