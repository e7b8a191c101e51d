import { spawnSync } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { z } from "zod";
import { expect, test } from "./app.ts";
import { submitForReview } from "./approve.ts";
import { testData } from "./test-data.ts";
import { signIn } from "./session.ts";

/** Four eyes from the first submission to the signed version, told in order on one declaration. */
test.describe.configure({ mode: "serial" });

const { reviewed, people } = testData;
let exporter: BrowserContext;
let reviewer: BrowserContext;
let address = "";

test.beforeAll(async ({ browser, registry }) => {
  const enter = async (email: string) => signedIn(browser, registry.url, email, registry.password);
  exporter = await enter(people.exporter.email);
  reviewer = await enter(people.reviewer.email);
});
test.afterAll(async () => {
  await exporter.close();
  await reviewer.close();
});

test("the author changes a line, states the number of the declaration of conformity and submits", async () => {
  const page = await exporter.newPage();
  await page.goto("/console/declarations?state=draft&lang=en");
  await page
    .getByRole("row")
    .filter({ hasText: reviewed.name })
    .getByRole("rowheader")
    .getByRole("link")
    .click();
  await expect(page).toHaveURL(/\/console\/declarations\/[0-9a-f-]+$/);
  address = new URL(page.url()).pathname;

  await expect(page.getByRole("button", { name: "Release", exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: /^150\s*kg$/ }).press("Enter");
  await page.keyboard.type("140");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^140\s*kg$/ })).toBeVisible();

  await page.getByRole("button", { name: "Change: Number of the EU declaration of conformity" }).click();
  const number = page.getByLabel(/^Number of the EU declaration of conformity/);
  await number.fill("DoC?");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(number).toHaveAccessibleDescription(/cannot be the number/);
  await number.fill("DoC 2026/80");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("DoC 2026/80")).toBeVisible();

  await submitForReview(page);
  await expect(page.getByText("Somebody who had no hand in it gives the verdict.")).toBeVisible();
});

test("in review nothing can be edited, and its author cannot approve it", async () => {
  const page = await exporter.newPage();
  await page.goto(`${address}?lang=en`);
  await expect(page.getByText("This draft is in review and cannot be edited meanwhile.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^140\s*kg$/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Discard the draft" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Release", exact: true })).toHaveCount(0);
  await page.getByRole("navigation", { name: "Screens of this declaration" }).getByText("Review").click();
  await expect(page.getByText("You had a hand in this declaration").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve", exact: true })).toHaveCount(0);
});

test("the reviewer sees the difference and what becomes public, and returns it with a note", async () => {
  const page = await reviewer.newPage();
  await page.goto("/console?lang=en");
  await page.getByRole("link", { name: `Review declaration 2 of ${reviewed.name}` }).click();
  const lines = page.locator("#lines");
  await expect(lines).toContainText("Amount: 150 kg → 140 kg");
  await expect(lines).toContainText("2 lines are as before");
  await expect(page.locator("#head")).toContainText("DoC 2026/80");
  await expect(page.locator("#record")).toContainText("statutory.euDeclarationOfConformityId");
  await page.getByText("The whole text of the record’s subject").click();
  await expect(page.locator("#record pre")).toContainText('"euDeclarationOfConformityId": "DoC 2026/80"');

  await page.getByRole("button", { name: "Return to the authors" }).click();
  await expect(page.getByLabel("Note", { exact: true })).toHaveAccessibleDescription(
    /Say what is to be mended/,
  );
  await expect(page.getByLabel("Note", { exact: true })).toBeFocused();
  await page.getByLabel("Note", { exact: true }).fill("The scales say 141 kg.");
  await page.getByRole("button", { name: "Return to the authors" }).click();
  await expect(page.getByText("Returned by Test Reviewer on").first()).toBeVisible();
});

test("the author mends what the note says and submits again", async () => {
  const page = await exporter.newPage();
  await page.goto(`${address}?lang=en`);
  await expect(page.getByText("The scales say 141 kg.")).toBeVisible();
  await page.getByRole("button", { name: /^140\s*kg$/ }).press("Enter");
  await page.keyboard.type("141");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^141\s*kg$/ })).toBeVisible();
  await submitForReview(page);
});

test("the screens of a review break no rule of WCAG 2.2 AA and do not scroll sideways", async () => {
  const page = await reviewer.newPage();
  for (const language of ["en", "zh"]) {
    for (const place of [address, `${address}/review`, "/console", "/console/declarations"]) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`${place}?lang=${language}`);
      const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
      const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
        `${place} ${language}`,
      ).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await sideways(page), `${place} ${language}`).toBeLessThanOrEqual(0);
    }
  }
  await page.goto("/console?lang=en");
});

test("the reviewer approves, and the signer releases", async () => {
  const page = await reviewer.newPage();
  await page.goto(`${address}/review?lang=en`);
  await expect(page.locator("#lines")).toContainText("Amount: 150 kg → 141 kg");
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(page.getByText("Test Reviewer approved it on").first()).toBeVisible();

  const signer = await exporter.newPage();
  await signer.goto("/console?lang=en");
  await signer.getByRole("link", { name: `Release declaration 2 of ${reviewed.name}` }).click();
  await signer.getByRole("button", { name: "Release", exact: true }).click();
  const dialog = signer.getByRole("dialog").filter({ hasText: "What becomes public" });
  await dialog.getByRole("textbox").fill("Less cathode material");
  await dialog.getByRole("button", { name: "Sign and release" }).click();
  await expect(signer.getByRole("dialog").getByText(/version 2/i)).toBeVisible();
});

test("the released result is recomputed to the last digit, here and on the command line", async () => {
  const page = await exporter.newPage();
  await page.goto(`${address}?lang=en`);
  await expect(page.getByText("Approved by")).toBeVisible();
  await page.getByRole("button", { name: "Recompute" }).click();
  await expect(page.getByText(/^Recomputed on .* the same to the last digit\.$/)).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download the frozen request" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("declaration-2-request.json");
  const file = path.join(await mkdtemp(path.join(os.tmpdir(), "cellproof-review-")), "request.json");
  await download.saveAs(file);
  const answered = spawnSync("npx", ["cellproof", "calculate", file], { encoding: "utf8" });
  expect(answered.status).toBe(0);
  const { cfp } = z.object({ cfp: z.string() }).parse(JSON.parse(answered.stdout));
  await expect(page.locator(".figure-large .figure-value")).toHaveAttribute("title", new RegExp(`^${cfp} `));
});

test("a change recorded on the model asks for the next declaration, wherever it is listed", async () => {
  const page = await exporter.newPage();
  await page.goto("/console/models?lang=en");
  await page.getByRole("link", { name: reviewed.name }).click();
  await page.getByText("Record a change", { exact: true }).click();
  await page.getByLabel("What changed").selectOption({ label: "Energy mix changed" });
  await page.getByLabel("From", { exact: true }).fill("2027-01-01");
  await page.getByLabel("What it is").fill("Solar roof of hall 2");
  await page.getByRole("button", { name: "Record the change" }).click();
  await expect(page.getByText("The change is recorded.")).toBeVisible();
  await page.goto("/console?lang=en");
  await page.getByRole("link", { name: `Declare ${reviewed.name} anew: Energy mix changed` }).click();
  await expect(page.getByText("Energy mix changed, from 1 Jan 2027: Solar roof of hall 2")).toBeVisible();
});

async function signedIn(
  browser: Browser,
  baseURL: string,
  email: string,
  password: string,
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL, locale: "en-GB" });
  const page = await context.newPage();
  await signIn(page, { email, password, next: "/console" });
  await expect(page).toHaveURL(/\/console$/);
  return context;
}

async function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
