import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { enter } from "./session.ts";

/** Forms on a slow link: filled in and sent while the page's scripts are still on their way. */

test("a form sent before its scripts are there keeps what was typed, and is sent once they are", async ({
  page,
  registry,
}) => {
  await enter(page, registry, "exporter");
  const release = await holdScripts(page);
  await page.goto("/console/plants/new?lang=en", { waitUntil: "commit" });
  const address = page.url();
  await page.getByLabel("Code", { exact: true }).fill("EARLY");
  await page.getByLabel("Name", { exact: true }).fill("Early plant");
  await page.getByLabel("City", { exact: true }).fill("Tianjin");
  await page.getByLabel("Country", { exact: true }).fill("CN");
  await page.getByRole("button", { name: "Enter the plant" }).click({ noWaitAfter: true });
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Early plant");
  expect(page.url()).toBe(address);
  release();
  await expect(page).toHaveURL(/\/console\/plants$/);
  await expect(page.getByRole("row", { name: /Early plant/ })).toHaveCount(1);
});

test("what is typed into the verifier before its scripts are there is what it checks", async ({ page }) => {
  const release = await holdScripts(page);
  await page.goto("/verify?lang=en", { waitUntil: "commit" });
  const address = page.url();
  const record = page.getByRole("textbox", { name: "Record", exact: true });
  await record.fill("no record at all");
  await page.getByText("More: as of another time").click();
  await page.getByLabel("Expected product").fill("https://registry.example/01/1");
  await page.getByRole("button", { name: "Check record" }).click({ noWaitAfter: true });
  expect(page.url()).toBe(address);
  release();
  await expect(
    page.getByText("Mend this first:").or(page.getByRole("region", { name: "Result", exact: true })),
  ).toBeVisible();
  await expect(page.getByText("Paste a record or choose a file.")).toHaveCount(0);
  await expect(record).toHaveValue("no record at all");
  await expect(page.getByLabel("Expected product")).toHaveValue("https://registry.example/01/1");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("no form puts what was typed into the address", async ({ page, registry }) => {
    await enter(page, registry, "exporter");
    await page.goto("/console/plants/new?lang=en");
    const address = page.url();
    await page.getByLabel("Name", { exact: true }).fill("Unsent plant");
    await page.getByRole("button", { name: "Enter the plant" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(page.url()).toBe(address);
  });
});

async function holdScripts(page: Page): Promise<() => void> {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/_next/static/**/*.js*", async (route) => {
    await held;
    await route.continue();
  });
  return () => release();
}
