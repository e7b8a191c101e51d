import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { enter } from "./session.ts";
import { testData } from "./test-data.ts";

test("a result is understood: its lines, its methods, what it depends on, how sure it is", async ({
  page,
  registry,
}) => {
  await enter(page, registry, "exporter");
  await page.goto("/console/declarations?lang=en");
  await page.getByRole("link", { name: testData.model.name }).first().click();
  await page.getByRole("link", { name: "Result explained" }).click();

  // From a stage down to one line with its factor, by keyboard alone.
  const tree = page.locator("#tree");
  const line = tree.locator("summary").filter({ hasText: "cells" });
  await line.focus();
  await page.keyboard.press("Enter");
  await expect(tree).toContainText("1,000 kg × 9 kgCO₂e/kg");
  await expect(line).toContainText("hot spot");

  // ISO 14067 ends at the gate: the 100 kg of delivery are its boundary.
  const methods = page.locator("#methods");
  await methods.locator("summary").filter({ hasText: "to ISO 14067" }).click();
  await expect(methods.getByRole("row").filter({ hasText: "Boundary:" })).toContainText("−100.00");

  await expect(page.locator("#sensitivity table").first()).toContainText("cells: Factor");
  await expect(page.locator("#switches")).toContainText("exact");
  // What others have published is one sentence, and all of it a click away.
  const bands = page.locator("#bands");
  await expect(bands).toContainText("Per kWh of capacity");
  await expect(bands.getByRole("table").first()).toBeHidden();
  await bands.locator("summary").first().click();
  await expect(bands.getByRole("table").first()).toContainText("power batteries");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);

  // The same seed gives the same figures; another one does not.
  const first = await simulated(page, "forty-two");
  expect(await simulated(page, "forty-two")).toEqual(first);
  expect(await simulated(page, "forty-three")).not.toEqual(first);

  // Long work shows how far it is, and can be stopped.
  await page.getByLabel("Runs").selectOption("50000");
  await page.getByLabel("Seed").fill("to be stopped");
  await slowed(page);
  await page.getByRole("button", { name: "Run the simulation" }).click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText(/Stopped after [\d,]+ runs/)).toBeVisible();
  await expect(page.getByTestId("monte-carlo")).toHaveCount(0);

  // Also before it has what it draws from: when that comes, nothing starts any more.
  let letGo: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/analysis\.simulation/, async (route) => {
    await stopped;
    await route.continue();
  });
  await page.getByRole("button", { name: "Run the simulation" }).click();
  await page.getByRole("button", { name: "Stop" }).click();
  const arrived = page.waitForResponse(/analysis\.simulation/);
  letGo();
  await (await arrived).finished();
  await page.evaluate(() => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 200)));
  await expect(page.getByText("Stopped after 0 runs")).toBeVisible();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
});

test("two declarations are compared line by line", async ({ page, registry }) => {
  await enter(page, registry, "exporter");
  await page.goto("/console/declarations?lang=en");
  await page.getByRole("link", { name: testData.model.name }).first().click();
  await page.getByRole("link", { name: "Result explained" }).click();
  await page
    .locator("#compare")
    .getByRole("combobox")
    .selectOption({ label: `Declaration 1: ${testData.drafted.name}` });
  await page.locator("#compare").getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("heading", { name: "Two declarations line by line" })).toBeVisible();
  const table = page.locator("#lines");
  await expect(table.getByRole("row").filter({ hasText: testData.cathode })).toContainText(
    "only in the second",
  );
  await expect(table.getByRole("row").filter({ hasText: "cells" })).toContainText("only in the first");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
  // 150 kg at 22.5 in place of 1 000 kg at 9.
  await expect(table.getByRole("row").filter({ hasText: "Total" })).toContainText("−5,625.00");
});

/** Every figure of a finished simulation. */
async function simulated(page: Page, seed: string): Promise<readonly string[]> {
  await page.getByLabel("Seed").fill(seed);
  await page.getByRole("button", { name: "Run the simulation" }).click();
  const result = page.getByTestId("monte-carlo");
  await expect(result).toContainText(`seed ${seed}`);
  return result.locator("td").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("title") ?? ""));
}

/** Three lines are simulated in no time: the worker gets each a thousand times, so that a hand can reach the button. */
async function slowed(page: Page): Promise<void> {
  await page.evaluate(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function sendMore({ model, ...rest }: { model: { lines: unknown[] } }) {
      const lines = Array.from({ length: 1000 }, () => model.lines).flat();
      post.call(this, { ...rest, model: { ...model, lines } });
    };
  });
}
