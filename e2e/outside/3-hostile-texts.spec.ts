import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectRefused } from "../collect-refused";
import { type CalmDemo, expect, test } from "../demo-fixture";
import { collectAttempts, expectText } from "../expect-text";
import { hostileTexts } from "../hostile-texts";
import { ask, letRolloutsStart, read, readBuildToken, readNow } from "../project-api";

/** As much of them as a reason may hold. */
const reason = hostileTexts
  .toSorted((a, b) => a.length - b.length)
  .join(" ")
  .slice(0, 490);

test("texts of commits, tests, people and logs stay texts on every page", async ({ page, calmDemo }) => {
  expect(hostileTexts.length).toBeGreaterThanOrEqual(40);
  const attempts = collectAttempts(page);
  const refused = await collectRefused(page);
  await letRolloutsStart(calmDemo);
  await ask(calmDemo, "/projects/web/freezes", { reason, seconds: 3600 });
  const sha = await landHostileCommit(calmDemo);
  await reportHostileTest(calmDemo, sha);
  await ask(calmDemo, `/commits/${sha}/lock?project=web`, { locked: true, reason });

  await test.step("while it waits", async () => {
    for (const path of [
      "/p/web",
      `/p/web/commits/${sha}`,
      "/p/web/decisions",
      "/p/web/settings/audit",
      "/p/web/approve",
    ])
      await expectText(page, calmDemo.url + path);
    await page.goto(`${calmDemo.now}/commits/${sha}`);
    await expect(page.getByRole("main")).toContainText("<b class=planted>bold</b>");
    await expect(page.getByRole("main")).toContainText("</title><script>planted=1</script>");
  });

  await test.step("while and after it goes out", async () => {
    await ask(calmDemo, `/commits/${sha}/lock?project=web`, { locked: false, reason });
    await ask(calmDemo, "/projects/web/freezes/lift", { reason });
    const newest = async () => (await readNow(calmDemo)).did[0];
    await expect.poll(async () => (await newest())?.toRevision, { timeout: 3 * 60_000 }).toBe(sha);
    const rollout = `/p/web/rollouts/${(await newest())?.number}`;
    for (const path of ["/p/web", rollout, `${rollout}?tab=log`]) await expectText(page, calmDemo.url + path);
    await page.goto(`${calmDemo.url}${rollout}?tab=log`);
    await expect(page.getByRole("log", { name: "Rollout log" })).toContainText("<b class=planted>bold</b>");
  });
  expect([...attempts, ...refused]).toEqual([]);
});

/** Pushed by somebody whom the demo does not know; every text stands in the title or in the body. */
async function landHostileCommit(demo: CalmDemo): Promise<string> {
  const { repositoryUrl } = await read<{ repositoryUrl: string }>(demo, "/projects/web/settings");
  const folder = mkdtempSync(join(tmpdir(), "sauron-hostile-"));
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();
  git("clone", "--quiet", "--branch", "main", repositoryUrl, "clone");
  const person = ["-c", "user.name=Eve \" onload='planted=1' \u202e", "-c", "user.email=eve@example.org"];
  // The title stands in the log too: some of those that pages fall for, and all that terminals do.
  const title = [...hostileTexts.filter((text) => /^[<{$"]/.test(text)).slice(0, 12), ...hostileTexts.slice(-4)].join(
    " ",
  );
  const message = `<b class=planted>bold</b> ${title}\n\n${hostileTexts.join("\n")}`;
  git("-C", "clone", ...person, "commit", "--quiet", "--allow-empty", "--cleanup=verbatim", "-m", message);
  git("-C", "clone", "push", "--quiet", "origin", "main");
  const sha = git("-C", "clone", "rev-parse", "HEAD");
  rmSync(folder, { recursive: true });
  await ask(demo, "/projects/web/fetch", {});
  await expect.poll(async () => (await readNow(demo)).queue.some((commit) => commit.sha === sha)).toBe(true);
  return sha;
}

/** By the token of the demo's build server, under the name that its rules ask for, and under a hostile one. */
async function reportHostileTest(demo: CalmDemo, sha: string): Promise<void> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${readBuildToken(demo)}` };
  for (const context of ["unit", `${hostileTexts[11]} planted=1 ${hostileTexts[38]}`]) {
    const report = { sha, context, status: "passed", url: "javascript:planted=1" };
    const answer = await fetch(`${demo.url}/api/v1/test-runs`, {
      method: "POST",
      headers,
      body: JSON.stringify(report),
    });
    expect([context, answer.status, await answer.text()]).toEqual([context, 202, expect.any(String)]);
  }
}
