const { ParentClosePolicy, sleep, startChild } = require('@temporalio/workflow');

exports.orphan = async () => sleep('1 hour');

exports.parentClosePolicy = async (terminated, abandoned) => {
  await startChild('orphan', { workflowId: terminated, parentClosePolicy: ParentClosePolicy.TERMINATE });
  await startChild('orphan', { workflowId: abandoned, parentClosePolicy: ParentClosePolicy.ABANDON });
};

exports.scenario = async ({ client, execute, id, assert }) => {
  const [terminated, abandoned] = [id(), id()];
  await execute('parentClosePolicy', { args: [terminated, abandoned] });
  await assert.rejects(client.workflow.getHandle(terminated).result(), (error) => error.cause.name === 'TerminatedFailure');
  const survivor = client.workflow.getHandle(abandoned);
  assert.equal((await survivor.describe()).status.name, 'RUNNING');
  await survivor.terminate('end of the test');
};
