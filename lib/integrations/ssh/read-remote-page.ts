import type { ConnectionPool } from "./connection-pool";
import type { HostPage, SshTarget } from "./fleet-ssh";
import { buildHostCommand } from "./host-guard";
import { runCommand } from "./run-command";

const timeoutMs = 15_000;
const maxBytes = 4 * 1024 * 1024;

/** The address is an argument: no shell reads it, and a `-` in front makes no option of it. */
const readPageProgram = `exec curl --fail --silent --show-error --max-time 10 -- "$1"`;

/** Reads a page from the host's own point of view; see FleetSsh.readPage. */
export async function readRemotePage(pool: ConnectionPool, target: SshTarget, url: string): Promise<HostPage> {
  const command = buildHostCommand(readPageProgram, {}, [url]);
  const answer = await runCommand(pool, target, { command, timeoutMs, maxBytes });
  if (!answer.reached) return answer;
  if (answer.code === 0) return { reached: true, text: answer.output.toString() };
  const why = answer.errorText === "" ? `curl ended with ${answer.code ?? "a signal"}` : answer.errorText;
  return { reached: false, reason: `${url} cannot be read on ${target.name}: ${why}.` };
}
