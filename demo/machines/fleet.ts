import { readlinkSync } from "node:fs";
import { get } from "node:http";
import { basename, join } from "node:path";
import type { SshKey } from "./generate-key";
import { keepMachineProcess } from "./keep-machine-process";
import type { Machine } from "./machine";
import { machineEnvironment, provisionMachine } from "./provision-machine";

export type FleetOptions = {
  /** One directory per machine is made in it. */
  directory: string;
  machines: Machine[];
  clientKey: SshKey;
  /** What a machine without the service gets. */
  install: { scripts: string; origin: string; trunk: string; revision: string };
  /** Called after each machine that got the service, with the number of machines that have it. */
  onPrepared(done: number): void;
};

export type Fleet = {
  machines: Machine[];
  home(machine: Machine): string;
  /** What the machine itself says it runs. */
  ask(machine: Machine): Promise<MachineReport>;
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
const askTimeoutMs = 5000;

/** Prepares the machines and starts them in a process of their own. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const home = (machine: Machine) => join(options.directory, machine.name);
  await prepareMachines(options, home);
  const kept = await keepMachineProcess({
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
    stop: () => kept.stop(),
  };
}

async function prepareMachines(options: FleetOptions, home: (machine: Machine) => string): Promise<void> {
  const { scripts, revision, origin, trunk } = options.install;
  const waiting = [...options.machines];
  let done = 0;
  const prepareNext = async (): Promise<void> => {
    for (let machine = waiting.shift(); machine; machine = waiting.shift()) {
      const env = { ...machineEnvironment(machine), REPOSITORY: origin, TRUNK: trunk };
      const isNew = await provisionMachine(home(machine), { scripts, revision, env });
      done += 1;
      if (isNew) options.onPrepared(done);
    }
  };
  await Promise.all(Array.from({ length: prepareAtOnce }, prepareNext));
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
