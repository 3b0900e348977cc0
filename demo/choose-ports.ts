import { createServer, type Server } from "node:net";

/** Below the range from which systems take ports for outgoing connections: a service can always have its port back. */
const firstPort = 20_000;
const lastPort = 31_999;
const attempts = 500;

/**
 * Free ports of 127.0.0.1, all different. A wanted port that is still free is kept, any other is replaced; `wanted` 0 has
 * no preference. Rejects when no free port is found.
 */
export async function choosePorts(wanted: number[]): Promise<number[]> {
  const held: Server[] = [];
  try {
    const ports: number[] = [];
    for (const port of wanted) {
      const server = (port > 0 ? await listen(port) : null) ?? (await listenAnywhere());
      held.push(server);
      ports.push((server.address() as { port: number }).port);
    }
    return ports;
  } finally {
    await Promise.all(held.map((server) => new Promise((closed) => server.close(closed))));
  }
}

async function listenAnywhere(): Promise<Server> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const server = await listen(firstPort + Math.floor(Math.random() * (lastPort - firstPort + 1)));
    if (server) return server;
  }
  throw new Error(`No free port was found on 127.0.0.1 between ${firstPort} and ${lastPort}.`);
}

function listen(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null)).listen(port, "127.0.0.1", () => resolve(server));
  });
}
