// The orchestrations and activities of the scenarios, as a JavaScript worker serves them. VividMed.TaskHub.Tests/Interop/InteropTasks.cs is their twin.
import durabletask from "@microsoft/durabletask-js";

const { RetryPolicy, whenAll } = durabletask;

const attempts = new Map();

const activities = {
  Square: (_, n) => n * n,

  // Fails as often as it is told to, then says how many attempts it took.
  Flaky: (context, failures) => {
    const attempt = (attempts.get(context.orchestrationId) ?? 0) + 1;
    attempts.set(context.orchestrationId, attempt);
    if (attempt <= failures) throw new Error(`attempt ${attempt} fails`);
    return attempt;
  },
};

const patience = new RetryPolicy({ maxNumberOfAttempts: 3, firstRetryIntervalInMilliseconds: 20, backoffCoefficient: 2 });

const orchestrators = {
  FanOut: async function* (context, count) {
    const squares = yield whenAll(Array.from({ length: count }, (_, i) => context.callActivity("Square", i)));
    return squares.reduce((sum, square) => sum + square, 0);
  },

  Approval: async function* (context) {
    context.setCustomStatus("waiting");
    const who = yield context.waitForExternalEvent("approval");
    return `approved by ${who}`;
  },

  Nap: async function* (context, milliseconds) {
    yield context.createTimer(new Date(context.currentUtcDateTime.getTime() + milliseconds));
    return "rested";
  },

  Parent: async function* (context, count) {
    return yield whenAll(Array.from({ length: count }, (_, i) => context.callSubOrchestrator("Child", i, { instanceId: `${context.instanceId}-${i}` })));
  },

  Child: async function* (context, n) {
    return yield context.callActivity("Square", n);
  },

  Retry: async function* (context, failures) {
    return yield context.callActivity("Flaky", failures, { retry: patience });
  },

  // Fails at first; rewound, it makes the failed call again and keeps the other's result.
  Fragile: async function* (context) {
    const square = yield context.callActivity("Square", 3);
    return square + (yield context.callActivity("Flaky", 1));
  },

  // Adds up one number an execution until it is told to stop, keeping what arrives in between.
  Tally: async function* (context, sum) {
    const n = yield context.waitForExternalEvent("number");
    if (n === 0) return sum;
    context.continueAsNew(sum + n, true);
  },
};

export function register(worker) {
  for (const [name, activity] of Object.entries(activities)) worker.addNamedActivity(name, activity);
  for (const [name, orchestrator] of Object.entries(orchestrators)) worker.addNamedOrchestrator(name, orchestrator);
}
