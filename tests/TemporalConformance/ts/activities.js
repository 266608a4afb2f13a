const { ApplicationFailure, CompleteAsyncError, Context, heartbeat, sleep } = require('@temporalio/activity');

const counts = new Map();
const reasons = new Map();
const allowed = new Set();

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
  async failAs(type, options) {
    throw ApplicationFailure.create({ message: `attempt ${Context.current().info.attempt}`, type, ...options });
  },
  async resumeFromHeartbeat() {
    const { attempt, heartbeatDetails } = Context.current().info;
    if (attempt === 1) {
      heartbeat(41);
      throw ApplicationFailure.retryable('after a heartbeat');
    }
    return heartbeatDetails + 1;
  },
  async heartbeatThenHang(progress) {
    heartbeat(progress);
    await Context.current().cancelled;
  },
  async untilCancelled() {
    for (;;) {
      heartbeat();
      await sleep(50);
    }
  },
  async untilCancelledThenSlow() {
    const beating = setInterval(heartbeat, 50);
    try {
      await Context.current().cancelled;
    } finally {
      clearInterval(beating);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  },
  async stuck() {
    await Context.current().cancelled;
  },
  async slow(milliseconds) {
    await sleep(milliseconds);
    return `slept ${milliseconds}`;
  },
  /** How often it was run for a key in this process. */
  async count(key) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts.get(key);
  },
  /** Heartbeats until told to stop, and keeps why. */
  async untilToldWhy(key) {
    const context = Context.current();
    try {
      for (;;) {
        heartbeat();
        await sleep(20);
      }
    } finally {
      reasons.set(key, context.cancellationDetails);
    }
  },
  async whyStopped(key) {
    return reasons.get(key);
  },
  async failUntilAllowed(key) {
    if (!allowed.has(key)) {
      throw ApplicationFailure.retryable('not allowed yet');
    }
    return 'allowed';
  },
  async allow(key) {
    allowed.add(key);
  },
  async completeLater(text) {
    const { taskToken } = Context.current().info;
    setTimeout(() => client.activity.complete(taskToken, `${text}, later`), 50);
    throw new CompleteAsyncError();
  },
  async beat(beats) {
    let done = Context.current().info.heartbeatDetails ?? 0;
    for (; done < beats; done++) {
      await sleep(20);
      heartbeat(done + 1);
    }
    return done;
  },
  /** Leaves its completion to the scenario. */
  async leave() {
    throw new CompleteAsyncError();
  },
  async info() {
    const { attempt, priority, retryPolicy, scheduleToCloseTimeoutMs, startToCloseTimeoutMs } = Context.current().info;
    return { attempt, priority, retryPolicy, scheduleToCloseTimeoutMs, startToCloseTimeoutMs };
  },
  async tenant() {
    return Context.current().info.tenant;
  },
});
