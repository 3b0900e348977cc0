import { pauseAfter } from "@/lib/domain/rollout/retry-pause";
import { SauronError } from "@/lib/errors";
import type { DeployCommand } from "./fleet-ssh";
import { guardProgram, probeProgram, stopProgram } from "./host-programs";
import { quotePosix } from "./quote-posix";

/** A host's kernel takes 128 KiB in one argument, and the whole command is one. */
export const maximumCommandBytes = 120_000;

export type DeployText = {
  command: DeployCommand;
  /** The host's name, for SAURON_HOST. */
  host: string;
  /** Random word by which the guard's own lines are known. */
  nonce: string;
  /** Directory on the host for lock and marker; null = the host's SAURON_HOST_STATE, or ~/.sauron-host. */
  hostState: string | null;
};

/**
 * The command line that deploys. Every value is one quoted word; the program text is always the same.
 * Throws SauronError "bad-request" when a value cannot be given to a program, "too-large" when all is too long.
 */
export function buildDeployCommand(text: DeployText): string {
  const { command } = text;
  const assignments = {
    SAURON_GUARD_PROJECT: command.project,
    SAURON_GUARD_NONCE: text.nonce,
    SAURON_GUARD_ROLLOUT: String(command.rollout),
    SAURON_GUARD_REVISION: encodeURIComponent(command.revision),
    SAURON_GUARD_FENCE: String(command.fence),
  };
  return buildHostCommand(guardProgram, withState(assignments, text.hostState), [describeSteps(command, text.host)]);
}

/**
 * The command line that asks for the marker and, with a command, for the revision the host runs. `close` not null = that
 * deploy must not begin any more.
 */
export function buildProbeCommand(question: {
  project: string;
  revisionCommand: string[] | null;
  close: bigint | null;
  hostState: string | null;
}): string {
  const { revisionCommand, close } = question;
  const print = revisionCommand ? `print_revision() { ${quoteProgram(revisionCommand)}; }` : "";
  const assignments = withState({ SAURON_GUARD_PROJECT: question.project }, question.hostState);
  return buildHostCommand(probeProgram, assignments, [print, close === null ? "" : String(close)]);
}

/** The command line that ends what a deploy left running. `fence` null = whatever the newest deploy is. */
export function buildStopCommand(question: {
  project: string;
  graceSeconds: number;
  fence: bigint | null;
  hostState: string | null;
}): string {
  const assignments = withState({ SAURON_GUARD_PROJECT: question.project }, question.hostState);
  return buildHostCommand(stopProgram, assignments, [
    String(Math.max(0, Math.ceil(question.graceSeconds))),
    question.fence === null ? "" : String(question.fence),
  ]);
}

/** `exec env A=… /bin/sh -c <program> sauron <arguments>`: what the user's login shell is given. */
export function buildHostCommand(program: string, assignments: Record<string, string>, values: string[]): string {
  const words = [...assignmentWords(assignments), "/bin/sh", "-c", program, "sauron", ...values];
  const command = `exec env ${words.map(quoteValue).join(" ")}`;
  const bytes = Buffer.byteLength(command);
  if (bytes <= maximumCommandBytes) return command;
  throw new SauronError(
    "too-large",
    `The deploy steps and their values make a command of ${bytes} bytes; a host accepts ${maximumCommandBytes}. Move a long script into a file that an earlier step fetches.`,
  );
}

/** The shell functions the guard runs: one for each step, and their order with names and retries. */
function describeSteps(command: DeployCommand, host: string): string {
  const environment = assignmentWords({
    ...command.env,
    SAURON_PROJECT: command.project,
    SAURON_ROLLOUT: String(command.rollout),
    SAURON_REVISION: command.revision,
    SAURON_HOST: host,
  });
  const lines = [`with_environment() { exec env ${environment.map(quoteValue).join(" ")} /bin/sh -c "$@"; }`];
  const order = command.steps.map((step, index) => {
    const number = index + 1;
    const words = step.run ? [`exec "$@"`, "sauron", ...step.run] : [step.script ?? "", step.name];
    lines.push(`step_${number}() { with_environment ${words.map(quoteValue).join(" ")}; }`);
    const name = quoteValue(encodeURIComponent(step.name));
    return `attempt_step ${number} ${name} ${step.retries} ${pauseAfter(step, 1)} '${(step.retryOn ?? []).join(" ")}'`;
  });
  lines.push(`run_steps() {\n${order.join("\n")}\n}`);
  return lines.join("\n");
}

function quoteProgram(program: string[]): string {
  return ["/bin/sh", "-c", `exec "$@"`, "sauron", ...program].map(quoteValue).join(" ");
}

function withState(assignments: Record<string, string>, hostState: string | null): Record<string, string> {
  return hostState === null ? assignments : { ...assignments, SAURON_HOST_STATE: hostState };
}

function assignmentWords(assignments: Record<string, string>): string[] {
  return Object.entries(assignments).map(([name, value]) => {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return `${name}=${value}`;
    throw new SauronError("bad-request", `"${name}" is no name for a variable; use letters, digits and underscores.`);
  });
}

function quoteValue(value: string): string {
  if (!value.includes("\0")) return quotePosix(value);
  throw new SauronError(
    "bad-request",
    "A value of the deploy contains a NUL character, which no program can be given.",
  );
}
