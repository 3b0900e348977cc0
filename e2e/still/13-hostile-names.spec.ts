import type { Page } from "@playwright/test";
import { visibleText } from "@/lib/domain/visible-text";
import { testSha } from "@/lib/testing/project";
import { collectRefused } from "../collect-refused";
import { collectAttempts, expectText } from "../expect-text";
import { hostileTexts } from "../hostile-texts";
import { expect, type StillConsole, test } from "../still-fixture";
import { type Story, tellStory, writeLog } from "../still-story";

test("authors, titles, hosts, the branch, lines of a log and addresses of tests stay texts, whatever they are", async ({
  page,
  still,
}) => {
  const attempts = collectAttempts(page);
  const refused = await collectRefused(page);
  const story = await tellStory(still);
  await writeLog(still.db, story, {
    count: hostileTexts.length,
    text: (line) => `planted=1 ${hostileTexts[line - 1]}`,
  });
  await plantTexts(still, story);
  const rollout = `/rollouts/${story.running.number}`;
  const tabs = ["overview", "hosts&view=table", "log"].map((tab) => `${rollout}?tab=${tab}`);
  for (const path of ["", `/commits/${testSha(7)}`, "/approve", ...tabs, "/settings/hosts"]) {
    await test.step(path || "Now", () => expectText(page, story.now + path));
  }
  expect(await readLinks(page, `${story.now}/commits/${testSha(7)}`)).toEqual([]);
  await expectText(page, story.now);
  // Each text is there in full, as it was written, but for those that only a machine can tell apart.
  const shown = await page.getByRole("main").textContent();
  for (const text of hostileTexts.filter((one) => /^[ -~]+$/.test(one))) expect(shown).toContain(text);
  expect([...attempts, ...refused]).toEqual([]);
});

/** Everything that others name is named so. */
async function plantTexts({ db }: StillConsole, { project, tell }: Story): Promise<void> {
  const { id: projectId } = project;
  const { prisma } = db;
  const trunk = share(0, 1);
  await prisma.project.update({ where: { id: projectId }, data: { trunk } });
  for (let commit = 5; commit <= 9; commit++) {
    const author = share(commit - 5, 5);
    await prisma.commit.updateMany({ where: { projectId, sha: testSha(commit) }, data: { author, message: author } });
  }
  const hosts = await prisma.host.findMany({ where: { projectId }, orderBy: { id: "asc" } });
  for (const [at, { id }] of hosts.entries()) {
    await prisma.host.update({ where: { id }, data: { name: share(at, hosts.length) } });
  }
  for (const text of hostileTexts) {
    // Names are stored as they may be shown; the address is kept as it came.
    const name = `planted=1 ${visibleText(text)}`;
    const run = { projectId, sha: testSha(7), attempt: 1, status: "passed", source: name, context: name };
    await prisma.testRun.create({ data: { ...run, url: text } });
  }
  await tell();
}

/** The texts of one of so many who share them all. */
function share(which: number, among: number): string {
  return `planted=1 ${visibleText(hostileTexts.filter((_, at) => at % among === which).join(" "))}`;
}

/** Where a page leads that is no web address. */
async function readLinks(page: Page, address: string): Promise<string[]> {
  await page.goto(address);
  await expect(page.getByRole("main")).toContainText("planted=1");
  return page.evaluate(() => [...document.links].map(({ href }) => href).filter((href) => !/^https?:/.test(href)));
}
