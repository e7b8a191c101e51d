import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { approveAs, submitForReview } from "./approve.ts";
import { startRegistry } from "./start-registry.ts";
import type { StartedRegistry } from "./start-registry.ts";
import { signIn } from "./session.ts";

/**
 * A production registry from nothing: the first start prints the keeper's password; the keeper enters an operator and a
 * person; that person reaches a public page without any data of the demonstration. One registry, told in order.
 */
test.describe.configure({ mode: "serial" });

const keeperEmail = "keeper@registry.localhost";
/** Reviews what Ada writes: nobody approves their own. */
const bo = { name: "Bo Chen", email: "bo@voltara.example" };
const ada = { name: "Ada Li", email: "ada@voltara.example", chosen: "three brass weights" };
let started: StartedRegistry;
let keeper: BrowserContext;
let author: BrowserContext;
/** What the keeper was shown once. */
let handedOver = "";
let reviewerPassword = "";
let productPath = "";

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  started = await startRegistry("empty");
  const own = { baseURL: started.access.url, locale: "en-GB" };
  keeper = await browser.newContext(own);
  author = await browser.newContext(own);
});
test.afterAll(async () => {
  await keeper.close();
  await author.close();
  await started.stop();
});

test("the keeper signs in with what the first start printed and is told where to begin", async () => {
  const page = await keeper.newPage();
  await signIn(page, { email: keeperEmail, password: started.access.password });
  await expect(page).toHaveURL(/\/admin\/operators$/);
  await expect(page.getByText("No operator yet")).toBeVisible();
  expect((await page.goto("/console"))?.status()).toBe(403);
});

test("an operator is refused with every problem at its field, and then entered with its key", async () => {
  const page = await keeper.newPage();
  await page.goto("/admin/operators");
  await page.getByRole("link", { name: "Add an operator" }).click();
  await expect(page.getByText("It never changes and is never given to anybody else.")).toBeVisible();
  await page.getByLabel("Name in addresses").fill("Voltara GmbH");
  await page.getByLabel("Country").fill("Germany");
  await page.getByLabel("Web address").fill("voltara.example");
  await submitOperator(page);
  await expect(page.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/This field is empty/);
  await expect(page.getByLabel("Name in addresses")).toHaveAccessibleDescription(/small letters/);
  await expect(page.getByLabel("Country")).toHaveAccessibleDescription(/two capital letters/);
  await expect(page.getByLabel("Email address")).toHaveAccessibleDescription(/not an e-mail address/);
  await expect(page.getByLabel("Web address")).toHaveAccessibleDescription(/Write it whole/);
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();

  for (const [label, typed] of [
    ["Name", "Voltara Batteries"],
    ["Name in addresses", "voltara"],
    ["Street and number", "1 Works Road"],
    ["Postal code", "10115"],
    ["City", "Berlin"],
    ["Country", "DE"],
    ["Email address", "passports@voltara.example"],
    ["Web address (optional)", "https://voltara.example"],
    ["Identifier", "DE123456789"],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(typed);
  await page.getByLabel("Kind of identifier").selectOption("VAT");
  await submitOperator(page);
  await expect(page.getByText("Voltara Batteries is in the registry")).toBeVisible();
  await expect(page.getByText(/did:web:localhost%3A\d+:op:voltara$/)).toBeVisible();

  await page.getByRole("link", { name: "To the operators" }).click();
  const row = page.getByRole("row").filter({ hasText: "Voltara Batteries" });
  await expect(row).toContainText("active, kept by the registry");
  const keys = await page.request.get("/op/voltara/jwks.json");
  expect(await keys.json()).toMatchObject({ keys: [{ kty: "EC" }] });
});

test("a person is entered with roles; the password is shown once", async () => {
  const page = await keeper.newPage();
  await page.goto("/admin/people/new");
  await page.getByLabel("Name", { exact: true }).fill(ada.name);
  await page.getByLabel("Email address").fill("ada");
  await page.getByRole("button", { name: "Add the person" }).click();
  await expect(page.getByLabel("Email address")).toHaveAccessibleDescription(/not an e-mail address/);
  await expect(page.getByRole("group", { name: "Roles" })).toHaveAccessibleDescription(/No role is chosen/);
  await page.getByLabel("Email address").fill(ada.email);
  await page.getByLabel(/^author/).check();
  await page.getByLabel(/^signer/).check();
  await page.getByRole("button", { name: "Add the person" }).click();
  handedOver = await shownOnce(page);
  await page.getByRole("link", { name: "Open this person" }).click();
  await expect(page.getByRole("heading", { level: 1, name: ada.name })).toBeVisible();
  await expect(page.getByText(handedOver)).toHaveCount(0);
  await page.goto("/admin/people");
  const row = page.getByRole("row").filter({ hasText: ada.email });
  await expect(row).toContainText("author, signer: Voltara Batteries");
});

test("a second person is entered to review what the first one writes", async () => {
  const page = await keeper.newPage();
  await page.goto("/admin/people/new");
  await page.getByLabel("Name", { exact: true }).fill(bo.name);
  await page.getByLabel("Email address").fill(bo.email);
  await page.getByLabel(/^reviewer/).check();
  await page.getByRole("button", { name: "Add the person" }).click();
  reviewerPassword = await shownOnce(page);
});

test("that person signs in and chooses a password of their own", async () => {
  const page = await author.newPage();
  await signIn(page, { email: ada.email, password: handedOver });
  await expect(page).toHaveURL(/\/console$/);
  await expect(page.getByText("Nothing here yet")).toBeVisible();
  await page.getByRole("link", { name: "Account" }).click();
  await page.getByLabel("Present password").fill("not the password");
  await page.getByLabel("New password", { exact: true }).fill(ada.chosen);
  await page.getByLabel("New password once more").fill(`${ada.chosen}!`);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByLabel("New password once more")).toHaveAccessibleDescription(/differ/);
  await fillPasswords(page, "not the password", ada.chosen);
  await expect(page.getByLabel("Present password")).toHaveAccessibleDescription(/not your present password/);
  await fillPasswords(page, handedOver, ada.chosen);
  await expect(page.getByText("Your password is changed")).toBeVisible();
  await page.goto("/console");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test("from an empty console to a released declaration and its public page", async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await author.newPage();
  await page.goto("/console");

  // Nothing can be made before there is a plant, so that is the one thing to do.
  await expect(page.getByRole("link", { name: "New model" })).toHaveCount(0);
  await page.getByRole("link", { name: "Enter a plant" }).click();
  await page.getByLabel("Code", { exact: true }).fill("BE");
  await page.getByLabel("Name", { exact: true }).fill("Berlin works");
  await page.getByLabel("City").fill("Berlin");
  await page.getByLabel("Country").fill("DE");
  await page.getByRole("button", { name: "Enter the plant" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Berlin works" })).toBeVisible();

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Models" }).click();
  await page.getByRole("link", { name: "New model" }).first().click();
  for (const [label, typed] of [
    ["Name", "Voltara One"],
    ["Model code", "V-ONE"],
    ["Type designation", "V-ONE"],
    ["Chemistry", "LFP"],
    ["Mass (kg)", "420"],
    ["Rated capacity (Ah)", "200"],
    ["Nominal voltage (V)", "350"],
    ["Rated energy (kWh)", "70"],
    ["Warranty (months) (optional)", "96"],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(typed);
  await page.getByRole("button", { name: "Enter the model" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Voltara One" })).toBeVisible();

  await page.getByRole("link", { name: "Start a declaration" }).first().click();
  await page.getByLabel("Title of the inventory").fill("Production data 2025, Berlin");
  await page.getByLabel("Data from").fill("2025-01-01");
  await page.getByLabel("Data to").fill("2025-12-31");
  await page.getByRole("button", { name: "Start the draft" }).click();
  await expect(page.getByText("The inventory has no lines yet.")).toBeVisible();

  await page.getByText("Add a line", { exact: true }).first().click();
  const form = page.locator("form").filter({ hasText: "Name in English" });
  for (const [label, typed] of [
    ["Name in English", "Cells"],
    ["Name in Chinese", "电芯"],
    ["Code", "cells"],
    ["Amount", "1000"],
    ["Unit", "kg"],
    ["Own factor", "5"],
    ["Unit of the factor", "kgCO2e/kg"],
    ["Source of the amount, in English", "Weighing record 2025"],
    ["Source of the amount, in Chinese", "2025 年称重记录"],
  ] as const)
    await form.getByLabel(label, { exact: true }).fill(typed);
  await form.getByRole("button", { name: "Add a line" }).click();
  await expect(page.getByRole("button", { name: /^1,?000\s*kg$/ })).toBeVisible();

  await submitForReview(page);
  const reviewer = { email: bo.email, password: reviewerPassword };
  await approveAs(browser, started.access.url, reviewer, "Voltara One");
  await page.reload();
  await page.getByRole("button", { name: "Release", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Sign and release" }).click();
  const open = dialog.getByRole("link", { name: "Open the public page" });
  await expect(open).toBeVisible();
  productPath = (await open.getAttribute("href")) ?? "";
  expect(productPath).toBe("/id/voltara/V-ONE");
});

test("anyone reads the new passport, signed with the new operator's key", async ({ browser }) => {
  const anyone = await browser.newContext({ baseURL: started.access.url, javaScriptEnabled: false });
  const page = await anyone.newPage();
  await page.goto(`${productPath}?lang=en`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Voltara One");
  await expect(page.getByText(/^Signed by Voltara Batteries on /).first()).toBeVisible();
  await expect(page.getByText("5,000.00").first()).toBeVisible();
  await anyone.close();
});

test("roles, passwords and tokens are given and taken away", async ({ request }) => {
  const page = await keeper.newPage();
  await page.goto("/admin/people");
  await page.getByRole("link", { name: ada.name }).click();

  await page.getByText("Give a role", { exact: true }).click();
  await page.getByLabel("Acts for").selectOption({ label: "The registry as a whole" });
  await page.getByLabel(/^registry keeper/).check();
  await page.getByRole("button", { name: "Give these roles" }).click();
  const role = page.getByRole("row").filter({ hasText: "registry keeper" });
  await role.getByRole("button", { name: "Withdraw" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).press("Enter");
  await expect(role).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Roles" })).toBeFocused();

  await page.getByText("Make a token", { exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("ERP export");
  await page.getByRole("button", { name: "Make the token" }).click();
  const token = await shownOnce(page);
  const authorization = `Bearer ${token}`;
  const answered = async () => {
    const url = new URL("/api/trpc/model.list", started.access.url).href;
    return (await request.get(url, { headers: { authorization } })).status();
  };
  expect(await answered()).toBe(200);
  await page.getByRole("button", { name: "I have it, hide it" }).click();
  const row = page.getByRole("row").filter({ hasText: "ERP export" });
  await row.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke it" }).click();
  await expect(row).toHaveCount(0);
  expect(await answered()).toBe(401);

  await page.getByRole("button", { name: "Set a new password" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Set it now" }).click();
  expect(await shownOnce(page)).not.toBe(handedOver);
  const signedOut = await author.newPage();
  await signedOut.goto("/console");
  await expect(signedOut).toHaveURL(/\/sign-in/);
});

test("the last keeper stays, and is told why", async () => {
  const page = await keeper.newPage();
  await page.goto("/admin/people");
  await page.getByRole("row").filter({ hasText: keeperEmail }).getByRole("link").click();
  await page.getByRole("button", { name: "Withdraw" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Withdraw" }).click();
  await expect(dialog.getByText(/Make somebody else keeper first/)).toBeVisible();
  await page.goto("/admin/people");
  await expect(page.getByRole("heading", { level: 1, name: "People" })).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`no screen of the keeper breaks a rule of WCAG 2.2 AA or scrolls sideways, ${colorScheme}`, async ({
    browserName: _,
  }, info) => {
    const page = await keeper.newPage();
    await page.emulateMedia({ colorScheme });
    for (const language of ["en", "zh"]) {
      for (const path of [
        "/admin/operators",
        "/admin/operators/new",
        "/admin/people",
        "/admin/people/new",
        "/account",
      ]) {
        await page.setViewportSize({ width: 1440, height: 900 });
        await page.goto(`${path}?lang=${language}`);
        await expectInOrder(page, `${path} ${language}`);
        await info.attach(`${path} ${language}`, { body: await page.screenshot(), contentType: "image/png" });
        await page.setViewportSize({ width: 390, height: 844 });
        expect(await sideways(page), `${path} ${language}`).toBeLessThanOrEqual(0);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`/admin/people?lang=${language}`);
      await page.getByRole("link", { name: ada.name }).click();
      await page.locator("main summary").first().click();
      await expectInOrder(page, `person ${language}`);
      await info.attach(`person ${language}`, { body: await page.screenshot(), contentType: "image/png" });
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await sideways(page), `person ${language}`).toBeLessThanOrEqual(0);
    }
    await page.goto("/admin/people?lang=en");
  });
}

async function submitOperator(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Add the operator and make its key" }).click();
}

async function fillPasswords(page: Page, current: string, wanted: string): Promise<void> {
  await page.getByLabel("Present password").fill(current);
  await page.getByLabel("New password", { exact: true }).fill(wanted);
  await page.getByLabel("New password once more").fill(wanted);
  await page.getByRole("button", { name: "Change the password" }).click();
}

/** The last value of what is shown once: the password, or the token. */
async function shownOnce(page: Page): Promise<string> {
  const shown = page.getByTestId("shown-once");
  await expect(shown).toBeFocused();
  return shown.locator("dd").last().innerText();
}

async function expectInOrder(page: Page, where: string): Promise<void> {
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
    where,
  ).toEqual([]);
}

async function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
