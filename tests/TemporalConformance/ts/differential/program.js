// The workflow that Differential/ProgramWorkflow.workflow.cs is in C#: same steps, same order of commands.
const { defineSearchAttributeKey } = require('@temporalio/common');
const {
  ApplicationFailure, CancellationScope, CancelledFailure, condition, continueAsNew, defineSignal, defineUpdate,
  executeChild, getExternalWorkflowHandle, isCancellation, patched, proxyActivities, proxyLocalActivities, setHandler, sleep,
  upsertMemo, upsertSearchAttributes, workflowInfo,
} = require('@temporalio/workflow');

const bump = defineSignal('bump');
const poke = defineUpdate('poke');
const attribute = defineSearchAttributeKey('DifferentialStep', 'INT');
const retry = { initialInterval: 5, maximumAttempts: 3 };
const activityCancellation = ['TRY_CANCEL', 'WAIT_CANCELLATION_COMPLETED', 'ABANDON'];

// Runs that follow as new have other children
const childId = (step) => `${workflowInfo().workflowId}/${workflowInfo().continuedFromExecutionRunId ? 'again/' : ''}${step}`;

function operation(step) {
  const cancellationType = activityCancellation[step.cancellation];
  switch (step.kind) {
    case 'activity':
      return proxyActivities({ startToCloseTimeout: '30s', heartbeatTimeout: '1s', retry, cancellationType }).act(step.behaviour, step.milliseconds);
    case 'local':
      return proxyLocalActivities({ startToCloseTimeout: '30s', retry, cancellationType }).actLocally(step.behaviour);
    case 'timer':
      return sleep(step.milliseconds);
    case 'child':
      return executeChild('programChild', {
        workflowId: childId(step.id),
        args: [step.behaviour, step.milliseconds],
        cancellationType: step.cancellation === 1 ? 'WAIT_CANCELLATION_COMPLETED' : 'TRY_CANCEL',
      });
    case 'signal':
      return getExternalWorkflowHandle(childId(step.target)).signal(bump);
    default:
      return getExternalWorkflowHandle(childId(step.target)).cancel();
  }
}

// A condition on hold until all that is under way within the turn has shown its effect
async function news(check) {
  let drained = false;
  Promise.resolve().then(() => {
    drained = true;
  });
  await condition(() => drained && check());
}

class Run {
  started = new Map();
  ended = new Map();
  done = new Set();
  ledger = [];
  toCancel = [];
  waitingUpdates = [];
  signals = 0;
  openUpdates = 0;
  cancelled = false;
  seenCancellation = false;

  constructor(program) {
    this.program = program;
  }

  isOver() {
    return this.done.size === this.program.steps.length && this.openUpdates === 0;
  }

  hasNews() {
    return this.isOver() || this.ended.size > 0 || this.toCancel.length > 0 || this.waitingUpdates.length > 0
      || (this.cancelled && !this.seenCancellation) || this.program.steps.some((step) => this.isReady(step));
  }

  notice() {
    for (const [id, outcome] of [...this.ended].sort(([left], [right]) => left - right)) {
      this.done.add(id);
      this.ledger.push(`${id} ${outcome}`);
    }
    this.ended.clear();
    if (this.cancelled && !this.seenCancellation) {
      this.seenCancellation = true;
      for (const { id } of this.program.steps) {
        if (this.started.has(id)) {
          this.toCancel.push(id);
        } else {
          this.done.add(id);
        }
      }
    }
  }

  // One thing at a time: how soon the effects of two show within a turn is each language's own affair
  act() {
    const ready = this.program.steps.find((step) => this.isReady(step));
    if (this.toCancel.length > 0) {
      this.cancel(this.toCancel.shift());
    } else if (ready) {
      this.start(ready);
    } else {
      this.waitingUpdates.shift()?.();
    }
  }

  isReady(step) {
    return !this.started.has(step.id) && !this.done.has(step.id) && this.signals >= step.signals && step.after.every((id) => this.done.has(id));
  }

  cancel(id) {
    if (!this.done.has(id)) {
      this.started.get(id)?.cancel();
    }
  }

  start(step) {
    const scope = new CancellationScope({ cancellable: true });
    this.started.set(step.id, scope);
    switch (step.kind) {
      case 'cancel':
        this.cancel(step.target);
        break;
      case 'patch':
        this.ledger.push(`patched ${patched(`patch-${step.target}-${step.behaviour}`)}`);
        break;
      case 'memo':
        upsertMemo({ step: step.id });
        break;
      case 'attribute':
        upsertSearchAttributes([{ key: attribute, value: step.id }]);
        break;
      default:
        scope.run(() => operation(step)).then(
          () => this.ended.set(step.id, 'ended'),
          (error) => this.ended.set(step.id, isCancellation(error) ? 'cancelled' : 'failed'),
        );
        return;
    }
    this.done.add(step.id);
  }
}

exports.program = async function program(text) {
  const run = new Run(text);
  setHandler(bump, () => {
    run.signals++;
  });
  setHandler(
    poke,
    async () => {
      run.openUpdates++;
      await new Promise((resolve) => run.waitingUpdates.push(resolve));
      run.openUpdates--;
      return run.ledger.length;
    },
    {
      validator: (accept) => {
        if (!accept) {
          throw ApplicationFailure.create({ message: 'refused as told', type: 'Told' });
        }
      },
    },
  );
  CancellationScope.current().cancelRequested.catch(() => {
    run.cancelled = true;
  });
  return CancellationScope.nonCancellable(async () => {
    while (!run.isOver()) {
      await news(() => run.hasNews());
      run.notice();
      run.act();
    }
    if (run.seenCancellation) {
      throw new CancelledFailure('cancelled by the client');
    }
    if (text.ending === 'fail') {
      throw ApplicationFailure.create({ message: 'ended as told', type: 'Told' });
    }
    if (text.ending === 'continue' && text.rounds > 0) {
      await continueAsNew({ ...text, steps: text.steps.map((step) => ({ ...step, signals: 0 })), rounds: text.rounds - 1 });
    }
    return run.ledger;
  });
};

exports.programChild = async function programChild(behaviour, milliseconds) {
  let bumped = false;
  let rung = false;
  let cancelled = false;
  setHandler(bump, () => {
    bumped = true;
  });
  CancellationScope.current().cancelRequested.catch(() => {
    cancelled = true;
  });
  return CancellationScope.nonCancellable(async () => {
    sleep(behaviour === 'slow' ? 200 : milliseconds).then(() => {
      rung = true;
    });
    await news(() => rung || bumped || cancelled);
    if (cancelled) {
      throw new CancelledFailure('cancelled by the parent');
    }
    if (behaviour === 'fail') {
      throw ApplicationFailure.create({ message: 'failed as told', type: 'Told' });
    }
    return behaviour;
  });
};
