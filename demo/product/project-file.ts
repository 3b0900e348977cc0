import { stringify } from "yaml";
import type { Machine } from "../machines/machine";

export type ProjectFileFacts = {
  project: string;
  /** Path of the bare origin. */
  origin: string;
  trunk: string;
  machines: Machine[];
  /** Path of the private key that opens the machines. */
  privateKey: string;
  node: string;
  speed: number;
  /** Tests a commit has to pass; none = all that are reported. */
  requiredTests: string[];
};

/** Requests of the canary that allow a verdict; its traffic is chosen to reach them well within the bake. */
export const minRequests = 60;

/** Seconds the canary is watched. Below four seconds a sample or two would decide. */
export function bakeSeconds(speed: number): number {
  return Math.max(4, 12 / speed);
}

/** The text of the demo's `sauron.yml`; its scripts lie in `deploy/` beside it. */
export function renderProjectFile(facts: ProjectFileFacts): string {
  const { speed } = facts;
  const seconds = (value: number) => `${Math.round(value * 10) / 10}s`;
  const bake = {
    warmup: seconds(Math.max(1, 2 / speed)),
    for: seconds(bakeSeconds(speed)),
    extendTo: seconds(2.5 * bakeSeconds(speed)),
    poll: seconds(Math.max(1, 2 / speed)),
  };
  return stringify({
    project: facts.project,
    repository: { url: facts.origin, trunk: facts.trunk, poll: "30s" },
    fleet: {
      user: "deploy",
      privateKey: facts.privateKey,
      hosts: facts.machines.map(({ name, region, role, sshPort, hostKey }) => ({
        name,
        address: "127.0.0.1",
        port: sshPort,
        labels: { region, role },
        hostKey: hostKey.fingerprint,
      })),
    },
    deploy: {
      env: { NODE: facts.node, REPOSITORY: facts.origin, TRUNK: facts.trunk },
      steps: [
        { name: "fetch", script: "deploy/fetch.sh", timeout: "30s", retries: 1 },
        { name: "switch", script: "deploy/switch.sh", timeout: "30s" },
        { name: "restart", script: "deploy/restart.sh", timeout: "30s" },
        { name: "check-health", script: "deploy/check-health.sh", timeout: "20s" },
      ],
      revision: ["sh", "-c", 'kill -0 "$(cat "$HOME/run/pid")" && cat "$HOME/run/revision"'],
      grace: "3s",
    },
    stages: [
      { name: "canary", hosts: { labels: { role: "canary" } }, concurrency: 1, bake },
      { name: "fleet", hosts: "rest", concurrency: 6 },
    ],
    hostFailureBudget: "1%",
    canary: {
      mode: "enforce",
      accessLog: { path: "logs/access.log", format: "combined", delay: "1s" },
      rules: [
        { metric: "5xx", op: "<", pct: 5 },
        { metric: "2xx", op: ">=", pct: 90 },
      ],
      minRequests,
      excludePaths: ["/healthz"],
      compare: { minControlRequests: 50 },
      // All machines share one computer, which stops for a moment now and then.
      latency: { slowAtLeast: "250ms" },
    },
    selection: { maxCommits: 3, goal: "10m", rolloutTime: seconds(30 / speed), adaptive: true },
    tests: { required: facts.requiredTests },
    automation: "unattended",
  });
}
