import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import type { Registry } from "./app.ts";
import { signIn } from "./session.ts";
import { testData } from "./test-data.ts";

/** Signing in on slow links, slow machines, and behind an address that a whole works shares. */
const { email } = testData.people.reviewer;

test("a dozen colleagues behind one address sign in within a minute", async ({ page, request, registry }) => {
  const { password } = registry;
  for (let colleague = 0; colleague < 12; colleague += 1) {
    const answer = await request.post("/api/auth/sign-in/email", {
      data: { email, password },
      headers: { origin: registry.url },
    });
    expect(answer.status()).toBe(200);
  }
  await page.context().clearCookies();
  await signIn(page, { email, password, next: "/console" });
  await expect(page).toHaveURL(/\/console$/);
});

test("who guesses is told how long to wait, and the sign-in of the stories fails with these words", async ({
  page,
  request,
  registry,
}) => {
  const guessed = { email: "nobody@testpack.example", password: "a wrong guess" };
  for (let guess = 0; guess < 10; guess += 1)
    await request.post("/api/auth/sign-in/email", { data: guessed, headers: { origin: registry.url } });
  await expect(signIn(page, guessed)).rejects.toThrow(
    /is not signed in: You are not signed in\s+Too many attempts .* Wait \d+ second/,
  );
});

for (const [when, press] of [
  ["before the page's scripts are there", pressEarly],
  ["while the page comes to life on a slow machine", pressDuring],
  ["twice, out of impatience", pressTwice],
] as const) {
  test(`signs in when the button is pressed ${when}`, async ({ page, registry }) => {
    await press(page, registry);
    await expect(page).toHaveURL(/\/console$/, { timeout: 30_000 });
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });
}

const address = "/sign-in?lang=en&next=%2Fconsole";

async function fillIn(page: Page, { password }: Registry): Promise<void> {
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
}

/** Scripts are held back until the form is on its way. */
async function pressEarly(page: Page, registry: Registry): Promise<void> {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/_next/static/**/*.js*", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(address, { waitUntil: "commit" });
  await fillIn(page, registry);
  const sent = page.waitForRequest((request) => request.method() === "POST");
  await page.getByRole("button", { name: "Sign in" }).click({ noWaitAfter: true });
  expect((await sent).isNavigationRequest()).toBe(true);
  release();
}

async function pressDuring(page: Page, registry: Registry): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 8 });
  await page.goto(address, { waitUntil: "commit" });
  await fillIn(page, registry);
  await page.getByRole("button", { name: "Sign in" }).click({ noWaitAfter: true });
}

async function pressTwice(page: Page, registry: Registry): Promise<void> {
  await page.route("**/_next/static/**/*.js*", () => {}); // never come
  await page.goto(address, { waitUntil: "commit" });
  await fillIn(page, registry);
  await page.getByRole("button", { name: "Sign in" }).dblclick({ noWaitAfter: true });
}
