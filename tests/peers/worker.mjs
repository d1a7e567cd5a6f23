// A JavaScript worker: `node worker.mjs HOST:PORT`. It serves until its standard input ends.
import durabletask from "@microsoft/durabletask-js";
import { register } from "./tasks.mjs";

const worker = new durabletask.TaskHubGrpcWorker({ hostAddress: process.argv[2], logger: new durabletask.NoOpLogger() });
register(worker);
await worker.start();
console.log("ready");
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
