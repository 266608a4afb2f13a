// The custom search attributes of the scenarios, one of each type, registered as an operator does it.
const { temporal } = require('@temporalio/proto');

const types = temporal.api.enums.v1.IndexedValueType;

module.exports.addSearchAttributes = async (client) => {
  await client.connection.operatorService.addSearchAttributes({
    namespace: client.options.namespace,
    searchAttributes: {
      Note: types.INDEXED_VALUE_TYPE_TEXT,
      Customer: types.INDEXED_VALUE_TYPE_KEYWORD,
      Amount: types.INDEXED_VALUE_TYPE_INT,
      Rate: types.INDEXED_VALUE_TYPE_DOUBLE,
      Paid: types.INDEXED_VALUE_TYPE_BOOL,
      Due: types.INDEXED_VALUE_TYPE_DATETIME,
      Tags: types.INDEXED_VALUE_TYPE_KEYWORD_LIST,
    },
  });
};
