import { randomInt } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { choosePorts } from "./choose-ports";
import { generateKey, type SshKey } from "./machines/generate-key";
import { type Machine, nameMachines } from "./machines/machine";
import type { LandingKind, Memory } from "./story/types";

/** What the demo's world keeps between two starts. */
export type WorldState = {
  memory: Memory;
  machines: Machine[];
  clientKey: SshKey;
  /** Token of the CI at the product; null before the project exists. */
  token: string | null;
  /** Where each kind of sender posts to, and its secret; empty until they are asked for. */
  senders: Record<string, { path: string; secret: string }>;
  /** Number of the last build that a sender told of, and those of the newest builds by sha and attempt. */
  builds: number;
  buildNumbers: Record<string, number>;
  /** The project file that was applied last. */
  appliedProjectFile: string | null;
  /** What was about to be done to the trunk when it was at `head`; null = nothing is under way. */
  pending: { head: string; landing: LandingKind | null; revertOf: string | null } | null;
  /** The demo halted the automation itself, to look at a fleet at rest. */
  haltedItself: boolean;
};

/**
 * Reads the state in `path`, or makes a new one. The fleet gets `machineCount` machines, those known before keep
 * their keys and, where still free, their ports.
 */
export async function openWorldState(
  path: string,
  wanted: { machineCount: number; seed: number | null },
): Promise<WorldState> {
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Partial<WorldState>) : {};
  const state: WorldState = {
    memory: startMemory(wanted.seed ?? randomInt(2 ** 31)),
    machines: [],
    clientKey: generateKey("sauron"),
    token: null,
    senders: {},
    builds: 0,
    buildNumbers: {},
    appliedProjectFile: null,
    pending: null,
    haltedItself: false,
    // What an earlier demo did not know yet begins empty.
    ...known,
  };
  state.machines = await equipMachines(wanted.machineCount, state.machines);
  saveWorldState(path, state);
  return state;
}

/** Replaces the file at once, so that a killed demo finds the old state or the new one. */
export function saveWorldState(path: string, state: WorldState): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, JSON.stringify(state, null, 2), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function startMemory(seed: number): Memory {
  return { seed, landings: 0, lastLandingAt: 0, redTrunk: false, bad: [], held: null };
}

async function equipMachines(count: number, known: Machine[]): Promise<Machine[]> {
  const before = new Map(known.map((machine) => [machine.name, machine]));
  const names = nameMachines(count);
  const wanted = names.flatMap(({ name }) => [before.get(name)?.sshPort ?? 0, before.get(name)?.servicePort ?? 0]);
  const ports = await choosePorts(wanted);
  return names.map((machine, index) => ({
    ...machine,
    sshPort: ports[2 * index] ?? 0,
    servicePort: ports[2 * index + 1] ?? 0,
    hostKey: before.get(machine.name)?.hostKey ?? generateKey(machine.name),
  }));
}
