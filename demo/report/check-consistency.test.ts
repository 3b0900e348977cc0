import { describe, expect, test } from "vitest";
import type { RolloutView } from "@/lib/contracts/views";
import { checkConsistency, type Evidence } from "./check-consistency";

const [first, second] = ["a".repeat(40), "b".repeat(40)] as [string, string];
const counts = { total: 2, queued: 0, running: 0, succeeded: 2, failed: 0, skipped: 0, unknown: 0 };

function deploy(host: string, changes: Partial<RolloutView["hostDeploys"][number]> = {}) {
  const ended = { startedAt: "2030-01-01T00:00:01.000Z", currentRevision: second, state: "succeeded" as const };
  return { host, attempt: 1, ...ended, ...changes };
}

function rollout(changes: object = {}): RolloutView {
  return {
    number: 2,
    state: "succeeded",
    endedAt: "2030-01-01T00:00:30.000Z",
    fromRevision: first,
    toRevision: second,
    commits: [{ sha: second }],
    hosts: counts,
    hostDeploys: [deploy("eu"), deploy("us")],
    failureBudget: { failed: 0, allowed: 0, percent: 1 },
    ...changes,
  } as unknown as RolloutView;
}

function evidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    rollouts: [rollout()],
    now: {
      fleet: [{ revision: second, hosts: 2 }],
      live: { revision: second },
      doing: null,
    } as unknown as Evidence["now"],
    machines: ["eu", "us"].map((name) => ({ name, service: second, link: second })),
    ranges: new Map([[2, [second]]]),
    ...changes,
  };
}

describe("what the product shows and what the machines say", () => {
  test("is consistent when they agree", () => {
    expect(checkConsistency(evidence())).toEqual([]);
  });

  test("a host that failed may run anything, as long as the product knows what", () => {
    const failed = rollout({
      state: "failed",
      hosts: { ...counts, succeeded: 1, failed: 1 },
      hostDeploys: [deploy("eu"), deploy("us", { state: "failed", currentRevision: first })],
    });
    const machines = [
      { name: "eu", service: second, link: second },
      { name: "us", service: first, link: first },
    ];
    const now = {
      fleet: [
        { revision: second, hosts: 1 },
        { revision: first, hosts: 1 },
      ],
      live: null,
      doing: null,
    };
    expect(checkConsistency(evidence({ rollouts: [failed], machines, now: now as Evidence["now"] }))).toEqual([]);
  });

  const contradictions: [name: string, changes: Partial<Evidence>, told: RegExp][] = [
    [
      "a machine that runs something else",
      {
        machines: [
          { name: "eu", service: first, link: first },
          { name: "us", service: second, link: second },
        ],
      },
      /eu: rollout 2 left it with b+, its service runs a+/,
    ],
    [
      "a link that points elsewhere",
      {
        machines: [
          { name: "eu", service: second, link: first },
          { name: "us", service: second, link: second },
        ],
      },
      /eu: its service runs b+, its link points at a+/,
    ],
    [
      "a service that is down",
      {
        machines: [
          { name: "eu", service: null, link: second },
          { name: "us", service: second, link: second },
        ],
      },
      /eu: its service does not answer/,
    ],
    [
      "an outdated host list",
      { rollouts: [rollout({ hostDeploys: [deploy("eu", { currentRevision: first }), deploy("us")] })] },
      /eu: the product says it runs a+, its service runs b+/,
    ],
    [
      "counts that differ from the list",
      { rollouts: [rollout({ hosts: { ...counts, succeeded: 1 } })] },
      /1 hosts succeeded by its count, 2/,
    ],
    [
      "commits the repository does not have",
      { ranges: new Map([[2, [first, second]]]) },
      /shows the commits b+, the repository has a+ b+/,
    ],
    [
      "a rollout that ended with a running host",
      { rollouts: [rollout({ hosts: { ...counts, running: 1 } })] },
      /in the middle of a deploy/,
    ],
    [
      "another live revision",
      {
        now: {
          fleet: [{ revision: second, hosts: 2 }],
          live: { revision: first },
          doing: null,
        } as unknown as Evidence["now"],
      },
      /Live is shown as a+, rollout 2 left b+/,
    ],
    [
      "a fleet summary that is wrong",
      {
        now: {
          fleet: [{ revision: second, hosts: 1 }],
          live: { revision: second },
          doing: null,
        } as unknown as Evidence["now"],
      },
      /The fleet as shown runs 1 × b+; the machines say 2 × b+/,
    ],
  ];
  test.each(contradictions)("tells %s", (_name, changes, told) => {
    expect(checkConsistency(evidence(changes)).join("\n")).toMatch(told);
  });
});
