import { expect, test } from "./app.ts";
import { enter } from "./session.ts";

/** A maker asks by link, its supplier answers without account and without scripts, the maker calculates with the figure. */
test("a supplier answers by link and keeps its lines; the maker makes a factor of the sum", async ({
  page,
  browser,
  registry,
}) => {
  await enter(page, registry, "exporter");
  await page.goto("/console/suppliers?lang=en");
  await page.getByRole("button", { name: "Ask a supplier" }).click();
  const form = page.getByRole("dialog", { name: "Ask a supplier" });
  await form.getByLabel("Supplier", { exact: true }).fill("Salt works");
  await form.getByLabel("Product").fill("Soda ash");
  await form.getByLabel("Data from").fill(day(-400));
  await form.getByLabel("Data until").fill(day(-36));
  await form.getByLabel("Link valid until").fill(day(30));
  await form.getByRole("button", { name: "Make the link" }).click();
  const link = (await form.getByRole("status").locator("output").textContent()) ?? "";
  expect(new URL(link).pathname).toMatch(/^\/supply\/[\w-]{43}$/);

  const outside = await browser.newContext({ javaScriptEnabled: false });
  const supplier = await outside.newPage();
  await supplier.goto(link);
  await expect(supplier.getByRole("heading", { level: 1 })).toContainText("asks for a carbon footprint");
  await supplier.getByLabel("Footprint (kgCO₂e)").fill("12");
  await supplier.getByLabel("Line 1").fill("Steam of the secret kind");
  await supplier.getByLabel("kgCO2e for one unit").first().fill("7.25");
  await supplier.getByRole("button", { name: "Send the figures" }).click();
  await expect(supplier.getByText("The lines add up to 7.25, the figure says 12")).toBeVisible();
  await expect(supplier.getByLabel("Line 1")).toHaveValue("Steam of the secret kind");
  await supplier.getByLabel("Footprint (kgCO₂e)").fill("");
  await supplier.getByLabel("Where it is made").fill("CN-QH");
  await supplier.getByLabel("Boundary").fill("Cradle to gate");
  // As a Chinese keyboard types it.
  await supplier.getByLabel("Share of primary data").fill("８０");
  await supplier.getByLabel("Evidence").fill("Meter readings of the year");
  await supplier.getByLabel("Your name and function").fill("Li Wei, environment");
  await supplier.getByRole("button", { name: "Send the figures" }).click();
  await expect(supplier.getByText("Your answer has arrived. Keep this address.")).toBeVisible();
  const own = supplier.url();
  expect(new URL(own).pathname).not.toBe(new URL(link).pathname);

  await page.goto("/console/suppliers?lang=en");
  await page
    .getByRole("row", { name: /Soda ash.*not signed/ })
    .getByRole("link", { name: "Soda ash" })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: /Soda ash/ })).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: "7.25" }).first()).toBeVisible();
  expect(await page.content()).not.toContain("secret kind");
  await page.getByRole("button", { name: "Use as factor" }).click();
  await page.getByLabel("Short name").fill("soda-ash");
  await page.getByRole("button", { name: "Make the factor" }).click();
  await expect(page.getByText(/soda-ash, version 1, is ready/)).toBeVisible();

  await supplier.goto(own);
  await expect(supplier.getByText("Steam of the secret kind").first()).toBeVisible();
  await expect(supplier.getByText(/calculates with it/)).toBeVisible();
  await expect(supplier.getByText(/opened it/).first()).toBeVisible();
  const gone = await supplier.goto(link);
  expect(gone?.status()).toBe(404);
  await outside.close();
});

/** UTC day, so many days from today. */
function day(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
