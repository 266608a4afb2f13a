exports.scenario = async ({ client, assert }) => {
  const hostile = [
    'Unheard = 1', "WorkflowId = 'unclosed", 'ExecutionStatus = ', "1 = 1; DROP TABLE executions",
    '('.repeat(5000), 'WorkflowId LIKE "%"', "StartTime > 'yesterday'"];
  for (const query of hostile) {
    await assert.rejects(client.workflow.count(query), (error) => error.cause.code === 3, query.slice(0, 40));
  }
};
