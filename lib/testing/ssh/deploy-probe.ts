import { execFileSync } from "node:child_process";
import type { DeployCommand, DeployOutcome, FleetSsh, OutputLine, SshTarget } from "@/lib/integrations/ssh/fleet-ssh";

export type StartedDeploy = {
  fence: bigint;
  outcome: Promise<DeployOutcome>;
  lines: OutputLine[];
  /** "name attempt" of each step that began. */
  steps: string[];
  abort(): void;
  /** Resolves with the first line that matches. */
  seen(pattern: RegExp): Promise<string>;
};

let fence = 0n;

/** Starts a deploy with a fence number above all before and watches it. */
export function startDeploy(fleet: FleetSsh, target: SshTarget, command: Partial<DeployCommand>): StartedDeploy {
  const lines: OutputLine[] = [];
  const steps: string[] = [];
  const waiting: { pattern: RegExp; resolve: (text: string) => void }[] = [];
  const controller = new AbortController();
  fence += 1n;
  const mine = command.fence ?? fence;
  const outcome = fleet.deploy(
    target,
    { project: "web", rollout: 1, revision: "rev", fence: mine, steps: [], env: {}, graceSeconds: 2, ...command },
    {
      signal: controller.signal,
      onStep: (step, attempt) => steps.push(`${step} ${attempt}`),
      onLine: (line) => {
        lines.push(line);
        for (const { pattern, resolve } of waiting) if (pattern.test(line.text)) resolve(line.text);
      },
    },
  );
  return {
    fence: mine,
    outcome,
    lines,
    steps,
    abort: () => controller.abort(),
    seen: (pattern) =>
      new Promise((resolve) => {
        const found = lines.find(({ text }) => pattern.test(text));
        if (found) resolve(found.text);
        else waiting.push({ pattern, resolve });
      }),
  };
}

/** A step that runs an sh script. */
export function scriptStep(script: string, more: Partial<DeployCommand["steps"][number]> = {}) {
  return { name: "install", script, timeout: 60, retries: 0, retryPause: 1, ...more };
}

/** Whether a process runs; one that only waits to be reaped does not. */
export function isRunning(pid: number): boolean {
  try {
    return !execFileSync("ps", ["-o", "stat=", "-p", String(pid)])
      .toString()
      .trim()
      .startsWith("Z");
  } catch {
    return false;
  }
}

/** Asks again until the answer is yes; rejects with `what` after 20 s. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`In vain awaited: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
