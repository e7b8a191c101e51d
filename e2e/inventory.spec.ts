import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { enter } from "./session.ts";
import { testData } from "./test-data.ts";

/** An inventory typed under the EU rules: circular parameters, mass balance, cut-off and its record, and all of it undone. */
test("an inventory under the EU rules is typed in, weighed, cut and taken back", async ({
  page,
  registry,
}) => {
  test.setTimeout(180_000);
  await enter(page, registry, "exporter");
  await openDraft(page);
  const result = page.getByTestId("result");
  const wouldBe = page.getByTestId("would-be");
  const before = await result.innerText();
  const undo = page.getByRole("button", { name: /^Undo:/ });

  await test.step("the strip says what a line would do before it is saved, and why it would do nothing", async () => {
    await page.getByRole("button", { name: /^150\s*kg$/ }).press("Enter");
    const amount = lineForm(page).getByLabel("Amount", { exact: true });
    await amount.fill("300");
    // 150 kg more at 22.5 kgCO2e/kg over the same energy.
    await expect(wouldBe).toContainText(/as typed: [\d.]+ kgCO₂e\/kWh \(\+0\.07031\)/);
    await amount.fill("30O");
    await expect(wouldBe).toContainText("there is no result");
    await expect(wouldBe).toContainText(testData.cathode);
    await amount.press("Escape");
    await expect(wouldBe).toHaveCount(0);
    await expect(result).toHaveText(before);
  });

  await test.step("another method says what it changes before it is chosen", async () => {
    await page.getByRole("button", { name: "Change: Method and rules" }).click();
    const head = page.getByRole("form", { name: "Method and rules" });
    await head.getByLabel("Method", { exact: true }).selectOption("eu-cfb-ev");
    await expect(head).toContainText("The vehicle category has to be chosen anew");
    await head.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("No result yet")).toBeVisible();
    await page.locator("#denominator").getByRole("button", { name: "Change" }).click();
    await page.getByLabel("Vehicle category").selectOption("M1");
    await page.locator("#denominator").getByRole("button", { name: "Save" }).click();
    await expect(result).toHaveText(before);
  });

  await test.step("circular parameters are typed in; what is missing is said at its field", async () => {
    await page.getByRole("button", { name: /^150\s*kg$/ }).press("Enter");
    const form = lineForm(page);
    await form.getByText("Circular Footprint Formula", { exact: true }).click();
    await form.getByLabel("A, allocation", { exact: true }).fill("0.2");
    await form.getByLabel("R2, recycled at the end of life").fill("0.9");
    await form.getByLabel("ErecEoL, recycling at the end of life", { exact: true }).fill("2");
    await form.getByRole("button", { name: "Save" }).click();
    const disposal = form.getByLabel("E_D, disposal", { exact: true });
    await expect(disposal).toHaveAttribute("aria-invalid", "true");
    await disposal.fill("1");
    // Production as before; end of life: 150 (0.8 x 0.9 (2 - 22.5) + 0.1) = -2 199 kg over 48 000 kWh.
    await expect(wouldBe).toContainText("(−0.04581)");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("button", { name: /^150\s*kg$/ })).toBeFocused();
    await expect(page.locator("#stages").getByRole("row").filter({ hasText: "End of life" })).toContainText(
      "−2,199.00",
    );
  });

  await test.step("a line is added and stands in the mass balance", async () => {
    const balance = page.locator("#mass-balance");
    await expect(balance.getByRole("row").last()).toContainText("150.00");
    await expect(balance).toContainText("less than the model");
    await page.getByText("Add a line", { exact: true }).first().click();
    const form = page.locator("form").filter({ hasText: "Name in English" });
    for (const [label, typed] of [
      ["Name in English", "Foil of the test"],
      ["Component", "cathode"],
      ["Amount", "1"],
      ["Own factor", "9"],
      ["Source of the amount, in English", "Bill of materials"],
    ] as const)
      await form.getByLabel(label, { exact: true }).fill(typed);
    await form.getByRole("button", { name: "Add a line" }).click();
    await expect(page.locator("#line-foil-of-the-test")).toBeVisible();
    await expect(balance.getByRole("row").last()).toContainText("1.00");
  });

  await test.step("electricity is added with a factor of the library, found by its name", async () => {
    const form = page.locator("form").filter({ hasText: "Name in English" });
    await page.getByRole("radio", { name: "Electricity" }).check();
    await form.getByLabel("Name in English", { exact: true }).fill("Power of the test");
    await form.getByLabel("Amount", { exact: true }).fill("10");
    await form.getByLabel("Find a factor", { exact: true }).fill("grid electricity of the test");
    const factor = form.getByLabel("Factor", { exact: true });
    await expect(factor.getByRole("option")).toHaveCount(2);
    await factor.selectOption("test-grid");
    // 10 kWh at 0.6 kgCO2e/kWh over 48 000 kWh.
    await expect(wouldBe).toContainText("(+0.00013)");
    await form.getByLabel("Source of the amount, in English").fill("Meter");
    await form.getByRole("button", { name: "Add a line" }).click();
    await expect(page.locator("#line-power-of-the-test")).toContainText("6.00");
  });

  await test.step("a small input is cut off with its reason, and the record says who took its mass", async () => {
    // Only inputs of one component are weighed against each other.
    await page.getByRole("button", { name: /^150\s*kg$/ }).press("Enter");
    await lineForm(page).getByText("Name, stage, origin and marks").click();
    await lineForm(page).getByLabel("Component", { exact: true }).fill("cathode");
    await lineForm(page).getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("button", { name: /^150\s*kg$/ })).toBeFocused();
    await page
      .locator("#line-foil-of-the-test")
      .getByRole("button", { name: /^1\s*kg$/ })
      .press("Enter");
    const form = page.getByRole("form", { name: "Change Foil of the test" });
    await form.getByText("Cut-off", { exact: true }).click();
    await form.getByLabel("Leave this input out").check();
    await form.getByLabel("Why it may be left out").fill("Below one percent of the cathode");
    await form.getByRole("button", { name: "Save" }).click();
    const record = page.locator("#cut-off").getByRole("row").filter({ hasText: "Foil of the test" });
    await expect(record).toContainText("Below one percent of the cathode");
    await expect(record).toContainText(testData.cathode);
    await expect(record).toContainText("0.7");
  });

  await test.step("Ctrl+Z outside a field takes one change after the other back, to the beginning", async () => {
    await expect(undo).toHaveText("Undo: line foil-of-the-test changed");
    await page.locator("h1").click();
    await page.keyboard.press("Control+z");
    await expect(page.locator("#cut-off")).toHaveCount(0);
    for (const what of [
      "line cathode changed",
      "line power-of-the-test added",
      "line foil-of-the-test added",
      "line cathode changed",
      "denominator changed",
      "head of the inventory changed",
    ]) {
      await expect(undo).toHaveText(`Undo: ${what}`);
      await undo.click();
      await expect(undo.filter({ hasText: what })).toHaveCount(0);
    }
    await expect(result).toHaveText(before);
    await expect(page.locator("#head")).toContainText("MEE draft (China), partial life cycle");
    await expect(page.locator("#line-foil-of-the-test")).toHaveCount(0);
  });
});

async function openDraft(page: Page): Promise<void> {
  await page.goto("/console/declarations?state=draft&lang=en");
  const draft = page.getByRole("row").filter({ hasText: testData.drafted.name });
  await draft.getByRole("rowheader").getByRole("link").click();
  await expect(page.getByTestId("result")).toBeVisible();
}

function lineForm(page: Page): Locator {
  return page.getByRole("form", { name: `Change ${testData.cathode}` });
}
