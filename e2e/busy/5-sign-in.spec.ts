import AxeBuilder from "@axe-core/playwright";
import { comeIn, expect, test } from "../demo-fixture";
import { keepScreenshot } from "../keep-screenshot";

test("somebody signs in, is back where she wanted to go, and signs out", async ({ page, context, demo }) => {
  await context.clearCookies();

  await test.step("every page asks to sign in first, and nothing of the project is shown", async () => {
    await page.goto(`${demo.now}/history?limit=5`);
    await expect(page).toHaveURL(/\/sign-in\?to=/);
    await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await keepScreenshot(page, "sign-in");
  });

  await test.step("a wrong password is told, and what was written stays", async () => {
    await page.getByLabel("E-mail").fill("viewer@demo.example");
    await page.getByLabel("Password").fill("not that one");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "wrong" })).toHaveText(
      "The e-mail or the password is wrong.",
    );
    await expect(page.getByLabel("E-mail")).toHaveValue("viewer@demo.example");
  });

  await test.step("one click in the demo", async () => {
    await page.getByRole("button", { name: "Come in as viewer" }).click();
    await expect(page).toHaveURL(`${demo.now}/history?limit=5`);
    await expect(page.getByRole("banner")).toContainText("demo viewer viewer");
  });

  await test.step("she may not change anything, and is told who may", async () => {
    const needed = "This needs the operator role in this project; demo admin and demo operator have it.";
    await page.goto(demo.now);
    await page.getByRole("button", { name: /^Automation/ }).click();
    // An earlier journey may have left it frozen or halted.
    for (const name of [/^(Freeze|Lift the freeze)/, /^(Halt|Resume)/]) {
      const item = page.getByRole("menuitem", { name });
      await expect(item).toHaveAttribute("aria-disabled", "true");
      await expect(item).toContainText(needed);
      await item.click({ force: true });
      await expect(page.getByRole("alertdialog")).toHaveCount(0);
    }
    await page.keyboard.press("Escape");
    const answer = await page.request.post(`${demo.url}/api/v1/projects/web/halt`, {
      data: { reason: "just to see" },
    });
    expect(answer.status()).toBe(403);
    expect((await answer.json()).error.message).toBe(needed);
    await page.goto(`${demo.now}/settings/audit`);
    await expect(page.getByRole("main")).toContainText("This needs the admin role in this project; demo admin has it.");
  });

  await test.step("and out again", async () => {
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL(`${demo.url}/sign-in`);
    expect((await page.request.get(`${demo.url}/api/v1/projects/web`)).status()).toBe(401);
  });
});

test("a session that ends leaves the page as it is, and the person goes on", async ({ page, context, demo }) => {
  await page.goto(demo.now);
  await expect(page.getByRole("button", { name: /^Live/ })).toBeVisible();
  const cookie = (await context.cookies()).find(({ name }) => name.startsWith("sauron-session"));

  await test.step("within 30 s the page says so, and keeps what it shows", async () => {
    const data = { everywhere: true };
    expect(await (await page.request.post(`${demo.url}/api/v1/sign-out`, { data })).json()).toMatchObject({});
    await expect(page.getByRole("alertdialog", { name: "Session ended" })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole("region", { name: "Did" })).toBeAttached();
    await keepScreenshot(page, "session-ended");
  });

  await test.step("signed in again, in another tab or here, it goes on by itself", async () => {
    await comeIn(context, demo, "admin");
    expect((await context.cookies()).map(({ value }) => value)).not.toContain(cookie?.value);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await expect(page.getByRole("alertdialog")).toBeHidden({ timeout: 15_000 });
  });
});
