import { connect, createServer, type Socket } from "node:net";

export type Wire = {
  port: number;
  /** How many connections it has had. */
  opened(): number;
  /** Ends every connection with a reset, as a pulled cable behind a firewall would. */
  cut(): void;
  /** Lets nothing through any more, in either direction, and tells nobody. */
  freeze(): void;
  /** Cuts, and resets everybody who comes after. */
  block(): void;
  /** Ends a freeze or a block; what was open under it is lost. */
  restore(): void;
  close(): Promise<void>;
};

/** A TCP relay to 127.0.0.1:`port` that can be cut or frozen. */
export async function startWire(port: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let frozen = false;
  let blocked = false;
  let opened = 0;
  const server = createServer({ noDelay: true }, (near) => {
    if (blocked) return near.resetAndDestroy();
    opened += 1;
    const far = connect({ host: "127.0.0.1", port, noDelay: true });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("data", (chunk) => frozen || to.write(chunk));
      from.on("error", () => {});
      from.once("close", () => {
        sockets.delete(from);
        if (!frozen) to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port: (server.address() as { port: number }).port,
    opened: () => opened,
    cut,
    freeze() {
      frozen = true;
    },
    block() {
      blocked = true;
      cut();
    },
    restore() {
      if (frozen) cut();
      frozen = false;
      blocked = false;
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      await closed;
    },
  };
}
