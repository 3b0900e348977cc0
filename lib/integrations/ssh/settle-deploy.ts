import type { DeployRun } from "./deploy-run";
import type { DeployOutcome, SshTarget } from "./fleet-ssh";

/** What was found when a running deploy was ended before its time. */
export type StopFinding = {
  why: { cause: "abort" } | { cause: "timeout"; step: string | null; seconds: number };
  /** A second command could ask the host. */
  looked: boolean;
  /** The host's marker is of this deploy: the guard had the lock. */
  started: boolean;
  /** Its processes were still there after KILL. */
  alive: boolean;
  /** The host told that the command has ended. */
  ended: boolean;
};

export type EndedDeploy = {
  run: DeployRun;
  target: SshTarget;
  /** Null = none was told: a signal, or the connection was lost. */
  exitCode: number | null;
  /** The host told that the command has ended, by whatever. */
  exited: boolean;
  /** Null = nobody stopped it. */
  finding: StopFinding | null;
};

/** The outcome of a deploy whose channel is closed. Success needs exit code 0 and the guard's word; the unclear is unknown. */
export function settleDeploy({ run, target, exitCode, exited, finding }: EndedDeploy): DeployOutcome {
  if (exitCode === 0 && run.end?.end === "succeeded") return { outcome: "succeeded" };
  if (run.end && run.end.end !== "aborted" && run.end.end !== "succeeded") return settleTold(run, target);
  if (finding) return settleStopped(run, target, finding);
  if (run.end?.end === "aborted") {
    return run.failed("step", `The deploy on ${target.name} was ended by a signal that Sauron did not send.`);
  }
  if (exitCode !== null && !run.locked) {
    const said = run.lastErrorLine ? `: ${run.lastErrorLine}` : ".";
    return run.failed("connect", `${target.name} could not start the deploy (exit code ${exitCode})${said}`);
  }
  const during = run.step === null ? "" : ` during step ${run.step}`;
  const what = exited ? `The deploy on ${target.name} was killed` : `The connection to ${target.name} was lost`;
  const reason = `${what}${during}; nobody knows yet how it ended.`;
  return { outcome: "unknown", step: run.step, reason };
}

function settleTold(run: DeployRun, target: SshTarget): DeployOutcome {
  const { end } = run;
  if (end?.end === "failed") return run.failed("step", `Step ${run.step} ended with exit code ${end.exitCode}.`);
  if (end?.end === "busy") {
    const other = end.rollout === "" ? "Another deploy" : `A deploy of rollout ${end.rollout}`;
    return run.failed("busy", `${other} is still at work on ${target.name}.`);
  }
  if (end?.end === "stale") {
    return run.failed("stale", `A newer deploy (rollout ${end.rollout}) was on ${target.name} before this one.`);
  }
  if (end?.end === "closed") return run.failed("stale", `The deploy on ${target.name} was given up before it began.`);
  const said = run.lastErrorLine ? ` (${run.lastErrorLine})` : "";
  return run.failed("step", `${target.name} cannot record the deploy${said}; is its disk full?`);
}

function settleStopped(run: DeployRun, target: SshTarget, finding: StopFinding): DeployOutcome {
  const { why } = finding;
  const gone = finding.looked && !finding.alive && (finding.started || finding.ended);
  if (!gone) {
    const reason = finding.alive
      ? `Processes of the deploy on ${target.name} are still there after KILL.`
      : `The deploy on ${target.name} was told to stop, but the host could not be asked whether it did.`;
    return { outcome: "unknown", step: run.step, reason };
  }
  if (why.cause === "abort") return { outcome: "aborted", step: run.step };
  const what = why.step === null ? "The deploy did not begin" : `Step ${why.step} did not end`;
  return run.failed("timeout", `${what} within ${why.seconds} s and was stopped.`);
}
