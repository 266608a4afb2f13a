// Carries the header "tenant" of a workflow into its activities and children; without the header it changes nothing.
const { defaultPayloadConverter } = require('@temporalio/workflow');

exports.interceptors = () => {
  let header = {};
  const carry = (input, next) => next({ ...input, headers: { ...header, ...input.headers } });
  return {
    inbound: [{
      execute: (input, next) => {
        header = input.headers.tenant ? { tenant: input.headers.tenant } : {};
        return next(input);
      },
      handleSignal: (input, next) => next(input.headers.tenant
        ? { ...input, args: [...input.args, defaultPayloadConverter.fromPayload(input.headers.tenant)] }
        : input),
    }],
    outbound: [{ scheduleActivity: carry, scheduleLocalActivity: carry, startChildWorkflowExecution: carry, continueAsNew: carry }],
  };
};
