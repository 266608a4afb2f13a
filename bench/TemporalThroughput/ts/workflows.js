const { proxyActivities, sleep } = require('@temporalio/workflow');

const { mark } = proxyActivities({ startToCloseTimeout: '60s' });

exports.cycle = async (cycles, milliseconds) => {
  for (let i = 0; i < cycles; i++) {
    const due = Date.now() + milliseconds;
    await sleep(milliseconds);
    await mark(due);
  }
};

exports.once = async () => {
  await mark(0);
};
