import { createServer } from "node:net";

/** Tries `port`, then the following ones, then any: the first that `host` can listen on. 0 = any. Null when none can. */
export async function findFreePort(wanted: { host: string; port: number; tries?: number }): Promise<number | null> {
  const following = wanted.port === 0 ? 0 : (wanted.tries ?? 1);
  for (let port = wanted.port; port < wanted.port + following && port <= 65535; port++) {
    if ((await listenOnce(wanted.host, port)) !== null) return port;
  }
  return await listenOnce(wanted.host, 0);
}

function listenOnce(host: string, port: number): Promise<number | null> {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once("error", () => settle(null));
    probe.listen(port, host, () => {
      const address = probe.address();
      probe.close(() => settle(typeof address === "object" && address ? address.port : null));
    });
  });
}
