import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Cookie, Locator, Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { testData } from "./test-data.ts";
import type { Registry } from "./app.ts";
import { signIn } from "./session.ts";

const exporter = testData.people.exporter.email;
/** One for all stories, which saves time. */
let session: Cookie[] | undefined;

test.describe("sign-in", () => {
  test("a wrong password is refused in words, keeps the address and opens nothing", async ({ page }) => {
    await page.goto("/sign-in?next=/console/models");
    await page.getByLabel("Email address").fill(exporter);
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("do not belong together")).toBeVisible();
    await expect(page.getByLabel("Email address")).toHaveValue(exporter);
    await page.goto("/console/models");
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fconsole%2Fmodels$/);
  });

  test.describe("without scripts", () => {
    test.use({ javaScriptEnabled: false });

    test("signs in and returns to where somebody wanted to go", async ({ page, registry }) => {
      await page.goto("/sign-in?next=/console/models");
      await page.getByLabel("Email address").fill(exporter);
      await page.getByLabel("Password").fill(registry.password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page).toHaveURL(/\/console\/models$/);
      await expect(page.getByRole("heading", { level: 1, name: "Models" })).toBeVisible();
    });
  });

  test("a role without a console is led to its own page and refused the console with 403", async ({
    page,
    registry,
  }) => {
    await signIn(page, { email: testData.people.stranger.email, password: registry.password });
    await expect(page).toHaveURL(/\/authority$/);
    const answer = await page.goto("/console");
    expect(answer?.status()).toBe(403);
    await expect(page.getByText("Your roles do not open this page").first()).toBeVisible();
  });
});

test.describe("console", () => {
  test.beforeEach(async ({ browser, context, registry }) => {
    session ??= await sessionOf(browser, registry);
    await context.addCookies(session);
  });

  test("the keyboard alone changes a figure; result and explanation follow", async ({ page }) => {
    await openDraft(page);
    const before = await page.getByTestId("result").innerText();
    const amount = page.getByRole("button", { name: /^150\s*kg$/ });
    await amount.focus();
    await page.keyboard.press("Enter");
    await expect(amountIn(page)).toBeFocused();
    await page.keyboard.type("170");
    await page.keyboard.press("Enter");
    await expect(page.getByTestId("last-change")).toContainText("Your last change");
    await expect(page.getByRole("button", { name: /^170\s*kg$/ })).toBeFocused();
    expect(await page.getByTestId("result").innerText()).not.toBe(before);
    const row = page.getByTestId("difference").getByRole("row").filter({ hasText: testData.cathode });
    await expect(row).toContainText("Amount: 150 kg → 170 kg");
    await expect(row).toContainText("+450.00");

    await page.keyboard.press("Enter");
    await page.keyboard.type("150");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: /^150\s*kg$/ })).toBeFocused();
    await expect(page.getByTestId("result")).toHaveText(before);
  });

  test("Escape leaves a line as it was", async ({ page }) => {
    await openDraft(page);
    await page.getByRole("button", { name: /^150\s*kg$/ }).press("Enter");
    await page.keyboard.type("999");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: /^150\s*kg$/ })).toBeFocused();
    await page.reload();
    await expect(page.getByRole("button", { name: /^150\s*kg$/ })).toBeVisible();
  });

  for (const [what, field, typed, words] of [
    ["a number with a comma", "Amount", "12,5", "not a number"],
    ["an unknown unit", "Unit", "stone", "unit is not known"],
    ["a unit that measures something else", "Unit", "kWh", "unit"],
  ] as const) {
    test(`${what} is refused at its field, and what was typed stays`, async ({ page }) => {
      await openDraft(page);
      await page.getByRole("button", { name: /^150\s*kg$/ }).press("Enter");
      const control = lineForm(page).getByLabel(field, { exact: true });
      await control.fill(typed);
      await control.press("Enter");
      await expect(control).toBeFocused();
      await expect(control).toHaveAttribute("aria-invalid", "true");
      await expect(control).toHaveAccessibleDescription(new RegExp(words));
      await expect(control).toHaveValue(typed);
      await page.reload();
      await expect(page.getByRole("button", { name: /^150\s*kg$/ })).toBeVisible();
    });
  }

  test("whoever saves on an older state is told so, keeps what was typed and can go on", async ({
    page,
    context,
  }) => {
    await openDraft(page);
    const other = await context.newPage();
    await other.goto(page.url());
    await changeAmount(other, "150", "151");
    await page.getByRole("button", { name: /^150\s*kg$/ }).press("Enter");
    await page.keyboard.type("152");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Somebody else changed this declaration")).toBeVisible();
    await expect(amountIn(page)).toHaveValue("152");
    await page.getByRole("button", { name: "Load the newest state" }).click();
    await expect(page.getByRole("button", { name: /^151\s*kg$/ })).toBeVisible();
    await amountIn(page).press("Enter");
    await expect(page.getByRole("button", { name: /^152\s*kg$/ })).toBeVisible();
    await changeAmount(page, "152", "150");
  });

  test("a GTIN with a wrong check digit is refused at its field with the digit that would fit", async ({
    page,
  }) => {
    await page.goto("/console/models/new?lang=en");
    const gtin = page.getByLabel("GTIN (optional)");
    await gtin.fill("09521230000080");
    await page.getByLabel("Name", { exact: true }).fill("Pack with a mistyped number");
    await page.getByRole("button", { name: "Enter the model" }).click();
    await expect(gtin).toHaveAccessibleDescription(/the last digit should be 6/);
    await expect(gtin).toHaveValue("09521230000080");
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Pack with a mistyped number");
  });

  test("an upload that broke off is refused at the file, and nothing is kept", async ({ page }) => {
    await openModel(page);
    const documents = page.locator("#documents");
    await documents.getByText("Upload a document").first().click();
    await documents.getByLabel("Title").fill("Declaration that never arrived");
    const file = documents.getByLabel("File", { exact: true });
    await file.setInputFiles({
      name: "cut.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.7\n1 0 obj"),
    });
    await documents.getByRole("button", { name: "Upload a document" }).click();
    await expect(file).toHaveAccessibleDescription(/upload was cut off/);
    await expect(documents.getByLabel("Title")).toHaveValue("Declaration that never arrived");
    await page.reload();
    await expect(page.getByRole("link", { name: "Declaration that never arrived" })).toHaveCount(0);
  });

  test("a lost connection says that nothing was changed and keeps the form", async ({ page, context }) => {
    await openDraft(page);
    await page.getByRole("button", { name: /^150\s*kg$/ }).press("Enter");
    await page.keyboard.type("160");
    await context.setOffline(true);
    await page.keyboard.press("Enter");
    await expect(page.getByText("The registry did not answer")).toBeVisible();
    await expect(amountIn(page)).toHaveValue("160");
  });

  test("the language chosen once stays on every screen", async ({ page }) => {
    await page.goto("/console?lang=en");
    await page.getByRole("link", { name: "简体中文" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "概览" })).toBeVisible();
    await page.getByRole("link", { name: "声明", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "声明" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
    await expect(page.getByText("草稿").first()).toBeVisible();
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`in ${colorScheme} colours`, () => {
      test.use({ colorScheme });

      test("no screen breaks a rule of WCAG 2.2 AA that a machine can check", async ({ page }, info) => {
        for (const path of [
          "/console",
          "/console/models",
          "/console/plants",
          "/console/declarations",
          "/console/factors",
        ]) {
          await page.goto(`${path}?lang=en`);
          expect(await violations(page), path).toEqual([]);
        }
        await openModel(page);
        const closed = page.locator("main details:not([open]) > summary");
        while ((await closed.count()) > 0) await closed.first().click();
        expect(await violations(page), "model").toEqual([]);
        await openDraft(page);
        await page.getByRole("button", { name: /^150\s*kg$/ }).press("Enter");
        expect(await violations(page), "declaration").toEqual([]);
        const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
        expect(paper).toBe(colorScheme === "dark" ? "rgb(15, 21, 18)" : "rgb(251, 251, 248)");
        await info.attach(`declaration-${colorScheme}`, {
          body: await page.screenshot(),
          contentType: "image/png",
        });
      });
    });
  }

  test("on a phone every value of a line stands in sight, under the word of its column", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openDraft(page);
    const cells = page.locator("#inventory tbody tr[id] > td");
    const cut = await cells.evaluateAll((all) =>
      all
        .filter((cell) => cell.getBoundingClientRect().right > innerWidth)
        .map((cell) => cell.textContent ?? ""),
    );
    expect(cut).toEqual([]);
    const word = await cells
      .first()
      .evaluate((cell) => getComputedStyle(cell, "::before").content.replaceAll('"', ""));
    expect(word).toBe("Amount");
  });

  test("on paper a declaration keeps the names and amounts of its lines", async ({ page }) => {
    await openDraft(page);
    await page.emulateMedia({ media: "print" });
    const line = page.getByRole("row").filter({ hasText: testData.cathode }).last();
    await expect(line.getByText(testData.cathode)).toBeVisible();
    await expect(line.getByText("150")).toBeVisible();
    await expect(page.locator("summary", { hasText: "Add a line" })).toBeHidden();
  });

  test("no screen scrolls sideways on a phone", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const language of ["en", "zh"]) {
      for (const path of [
        "/console",
        "/console/models",
        "/console/declarations",
        "/console/factors",
        "/console/passports",
      ]) {
        await page.goto(`${path}?lang=${language}`);
        expect(await sideways(page), `${path} ${language}`).toBeLessThanOrEqual(0);
      }
      await openDraft(page);
      expect(await sideways(page), language).toBeLessThanOrEqual(0);
    }
  });
});

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).withTags(rules).analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

async function changeAmount(page: Page, before: string, after: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^${before}\\s*kg$`) }).press("Enter");
  await page.keyboard.type(after);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: new RegExp(`^${after}\\s*kg$`) })).toBeVisible();
}

async function openModel(page: Page): Promise<void> {
  await page.goto("/console/models?lang=en");
  await page.getByRole("rowheader").getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "Identity" })).toBeVisible();
}

function lineForm(page: Page): Locator {
  return page.getByRole("form", { name: `Change ${testData.cathode}` });
}

function amountIn(page: Page): Locator {
  return lineForm(page).getByLabel("Amount", { exact: true });
}

async function openDraft(page: Page): Promise<void> {
  await page.goto("/console/declarations?state=draft&lang=en");
  await page.getByRole("rowheader").getByRole("link").first().click();
  await expect(page.getByTestId("result")).toBeVisible();
}

async function sessionOf(browser: Browser, registry: Registry): Promise<Cookie[]> {
  const context: BrowserContext = await browser.newContext({ baseURL: registry.url });
  await signIn(await context.newPage(), { email: exporter, password: registry.password });
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}
