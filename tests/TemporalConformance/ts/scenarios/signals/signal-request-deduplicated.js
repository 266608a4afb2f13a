const { condition, defineSignal, setHandler } = require('@temporalio/workflow');

exports.signalDeduplicated = async () => {
  const received = [];
  setHandler(defineSignal('add'), () => { received.push('add'); });
  setHandler(defineSignal('finish'), () => { received.push('finish'); });
  await condition(() => received.includes('finish'));
  return received;
};

exports.scenario = async ({ start, service, namespace, assert }) => {
  const handle = await start('signalDeduplicated');
  const request = { namespace, workflowExecution: { workflowId: handle.workflowId }, signalName: 'add', requestId: 'the same' };
  await service.signalWorkflowExecution(request);
  await service.signalWorkflowExecution(request);
  await handle.signal('finish');
  assert.deepEqual(await handle.result(), ['add', 'finish']);
};
