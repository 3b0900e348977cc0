import { startMachineServer } from "./machine-server";
import { keepService } from "./service-keeper";

/** Sent once by the parent. */
export type MachineProcessConfig = {
  authorizedKey: string;
  machines: {
    name: string;
    home: string;
    sshPort: number;
    servicePort: number;
    hostKey: string;
    env: Record<string, string>;
  }[];
};

export type MachineProcessReply = { ready: true } | { ready: false; reason: string };

/**
 * The process in which all machines of the demo live: an SSH server and a kept service for each. It gets its
 * configuration from its parent and ends with it, whatever ends the parent.
 */
type Stoppable = { stop(): Promise<void> };
const parts: Stoppable[] = [];
let stopping = false;

async function startMachines(config: MachineProcessConfig): Promise<void> {
  for (const machine of config.machines) {
    const { home, hostKey, env } = machine;
    const server = await startMachineServer({
      port: machine.sshPort,
      hostKey,
      home,
      authorizedKey: config.authorizedKey,
      env,
    });
    parts.push({ stop: () => server.close() });
    parts.push(keepService({ home, port: machine.servicePort, env }));
  }
}

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await Promise.all(parts.map((part) => part.stop()));
  process.exit(0);
}

function reply(message: MachineProcessReply): void {
  process.send?.(message);
}

process.once("message", (config: MachineProcessConfig) => {
  startMachines(config).then(
    () => reply({ ready: true }),
    (error: Error) => reply({ ready: false, reason: error.message }),
  );
});
process.on("disconnect", () => void stop());
process.on("SIGTERM", () => void stop());
// A Ctrl-C reaches every process of the terminal; the parent ends this one when its turn has come.
process.on("SIGINT", () => {});
