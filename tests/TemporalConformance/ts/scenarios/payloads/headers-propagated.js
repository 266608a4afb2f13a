const { executeChild, proxyActivities, proxyLocalActivities } = require('@temporalio/workflow');

const activities = { startToCloseTimeout: '10s' };

exports.headersOfChild = async () => proxyActivities(activities).tenant();

exports.headersPropagated = async (child) => [
  await proxyActivities(activities).tenant(), await proxyLocalActivities(activities).tenant(), await executeChild('headersOfChild', { workflowId: child })];

exports.scenario = async ({ client, sdk, common, id, unique, withWorker, assert, eventsOf }) => {
  const header = common.defaultPayloadConverter.toPayload('shop 7');
  const tagging = new sdk.Client({
    connection: client.connection,
    interceptors: { workflow: [{ start: (input, next) => next({ ...input, headers: { ...input.headers, tenant: header } }) }] },
  });
  const taskQueue = unique();
  const handle = await tagging.workflow.start('headersPropagated', { taskQueue, workflowId: id(), args: [id()] });
  assert.deepEqual(await withWorker({ taskQueue }, handle.result()), ['shop 7', 'shop 7', 'shop 7']);
  for (const type of ['WORKFLOW_EXECUTION_STARTED', 'ACTIVITY_TASK_SCHEDULED', 'START_CHILD_WORKFLOW_EXECUTION_INITIATED']) {
    const [attributes] = await eventsOf(handle, type);
    assert.equal(common.defaultPayloadConverter.fromPayload(attributes.header.fields.tenant), 'shop 7', type);
  }
};
