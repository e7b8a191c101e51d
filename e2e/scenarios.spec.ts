import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./app.ts";
import { enter } from "./session.ts";

test("a scenario is put together, explains what a method refuses, and is kept", async ({
  page,
  registry,
}) => {
  await enter(page, registry, "exporter");
  await page.goto("/console/declarations?state=draft&lang=en");
  await page.getByRole("rowheader").getByRole("link").first().click();
  await page.getByRole("link", { name: "Scenarios" }).click();

  // 1 500 kWh at 0.6 kg; with half of it at 0.1 kg the total falls by 375 kg.
  await page.getByLabel("Share, 0 to 1").fill("0.5");
  await page.getByLabel("Factor", { exact: true }).fill("0.1");
  await page.getByRole("button", { name: "Add this step" }).click();
  const steps = page.getByTestId("scenario-steps");
  const first = steps.getByRole("row").filter({ hasText: "50.0 % green power" });
  await expect(first).toContainText("counted, 1 line changed");
  await expect(first).toContainText("−0.008");

  await page.getByLabel("Share, 0 to 1").fill("1.5");
  await page.getByLabel("Factor", { exact: true }).fill("0.1");
  await page.getByRole("button", { name: "Add this step" }).click();
  const second = steps.getByRole("row").filter({ hasText: "150.0 % green power" });
  await expect(second).toContainText("not accepted");
  await expect(second).toContainText("0 to 1");
  await page.getByRole("button", { name: "Remove step 2" }).click();
  await expect(second).toHaveCount(0);

  await page.getByLabel("Name", { exact: true }).fill("Half green");
  await page.getByRole("button", { name: "Keep as new" }).click();
  await expect(page.getByText("Kept.")).toBeVisible();
  await page.reload();
  await expect(steps).toHaveCount(0);
  await page.getByRole("button", { name: "Open" }).click();
  await expect(first).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);

  await page.getByRole("button", { name: "Remove “Half green”" }).click();
  await expect(page.getByText("None kept yet.")).toBeVisible();

  await page.getByRole("link", { name: /Worked examples/ }).click();
  const lfp = page.getByRole("row").filter({ hasText: "12 % recycled lithium" }).first();
  await expect(lfp).toContainText("27.9");
});
