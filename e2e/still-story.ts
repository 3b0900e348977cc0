import type { Database } from "@/lib/db/client";
import { appendLog, type StoredLine } from "@/lib/db/log";
import { notifyChange } from "@/lib/db/notify";
import { storeTestRun } from "@/lib/services/test-runs/record-test-run";
import { createFleetStory, type FleetStory } from "@/lib/testing/fleet-story";
import { testSha } from "@/lib/testing/project";
import type { StillConsole } from "./still-fixture";

export type Story = FleetStory & {
  slug: string;
  /** Address of its Now page. */
  now: string;
  /** Id and number of the rollout under way. */
  running: { id: number; number: number };
  /** Makes every open page look again. */
  tell(): Promise<void>;
};

/**
 * A project with six hosts, two rollouts that are done, a third under way with one host done and one in the middle, and
 * three commits that wait.
 */
export async function tellStory({ db, url }: StillConsole): Promise<Story> {
  const story = await createFleetStory(db, { hosts: 6, commits: 9, policy: { automation: "unattended" } });
  const { id: projectId, slug } = story.project;
  for (let commit = 1; commit <= 9; commit++) await passTests(db, projectId, testSha(commit));
  await story.rollOut(testSha(2));
  await story.rollOut(testSha(4));
  const { id, number } = await story.begin(testSha(6));
  await db.prisma.rollout.update({ where: { id }, data: { state: "deploying", startedAt: new Date() } });
  await story.settle(id, { "web-1": "succeeded", "web-2": "running" });
  return {
    ...story,
    slug,
    now: `${url}/p/${slug}`,
    running: { id, number },
    tell: () => notifyChange(db.prisma, { project: projectId, rollout: id }),
  };
}

async function passTests(db: Database, projectId: number, sha: string): Promise<void> {
  const report = { projectId, sha, context: "ci", attempt: 1, status: "passed" as const, source: "test" };
  await storeTestRun({ db }, { ...report, url: null, startedAt: null, finishedAt: new Date() });
}

/** Ends the rollout under way as a worker would have. */
export async function endRunning(story: Story, state: "succeeded" | "failed" | "aborted" = "succeeded"): Promise<void> {
  await story.finish(story.running.id, { state });
  await story.tell();
}

/** Writes lines to the log of the rollout under way, the way workers do: `text` of 1, 2, 3 … */
export async function writeLog(
  db: Database,
  story: Pick<Story, "project" | "running">,
  lines: { from?: number; count: number; text?: (line: number) => string; stream?: StoredLine[1] },
): Promise<void> {
  const { from = 1, count, text = (line) => `line ${line}`, stream = "out" } = lines;
  const log = { kind: "rollout" as const, id: story.running.id, projectId: story.project.id };
  for (let first = from; first < from + count; first += 2000) {
    const size = Math.min(2000, from + count - first);
    const stored = Array.from(
      { length: size },
      (_, at): StoredLine => [1_760_000_000_000 + first + at, stream, text(first + at)],
    );
    await appendLog(db.prisma, log, [{ host: "web-1", lines: stored }]);
  }
}

/** An address of every kind of page of it. */
export function listStoryPages(story: Story): string[] {
  const rollout = `/rollouts/${story.running.number}`;
  const tabs = ["overview", "hosts", "hosts&view=table", "canary", "log", "events"].map(
    (tab) => `${rollout}?tab=${tab}`,
  );
  const settings = ["sources", "deliveries", "project", "tokens", "thresholds", "people", "audit"];
  const time = encodeURIComponent(new Date().toISOString());
  const past = [`/history?at=${time}`, `/history/suspects?since=${time}`, "/insights?days=7"];
  const others = ["", "/approve", "/rollback", "/decisions", `/commits/${testSha(7)}`];
  return [...others, ...tabs, ...past, ...settings.map((area) => `/settings/${area}`)].map((path) => story.now + path);
}
