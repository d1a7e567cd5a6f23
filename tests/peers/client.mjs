// A JavaScript client: `node client.mjs HOST:PORT`. Each line of its standard input names a scenario; each line it answers is
// "passed" or what went wrong, as one JSON string.
import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import durabletask from "@microsoft/durabletask-js";

const { OrchestrationStatus, TaskHubGrpcClient, NoOpLogger } = durabletask;
const patience = 30;
const client = new TaskHubGrpcClient({ hostAddress: process.argv[2], logger: new NoOpLogger() });

async function completion(id, status = OrchestrationStatus.COMPLETED) {
  const state = await client.waitForOrchestrationCompletion(id, true, patience);
  assert.equal(state.runtimeStatus, status, state.failureDetails?.message);
  return state;
}

async function output(id) {
  return JSON.parse((await completion(id)).serializedOutput);
}

// Microsoft's worker in C# reads an input that this client leaves out as malformed JSON.
async function started(name, input = null, options) {
  const id = await client.scheduleNewOrchestration(name, input, options);
  await client.waitForOrchestrationStart(id, false, patience);
  return id;
}

async function types(id) {
  return (await client.getOrchestrationHistory(id)).map((event) => event.type);
}

function count(names, name) {
  return names.filter((each) => each === name).length;
}

const scenarios = {
  async fanOut() {
    const id = await started("FanOut", 20);
    assert.equal(await output(id), 2470);
    const history = await types(id);
    assert.equal(count(history, "TaskScheduled"), 20);
    assert.equal(count(history, "TaskCompleted"), 20);
  },

  async externalEvent() {
    const id = await started("Approval");
    assert.equal((await client.getOrchestrationState(id, true)).serializedCustomStatus, '"waiting"');
    await client.raiseOrchestrationEvent(id, "Approval", "Mina");
    assert.equal(await output(id), "approved by Mina");
    assert.equal(count(await types(id), "EventRaised"), 1);
  },

  async timer() {
    const id = await started("Nap", 300);
    assert.equal(await output(id), "rested");
    const history = await client.getOrchestrationHistory(id);
    const created = history.find((event) => event.type === "TimerCreated");
    const fired = history.find((event) => event.type === "TimerFired");
    assert.equal(fired.timerId, created.eventId);
    assert.equal(fired.fireAt.getTime(), created.fireAt.getTime());
    const state = await client.getOrchestrationState(id);
    assert.ok(state.lastUpdatedAt - state.createdAt >= 300);
  },

  async subOrchestration() {
    const id = await started("Parent", 3);
    assert.deepEqual(await output(id), [0, 1, 4]);
    assert.equal(count(await types(id), "SubOrchestrationInstanceCompleted"), 3);
    assert.equal(await output(`${id}-2`), 4);
    const start = (await client.getOrchestrationHistory(`${id}-2`)).find((event) => event.type === "ExecutionStarted");
    assert.equal(start.parentInstance.orchestrationInstance.instanceId, id);
  },

  async retries() {
    const id = await started("Retry", 2);
    assert.equal(await output(id), 3);
    const history = await types(id);
    assert.equal(count(history, "TaskFailed"), 2);
    assert.equal(count(history, "TimerFired"), 2);
    assert.equal(count(history, "TaskScheduled"), 3);
  },

  async exhaustedRetries() {
    const id = await started("Retry", 5);
    const state = await completion(id, OrchestrationStatus.FAILED);
    assert.match(state.failureDetails.message, /attempt 3 fails/);
    assert.equal(count(await types(id), "TaskFailed"), 3);
  },

  async rewind() {
    const id = await started("Fragile");
    await completion(id, OrchestrationStatus.FAILED);
    await client.rewindInstance(id, "the scanner is back");
    assert.equal(await output(id), 11);
    const history = await types(id);
    assert.equal(count(history, "TaskFailed"), 0);
    assert.equal(count(history, "TaskScheduled"), 2);
    await assert.rejects(client.rewindInstance(id, "it has not failed"));
  },

  async continueAsNew() {
    const id = await started("Tally", 0);
    for (const n of [1, 2, 3, 4, 0]) await client.raiseOrchestrationEvent(id, "number", n);
    assert.equal(await output(id), 10);
    const history = await types(id);
    assert.equal(count(history, "ExecutionStarted"), 1);
    assert.equal(count(history, "EventRaised"), 1);
  },

  async terminate() {
    const id = await started("Approval");
    await client.terminateOrchestration(id, "enough");
    const state = await completion(id, OrchestrationStatus.TERMINATED);
    assert.equal(state.serializedOutput, '"enough"');
    assert.equal((await types(id)).at(-1), "ExecutionCompleted");
  },

  async suspendAndResume() {
    const id = await started("Approval");
    await client.suspendOrchestration(id);
    assert.equal((await client.getOrchestrationState(id)).runtimeStatus, OrchestrationStatus.SUSPENDED);
    await client.raiseOrchestrationEvent(id, "approval", "Omar");
    await assert.rejects(client.waitForOrchestrationCompletion(id, false, 0.3));
    await client.resumeOrchestration(id);
    assert.equal(await output(id), "approved by Omar");
    const history = await types(id);
    assert.ok(history.indexOf("ExecutionSuspended") < history.indexOf("EventRaised"));
    assert.ok(history.indexOf("EventRaised") < history.indexOf("ExecutionResumed"));
  },

  async query() {
    for (let i = 0; i < 5; i++) await started("Nap", 0, { instanceId: `query-done-${i}`, tags: { number: `${i}` } });
    await started("Approval", undefined, { instanceId: "query-open" });
    for (let i = 0; i < 5; i++) await completion(`query-done-${i}`);
    const filter = { instanceIdPrefix: "query-", statuses: [OrchestrationStatus.COMPLETED], fetchInputsAndOutputs: true, pageSize: 2 };
    const found = [];
    let pages = 0;
    for await (const page of client.getAllInstances(filter).asPages(undefined, 2)) {
      pages++;
      found.push(...page.values);
    }
    assert.deepEqual(found.map((state) => state.instanceId).sort(), [0, 1, 2, 3, 4].map((i) => `query-done-${i}`));
    assert.ok(pages >= 3);
    assert.ok(found.every((state) => state.serializedOutput === '"rested"' && state.tags.number === state.instanceId.at(-1)));
    const ids = await client.listInstanceIds({ runtimeStatus: [OrchestrationStatus.COMPLETED], pageSize: 1000 });
    assert.ok(ids.values.includes("query-done-4") && !ids.values.includes("query-open"));
  },

  async history() {
    const id = await started("Child", 7);
    assert.equal(await output(id), 49);
    const history = await client.getOrchestrationHistory(id);
    assert.deepEqual(history.map((event) => event.type), [
      "OrchestratorStarted", "ExecutionStarted", "TaskScheduled",
      "OrchestratorStarted", "TaskCompleted", "ExecutionCompleted",
    ]);
    const [start, scheduled, completed, end] = [1, 2, 4, 5].map((i) => history[i]);
    assert.equal(start.name, "Child");
    assert.equal(start.input, "7");
    assert.equal(start.orchestrationInstance.instanceId, id);
    assert.equal(scheduled.name, "Square");
    assert.equal(completed.taskScheduledId, scheduled.eventId);
    assert.equal(completed.result, "49");
    assert.equal(end.result, "49");
  },

  async purgeAndRestart() {
    const id = await started("Child", 3);
    assert.equal(await output(id), 9);
    const again = await client.restartOrchestration(id, true);
    assert.notEqual(again, id);
    assert.equal(await output(again), 9);
    assert.equal((await client.purgeOrchestration(id)).deletedInstanceCount, 1);
    assert.equal(await client.getOrchestrationState(id), undefined);
  },
};

for await (const name of createInterface({ input: process.stdin })) {
  try {
    await scenarios[name]();
    console.log(JSON.stringify("passed"));
  } catch (error) {
    console.log(JSON.stringify(`${error.stack ?? error}`));
  }
}
process.exit(0);
