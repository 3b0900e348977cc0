import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Fleet, startFleet } from "./machines/fleet";
import { openServiceRepository, type ServiceRepository, trunk } from "./repository/service-repository";
import { openWorldState, saveWorldState, type WorldState } from "./world-state";

/** Everything around Sauron: a repository with a service, and the machines that run it. */
export type World = {
  directory: string;
  state: WorldState;
  save(): void;
  repository: ServiceRepository;
  fleet: Fleet;
  /** File with the key that opens the machines. */
  privateKeyPath: string;
  stop(): Promise<void>;
};

export type WorldOptions = {
  directory: string;
  machineCount: number;
  /** Null = drawn when the world is made. */
  seed: number | null;
  say(line: string): void;
};

export const deployScripts = fileURLToPath(new URL("./deploy", import.meta.url));
const serviceTemplate = fileURLToPath(new URL("./service", import.meta.url));

/** Makes the world in `directory`, or opens the one that is there, and starts its machines. */
export async function openWorld(options: WorldOptions): Promise<World> {
  const { directory, machineCount, seed, say } = options;
  mkdirSync(directory, { recursive: true });
  const statePath = join(directory, "world.json");
  const state = await openWorldState(statePath, { machineCount, seed });
  const repository = await openServiceRepository(join(directory, "repository"), serviceTemplate);
  const privateKeyPath = join(directory, "id_ed25519");
  writeFileSync(privateKeyPath, state.clientKey.privateKey, { mode: 0o600 });
  const fleet = await startFleet({
    directory: join(directory, "machines"),
    machines: state.machines,
    clientKey: state.clientKey,
    install: { scripts: deployScripts, origin: repository.origin, trunk, revision: await repository.head() },
    onPrepared: (done) => sayPrepared(say, done, machineCount),
  });
  return {
    directory,
    state,
    save: () => saveWorldState(statePath, state),
    repository,
    fleet,
    privateKeyPath,
    stop: () => fleet.stop(),
  };
}

function sayPrepared(say: (line: string) => void, done: number, of: number): void {
  if (done === of || done % 8 === 0) say(`Installed the service on ${done} of ${of} machines`);
}
