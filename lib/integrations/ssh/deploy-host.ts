import { randomBytes } from "node:crypto";
import { SauronError } from "@/lib/errors";
import type { ConnectionPool } from "./connection-pool";
import { DeployRun } from "./deploy-run";
import type { DeployCommand, DeployOutcome, DeployWatch, SshTarget } from "./fleet-ssh";
import { buildDeployCommand } from "./host-guard";
import { RunningDeploy } from "./running-deploy";

export type DeployRequest = {
  target: SshTarget;
  command: DeployCommand;
  watch: DeployWatch;
  /** See NodeFleetSshOptions.hostState. */
  hostState: string | null;
};

/** Runs the steps on one host under the guard; see FleetSsh.deploy. */
export async function deployHost(pool: ConnectionPool, request: DeployRequest): Promise<DeployOutcome> {
  const { target, command, watch } = request;
  const run = new DeployRun(command, watch);
  const nonce = randomBytes(12).toString("hex");
  const text = writeCommand(request, nonce);
  if (text instanceof SauronError) return run.failed("step", text.message);
  const connection = await unlessAborted(pool.connect(target), watch.signal);
  if (connection === null) return { outcome: "aborted", step: null };
  if ("reason" in connection) return run.failed(connection.cause, connection.reason);
  const opened = await connection.exec(text);
  if (!opened.opened) {
    if (opened.started === "perhaps") return { outcome: "unknown", step: null, reason: opened.reason };
    return run.failed("connect", opened.reason);
  }
  try {
    return await new RunningDeploy(pool, request, run).follow(opened, nonce);
  } finally {
    opened.release();
  }
}

function writeCommand(request: DeployRequest, nonce: string): string | SauronError {
  try {
    const { command, hostState, target } = request;
    return buildDeployCommand({ command, host: target.name, nonce, hostState });
  } catch (error) {
    if (error instanceof SauronError) return error;
    throw error;
  }
}

/** Null as soon as `signal` is aborted, whatever becomes of `work`. */
async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result | null> {
  if (signal.aborted) return null;
  let stopWaiting = () => {};
  const aborted = new Promise<null>((resolve) => {
    stopWaiting = () => resolve(null);
    signal.addEventListener("abort", stopWaiting, { once: true });
  });
  const result = await Promise.race([work, aborted]);
  signal.removeEventListener("abort", stopWaiting);
  return signal.aborted ? null : result;
}
