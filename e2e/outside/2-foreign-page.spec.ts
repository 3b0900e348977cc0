import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type DemoProject, expect, test } from "../demo-fixture";
import { readNow } from "../project-api";

test("a page of another site changes nothing, in the browser of an admin", async ({ page, calmDemo }) => {
  const before = await readNow(calmDemo);
  const site = await serveForeignPage(calmDemo);
  try {
    await page.goto(site.url);
    expect((await page.context().cookies(calmDemo.url)).length).toBeGreaterThan(0);
    const sent = page.waitForResponse(
      (answer) => answer.url().endsWith("/halt") && answer.request().isNavigationRequest(),
    );
    const fetched = await page.evaluate(tryEverything, `${calmDemo.url}/api/v1/projects/web/halt`);
    for (const type of fetched) expect(["opaque", "failed"]).toContain(type);
    await page.getByRole("button", { name: "Win a prize" }).click();
    expect((await sent).status()).toBe(400);
  } finally {
    await site.close();
  }
  const { automation } = await readNow(calmDemo);
  expect(automation.halted).toEqual(before.automation.halted);
});

/** What a page may send elsewhere without asking, and what it may not; as its own script sees the answers. */
async function tryEverything(address: string): Promise<string[]> {
  const body = JSON.stringify({ reason: "sent by a page of another site" });
  const simple = fetch(address, { method: "POST", mode: "no-cors", credentials: "include", body });
  const headers = { "content-type": "application/json" };
  const asJson = fetch(address, { method: "POST", credentials: "include", headers, body });
  navigator.sendBeacon(address, new Blob([body], { type: "text/plain" }));
  return Promise.all([simple, asJson].map((sent) => sent.then(({ type }) => type as string).catch(() => "failed")));
}

/** Another site to the browser, as it goes by the name of the host. */
async function serveForeignPage({ url }: DemoProject) {
  const html = `<form method="post" enctype="text/plain" action="${url}/api/v1/projects/web/halt">
    <input name='{"reason": "sent by a page of another site", "a' value='": 1}'><button>Win a prize</button></form>`;
  const server = createServer((_request, response) => response.setHeader("content-type", "text/html").end(html));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
