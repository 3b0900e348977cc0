import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { MachineProcessConfig, MachineProcessReply } from "./machine-process";

const stopWithinMs = 3000;
const restartAfterMs = 1000;

/**
 * Starts the process of the machines and starts it again should it end. Rejects when it cannot be started at first, e.g.
 * because a port is taken.
 */
export async function keepMachineProcess(config: MachineProcessConfig): Promise<{ stop(): Promise<void> }> {
  let child = await startProcess(config);
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;

  const restart = () => {
    if (stopping) return;
    startProcess(config).then(watch, () => {
      timer = setTimeout(restart, restartAfterMs);
    });
  };
  const watch = (started: ChildProcess) => {
    child = started;
    if (stopping) return void endProcess(child);
    child.once("exit", () => {
      if (!stopping) timer = setTimeout(restart, restartAfterMs);
    });
  };
  watch(child);
  return {
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await endProcess(child);
    },
  };
}

function startProcess(config: MachineProcessConfig): Promise<ChildProcess> {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const entry = fileURLToPath(new URL("./machine-process.ts", import.meta.url));
  const child = fork(entry, [], { execArgv: ["--import", loader], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The process of the machines ended with ${code}.`)));
    child.once("message", (reply: MachineProcessReply) => {
      if (reply.ready) return resolve(child);
      child.kill("SIGTERM");
      reject(new Error(`The machines did not start: ${reply.reason}`));
    });
    child.send(config);
  });
}

function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const killer = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
    child.once("exit", () => {
      clearTimeout(killer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
