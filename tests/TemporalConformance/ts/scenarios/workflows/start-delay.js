exports.delayed = async () => 'ran';

exports.scenario = async ({ execute, assert }) => {
  const before = Date.now();
  assert.equal(await execute('delayed', { startDelay: '300ms' }), 'ran');
  assert.ok(Date.now() - before >= 300);
};
