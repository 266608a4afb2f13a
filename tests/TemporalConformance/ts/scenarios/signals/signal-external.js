const { condition, defineSignal, getExternalWorkflowHandle, setHandler } = require('@temporalio/workflow');

exports.receiver = async () => {
  let received;
  setHandler(defineSignal('from'), (value) => { received = value; });
  await condition(() => received !== undefined);
  return received;
};

exports.sender = async (receiver) => {
  await getExternalWorkflowHandle(receiver).signal('from', 'sender');
  try {
    await getExternalWorkflowHandle('nobody').signal('from', 'sender');
    return 'delivered';
  } catch (error) {
    return 'not found';
  }
};

exports.scenario = async ({ start, execute, assert }) => {
  const receiver = await start('receiver');
  assert.equal(await execute('sender', { args: [receiver.workflowId] }), 'not found');
  assert.equal(await receiver.result(), 'sender');
};
