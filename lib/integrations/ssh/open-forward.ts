import type { Duplex } from "node:stream";
import type { Client } from "ssh2";
import type { SshTarget } from "./fleet-ssh";
import { connectTimeoutMs } from "./open-connection";

type Place = Pick<SshTarget, "name" | "address" | "port">;

/** A way through a host somebody is logged in to. Rejects when that host does not reach the other one in time. */
export function openForward(client: Client, through: string, to: Place): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${through} does not get through to ${to.name} (${why})`));
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      fail(`no answer within ${connectTimeoutMs / 1000} s`);
    }, connectTimeoutMs);
    client.forwardOut("127.0.0.1", 0, to.address, to.port, (error, channel) => {
      clearTimeout(timer);
      if (error) return fail(error.message);
      channel.on("error", () => {});
      if (isLate) channel.close();
      else resolve(channel);
    });
  });
}
