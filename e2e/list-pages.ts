import type { Page } from "@playwright/test";
import { type DemoProject, expect } from "./demo-fixture";

const tabs = ["overview", "hosts", "canary", "log", "events"];

/** A path of every kind of page, and of one that is not there, once a rollout has ended. */
export async function listPages(page: Page, demo: DemoProject): Promise<string[]> {
  const ended = async () => (await (await page.request.get(`${demo.url}/api/v1/projects/web`)).json()).did;
  await expect.poll(async () => (await ended()).length, { timeout: 3 * 60_000 }).toBeGreaterThan(0);
  const [rollout] = await ended();
  const rolloutPages = tabs.map((tab) => `/p/web/rollouts/${rollout.number}?tab=${tab}`);
  const commitPage = `/p/web/commits/${rollout.toRevision}`;
  const settings = ["sources", "deliveries", "project", "hosts", "tokens", "thresholds", "people", "audit"].map(
    (area) => `/p/web/settings/${area}`,
  );
  const time = encodeURIComponent(rollout.endedAt);
  const history = [`/p/web/history?at=${time}`, `/p/web/history/suspects?since=${time}`, "/p/web/insights?days=7"];
  const others = [
    ...history,
    "/p/web/approve",
    "/p/web/decisions",
    "/projects/new",
    "/set-up",
    "/you",
    "/p/nowhere",
    "/p/web/nowhere",
  ];
  const commit = await page.request.get(`${demo.url}/api/v1/commits/${rollout.toRevision}?project=web`);
  const testPage = `${commitPage}/tests/${(await commit.json()).testRuns[0].id}`;
  return ["/", "/p/web", ...rolloutPages, commitPage, testPage, ...settings, ...others];
}
