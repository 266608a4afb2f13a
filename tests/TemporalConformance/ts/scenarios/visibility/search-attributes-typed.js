const { upsertSearchAttributes, workflowInfo } = require('@temporalio/workflow');

exports.searchAttributesTyped = async () => {
  upsertSearchAttributes([{ key: { name: 'Amount', type: 'INT' }, value: 7 }, { key: { name: 'Paid', type: 'BOOL' }, value: null }]);
  return workflowInfo().typedSearchAttributes.getAll().map(({ key, value }) => [key.name, key.type, value]).sort();
};

exports.scenario = async ({ start, common, assert }) => {
  const { defineSearchAttributeKey, SearchAttributeType } = common;
  const handle = await start('searchAttributesTyped', {
    typedSearchAttributes: [
      { key: defineSearchAttributeKey('Customer', SearchAttributeType.KEYWORD), value: 'typed' },
      { key: defineSearchAttributeKey('Paid', SearchAttributeType.BOOL), value: true },
      { key: defineSearchAttributeKey('Tags', SearchAttributeType.KEYWORD_LIST), value: ['a', 'b'] }],
  });
  assert.deepEqual(await handle.result(), [['Amount', 'INT', 7], ['Customer', 'KEYWORD', 'typed'], ['Tags', 'KEYWORD_LIST', ['a', 'b']]]);
  const { typedSearchAttributes } = await handle.describe();
  assert.equal(typedSearchAttributes.get(defineSearchAttributeKey('Customer', SearchAttributeType.KEYWORD)), 'typed');
  assert.equal(typedSearchAttributes.get(defineSearchAttributeKey('Paid', SearchAttributeType.BOOL)), undefined);
};
