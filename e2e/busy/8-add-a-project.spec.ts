import type { Page } from "@playwright/test";
import { expect, test } from "../demo-fixture";

// The last journey: the demo has two projects afterwards.
test("a person adds a project on one page: each part is checked, and keys are pinned by their yes", async ({
  page,
  demo,
}) => {
  const known = await readKnownProject(page, demo.url);

  await test.step("the page is reached from the list of projects", async () => {
    await page.goto(demo.url);
    await page.getByRole("link", { name: "Add a project" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Add a project" })).toBeVisible();
  });

  await test.step("a branch that is not there is told, and the right one is one click away", async () => {
    await page.getByLabel("Name of the project").fill("second");
    await page.getByLabel("Address of the repository").fill(known.repository);
    await page.getByLabel("Trunk").fill("trunk");
    await page.getByRole("button", { name: "Check the repository" }).click();
    await expect(page.getByText(/has no branch "trunk"/)).toBeVisible();
    await page.getByRole("button", { name: "Use main as the trunk" }).click();
    await page.getByRole("button", { name: "Check the repository" }).click();
    await expect(page.getByText(/main is at [0-9a-f]{7}/)).toBeVisible();
  });

  await test.step("a host shows its key, and is logged in to only after it was confirmed", async () => {
    await page.getByLabel("Private key").fill(known.privateKey);
    await page.getByLabel("Hosts", { exact: true }).fill(`${known.host} name=one`);
    await page.getByRole("button", { name: "Check this host" }).click();
    await expect(page.getByText("It is not pinned yet, so nobody has logged in.")).toBeVisible();
    await expect(page.getByText("SHA256:").first()).toBeVisible();
    await page.getByRole("button", { name: "It is the key of one: pin it" }).click();
    await expect(page.getByText(/Reached and logged in as/)).toBeVisible();
  });

  await test.step("the draft survives a reload", async () => {
    await page.getByLabel("Script").fill("true");
    await page.reload();
    await expect(page.getByLabel("Script")).toHaveValue("true");
  });

  await test.step("the file is put in force, and the sender gets an address and a secret", async () => {
    await expect(page.getByText("The file is good")).toBeVisible();
    await page.getByRole("button", { name: "Add project" }).click();
    await expect(page.getByRole("heading", { name: "second is added" })).toBeVisible();
    await expect(page.getByText(/for the first delivery/)).toBeVisible();
  });

  await test.step("it is a project like any other", async () => {
    await page.getByRole("link", { name: "Go to second" }).click();
    await expect(page.getByRole("heading", { name: "First steps" })).toBeVisible();
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("link", { name: "Project", exact: true }).click();
    await expect(page.getByText(/Version 1, in force/)).toBeVisible();
  });

  await test.step("its hosts can be looked at again at any time", async () => {
    await page.getByRole("link", { name: "Hosts", exact: true }).click();
    await expect(page.getByRole("rowheader", { name: "one" })).toBeVisible();
    await page.getByRole("button", { name: "Check the host" }).click();
    await expect(page.getByText(/Reached and logged in as/)).toBeVisible();
  });
});

/** Repository, key and a host that the demo's own project works with. */
async function readKnownProject(page: Page, url: string) {
  const settings = await (await page.request.get(`${url}/api/v1/projects/web/settings`)).json();
  const [host] = settings.hosts;
  const [, privateKey = ""] = /privateKey: "?([^"\n]+)"?/.exec(settings.file.source) ?? [];
  return {
    repository: settings.repositoryUrl as string,
    privateKey,
    host: `${host.user}@${host.address}:${host.port}`,
  };
}
