import { readFileSync } from "node:fs";
import { join } from "node:path";
import { collectRefused } from "../collect-refused";
import { type DemoProject, expect, test } from "../demo-fixture";
import { listPages } from "../list-pages";
import { ask, readBuildToken } from "../project-api";

const always = {
  "x-content-type-options": "nosniff",
  "content-security-policy": expect.stringContaining("default-src 'none'"),
};
const expected = {
  ...always,
  "cross-origin-resource-policy": "same-origin",
  "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": expect.stringContaining("camera=()"),
};

test("every page has its headers, works under them, and holds no secret", async ({ page, calmDemo }) => {
  const refused = await collectRefused(page);
  const secrets = [...readSecrets(calmDemo), ...(await makeSecrets(calmDemo))];
  const nonces = new Set<string>();
  const paths = await listPages(page, calmDemo);
  for (const path of paths) {
    const answer = await page.goto(calmDemo.url + path);
    const headers = (await answer?.allHeaders()) ?? {};
    const html = (await answer?.text()) ?? "";
    expect(
      secrets.filter((secret) => html.includes(secret)),
      path,
    ).toEqual([]);
    expect(headers, path).toMatchObject(expected);
    expect(headers["strict-transport-security"], path).toBeUndefined();
    nonces.add(readNonce(headers));
    await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
  }
  expect(nonces.size).toBe(paths.length);
  expect(refused).toEqual([]);
});

test("what is no page has them too", async ({ request, calmDemo }) => {
  const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(await (await request.get(calmDemo.now)).text())?.[1] ?? "";
  const files = [script, "/_next/static/none.js"];
  for (const path of [...files, "/api/v1/projects", "/api/v1/nothing", "/api/hooks/none"]) {
    const headers = (await request.get(calmDemo.url + path)).headers();
    expect(headers, path).toMatchObject(files.includes(path) ? always : expected);
    expect(headers["content-security-policy"], path).not.toContain("nonce");
  }
});

test("an address with a slash too many leads to the right one, and has them too", async ({ request, calmDemo }) => {
  for (const path of ["/p/web/", "//p/web"]) {
    const answer = await request.get(calmDemo.url + path, { maxRedirects: 0 });
    expect([path, answer.status(), answer.headers().location]).toEqual([path, 308, "/p/web"]);
    expect(answer.headers(), path).toMatchObject(expected);
  }
});

test("an address that cannot be read is said to be one", async ({ request, calmDemo }) => {
  for (const path of ["/p/%", "/p/web/commits/%E0%A4", "/%zz"]) {
    const answer = await request.get(calmDemo.url + path);
    expect([path, answer.status()]).toEqual([path, 400]);
    expect(answer.headers(), path).toMatchObject(expected);
  }
});

test("a browser that came by TLS is told to go on so", async ({ request, calmDemo }) => {
  for (const path of ["/p/web", "/api/v1/projects"]) {
    const answer = await request.get(calmDemo.url + path, { headers: { "x-forwarded-proto": "https" } });
    expect(answer.headers()["strict-transport-security"], path).toBe("max-age=31536000");
  }
});

test("live updates and the search for patterns go on under the policy", async ({ page, calmDemo }) => {
  const refused = await collectRefused(page);
  const path = (await listPages(page, calmDemo)).find((one) => one.endsWith("?tab=log")) ?? "";
  await page.goto(calmDemo.url + path);
  await expect(page.getByRole("log", { name: "Rollout log" })).toContainText("healthy on port");
  await page.getByRole("searchbox", { name: "Search in the log" }).fill("healthy.*[0-9]");
  await page.getByRole("button", { name: /^Regular expression/ }).click();
  await expect(page.locator("mark").first()).toBeVisible();
  const stream = page.waitForResponse((answer) => answer.url().includes("/api/v1/events"));
  await page.goto(calmDemo.now);
  expect((await stream).headers()).toMatchObject({ ...expected, "content-type": "text/event-stream; charset=utf-8" });
  expect(refused).toEqual([]);
});

test("a script that got into a page does not run, nor what else could take the page over", async ({
  page,
  calmDemo,
}) => {
  const refused = await collectRefused(page);
  await page.route(calmDemo.now, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace("<body", `<base href="https://elsewhere.invalid/"><body`);
    await route.fulfill({ response: answer, body: body.replace("</body>", `${injected}</body>`) });
  });
  await page.goto(calmDemo.now);
  await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
  await page.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", `<a href="javascript:window.injected=6">hostile link</a>`);
  });
  await page.getByText("hostile link").click();
  const directives = ["base-uri", "frame-src", "object-src", "script-src-attr", "script-src-elem", "style-src-elem"];
  await expect.poll(() => [...new Set(refused.map(({ directive }) => directive))].toSorted()).toEqual(directives);
  expect(await page.evaluate(() => "injected" in window)).toBe(false);
  expect(page.url()).toBe(calmDemo.now);
  // And the page itself still answers to a key.
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
});

const injected = `
  <script>window.injected = 1</script>
  <script src="data:text/javascript,window.injected=2"></script>
  <img src="/none.png" onerror="window.injected = 3">
  <style>body { opacity: 0 }</style>
  <object data="data:text/html,<script>parent.injected=4</script>"></object>
  <iframe srcdoc="<script>parent.injected = 5</script>"></iframe>
  <iframe src="/p/web"></iframe>`;

/** What its Sauron keeps in files for itself, and the token of its build server. */
function readSecrets(demo: DemoProject): string[] {
  const read = (file: string) => readFileSync(join(demo.data, file), "utf8");
  const { password, workPassword } = JSON.parse(read("postgres.json"));
  const secrets = [demo.key, password, workPassword, readBuildToken(demo), read("secret-key").trim()];
  for (const secret of secrets) expect(secret).toMatch(/.{20}/);
  return secrets;
}

/** What is told once, and never again: of a sender, of a program. */
async function makeSecrets(demo: DemoProject): Promise<string[]> {
  const api = { url: "http://127.0.0.1:9", repository: "shop/web", token: "planted-token-of-a-sender" };
  const wish = { name: "planted", kind: "github", api };
  const { secret } = await ask<{ secret: string }>(demo, "/projects/web/sources", wish);
  const program = { name: "planted", scopes: ["read"], days: 1 };
  const { token } = await ask<{ token: string }>(demo, "/projects/web/tokens", program);
  for (const one of [secret, token]) expect(one).toMatch(/.{20}/);
  return [api.token, secret, token];
}

function readNonce(headers: Record<string, string>): string {
  return /'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "")?.[1] ?? "";
}
