import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./app.ts";
import { testData } from "./test-data.ts";
import { enter } from "./session.ts";

/** A small report in the plain layout with one row that does not follow, and a line nobody can use. */
const sheet = `product,Test cells
功能单位,1,kWh
boundary,cradle-to-gate
stages,raw_materials;production
stage,name,amount,unit,factor,factor unit,emission,unit
raw_materials,cathode mix,2,kg,8,kgCO2e/kg,16.0,kgCO2e
production,electricity,50,kWh,0.6,kgCO2e/kWh,31.0,kgCO2e
a line of its own,1
`;

test.describe("the report checker", () => {
  test("finds what does not follow in somebody's report, in words, and hands the findings over", async ({
    page,
    registry,
  }) => {
    await enter(page, registry, "exporter");
    await page.goto("/console?lang=en");
    await page.getByRole("link", { name: "Report check" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Report check" })).toBeVisible();

    await page.getByLabel("Report as a file").setInputFiles({
      name: "report.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(sheet),
    });
    await page.getByRole("button", { name: "Check the file" }).click();
    await expect(page.getByRole("heading", { name: "Findings" })).toBeFocused();
    await expect(page.getByText("Row 8: a line of its own")).toBeVisible();
    const found = page.getByRole("listitem").filter({ hasText: "CK-ROW" });
    await expect(found).toContainText("Row 2");
    await expect(found).toContainText("30.00 kgCO₂e");

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download the findings (JSON)" }).click(),
    ]);
    expect(readFileSync(await download.path(), "utf8")).toContain('"CK-ROW"');

    await page.getByRole("checkbox", { name: /Errors/ }).uncheck();
    await expect(found).toBeHidden();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });

  test("keeps what was typed, also in another language, and finds the slip in it", async ({
    page,
    registry,
  }) => {
    await enter(page, registry, "exporter");
    await page.goto("/console/check");
    await page.getByText("Enter a report field by field").click();
    await page.getByLabel("Functional unit: Number").fill("1");
    await page.getByLabel("Functional unit: Unit").fill("t");
    await page.getByLabel("Name, row 1").fill("steam");
    await page.getByLabel("Amount, row 1").fill("10");
    await page.getByLabel("Amount, Unit, row 1").fill("t");
    await page.getByLabel("Factor, row 1").fill("0.3");
    await page.getByLabel("Factor, Unit, row 1").fill("tCO2e/t");
    await page.getByLabel("Emission, row 1").fill("30");
    await page.getByLabel("Emission, Unit, row 1").fill("tCO2e");
    await page.goto("/console/check?lang=zh");
    await expect(page.getByLabel("活动数据，第 1 行")).toHaveValue("10");
    await page.getByRole("button", { name: "核查所填内容" }).click();
    const found = page.getByRole("listitem").filter({ hasText: "CK-ROW" });
    await expect(found).toContainText("期望值：3.00 tCO₂e");
    await page.getByRole("button", { name: "清空表单" }).click();
    await expect(page.getByLabel("活动数据，第 1 行")).toHaveValue("");
  });

  test("checks a declaration and leads from a finding to its help", async ({ page, registry }) => {
    await enter(page, registry, "exporter");
    await page.goto("/console/declarations?lang=en");
    await page.getByRole("main").getByRole("link", { name: testData.drafted.name }).first().click();
    await page.getByRole("link", { name: "Check", exact: true }).click();
    const finding = page.getByRole("listitem").filter({ hasText: "CK-FU" });
    await expect(finding).toContainText("How to mend it");
    await finding.getByRole("link", { name: "CK-FU" }).click();
    await expect(page.getByText("A finding of the report checker")).toBeVisible();
  });
});
