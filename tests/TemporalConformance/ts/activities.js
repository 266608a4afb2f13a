const { ApplicationFailure, CompleteAsyncError, Context, heartbeat, sleep } = require('@temporalio/activity');

module.exports = (client) => ({
  async echo(text) {
    return `echo ${text}`;
  },
  async failOnce(text) {
    if (Context.current().info.attempt === 1) {
      throw ApplicationFailure.retryable('first attempt', 'Flaky');
    }
    return `${text} at attempt ${Context.current().info.attempt}`;
  },
  async failForever() {
    throw ApplicationFailure.nonRetryable('no way', 'Hopeless', 'detail');
  },
  async resumeFromHeartbeat() {
    const { attempt, heartbeatDetails } = Context.current().info;
    if (attempt === 1) {
      heartbeat(41);
      throw ApplicationFailure.retryable('after a heartbeat');
    }
    return heartbeatDetails + 1;
  },
  async untilCancelled() {
    for (;;) {
      heartbeat();
      await sleep(50);
    }
  },
  async stuck() {
    await Context.current().cancelled;
  },
  async completeLater(text) {
    const { taskToken } = Context.current().info;
    setTimeout(() => client.activity.complete(taskToken, `${text}, later`), 50);
    throw new CompleteAsyncError();
  },
});
