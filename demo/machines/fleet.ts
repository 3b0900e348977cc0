import { type ChildProcess, fork } from "node:child_process";
import { readlinkSync } from "node:fs";
import { get } from "node:http";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { SshKey } from "./generate-key";
import type { Machine } from "./machine";
import type { MachineProcessConfig, MachineProcessReply } from "./machine-process";
import { machineEnvironment, provisionMachine } from "./provision-machine";

export type FleetOptions = {
  /** One directory per machine is made in it. */
  directory: string;
  machines: Machine[];
  clientKey: SshKey;
  /** What a machine without the service gets. */
  install: { scripts: string; origin: string; trunk: string; revision: string };
  /** Called after each machine that was prepared. */
  onPrepared(done: number): void;
};

export type Fleet = {
  machines: Machine[];
  home(machine: Machine): string;
  /** What the machine itself says it runs. */
  ask(machine: Machine): Promise<MachineReport>;
  /** Settles when the process of the machines has ended, e.g. after `stop`. */
  ended: Promise<void>;
  stop(): Promise<void>;
};

export type MachineReport = {
  name: string;
  /** Revision the running service answers with; null when it does not answer. */
  service: string | null;
  /** Revision the `current` link points at; null when there is none. */
  link: string | null;
};

const prepareAtOnce = 4;
const stopWithinMs = 3000;
const askTimeoutMs = 5000;

/** Prepares the machines and starts them in a process of their own. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const home = (machine: Machine) => join(options.directory, machine.name);
  await prepareMachines(options, home);
  const child = forkMachineProcess();
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await configure(child, {
    authorizedKey: options.clientKey.publicKey,
    machines: options.machines.map((machine) => ({
      name: machine.name,
      home: home(machine),
      sshPort: machine.sshPort,
      servicePort: machine.servicePort,
      hostKey: machine.hostKey.privateKey,
      env: machineEnvironment(machine),
    })),
  });
  return {
    machines: options.machines,
    home,
    ask: async (machine) => ({
      name: machine.name,
      service: await askService(machine.servicePort),
      link: readLink(join(home(machine), "current")),
    }),
    ended,
    stop: () => stopChild(child, ended),
  };
}

async function prepareMachines(options: FleetOptions, home: (machine: Machine) => string): Promise<void> {
  const { scripts, revision, origin, trunk } = options.install;
  const waiting = [...options.machines];
  let done = 0;
  const prepareNext = async (): Promise<void> => {
    for (let machine = waiting.shift(); machine; machine = waiting.shift()) {
      const env = { ...machineEnvironment(machine), REPOSITORY: origin, TRUNK: trunk };
      await provisionMachine(home(machine), { scripts, revision, env });
      done += 1;
      options.onPrepared(done);
    }
  };
  await Promise.all(Array.from({ length: prepareAtOnce }, prepareNext));
}

function forkMachineProcess(): ChildProcess {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const entry = fileURLToPath(new URL("./machine-process.ts", import.meta.url));
  return fork(entry, [], { execArgv: ["--import", loader], stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

function configure(child: ChildProcess, config: MachineProcessConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The process of the machines ended with ${code}.`)));
    child.once("message", (reply: MachineProcessReply) => {
      if (reply.ready) return resolve();
      child.kill("SIGTERM");
      reject(new Error(`The machines did not start: ${reply.reason}`));
    });
    child.send(config);
  });
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  const killer = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
  child.kill("SIGTERM");
  await ended;
  clearTimeout(killer);
}

function readLink(path: string): string | null {
  try {
    return basename(readlinkSync(path));
  } catch {
    return null;
  }
}

function askService(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const request = get(
      { host: "127.0.0.1", port, path: "/healthz", agent: false, timeout: askTimeoutMs },
      (response) => {
        let text = "";
        response.on("data", (part) => {
          text += part;
        });
        response.on("end", () => resolve(parseRevision(text)));
      },
    );
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(null));
  });
}

function parseRevision(text: string): string | null {
  try {
    const { revision } = JSON.parse(text) as { revision?: unknown };
    return typeof revision === "string" ? revision : null;
  } catch {
    return null;
  }
}
