// Gives an activity the header "tenant" that its workflow passed on.
const { defaultPayloadConverter } = require('@temporalio/common');

module.exports = ({ info }) => ({
  inbound: {
    execute: (input, next) => {
      if (input.headers.tenant) {
        info.tenant = defaultPayloadConverter.fromPayload(input.headers.tenant);
      }
      return next(input);
    },
  },
});
