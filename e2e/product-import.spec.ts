import { readFile } from "node:fs/promises";
import { readSpreadsheet } from "../server/platform/spreadsheet.ts";
import { writeXlsx } from "../server/platform/spreadsheet-writer.ts";
import { expect, test } from "./app.ts";
import { enter } from "./session.ts";
import { testData } from "./test-data.ts";

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** What a person fills into the template, by heading. */
const model = (code: string): Readonly<Record<string, string>> => ({
  "Model code": code,
  Category: "Electric vehicle battery",
  "Name of the model": `Imported ${code}`,
  "Type designation": "IMPORTED",
  Plant: "HD",
  "Rated energy (kWh)": "75",
});

test("a template becomes three models, and fifty batteries come by spreadsheet, each row with its passport", async ({
  page,
  registry,
}) => {
  test.setTimeout(300_000);
  await enter(page, registry, "exporter");

  await test.step("the template of a category has its columns and guidance", async () => {
    await page.goto("/console/products/import?lang=en");
    const loading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Template (.xlsx)" }).click();
    const read = await readSpreadsheet(await readFile(await (await loading).path()));
    const sheets = read.ok ? read.value.sheets : [];
    const [headings = [], guidance = []] = sheets[0]?.rows.map(({ cells }) => cells) ?? [];
    expect(sheets.map(({ name }) => name)).toContain("Words to choose from");
    expect(guidance.every((cell) => cell.startsWith("※"))).toBe(true);
    const inCatalogue: Readonly<Record<string, string>> = {
      ...{ batteryChemistry: "LFP", batteryMass: "430", ratedCapacity: "210", nominalVoltage: "357" },
      ...{ extinguishingAgent: "Water" },
    };
    const guide = sheets[1]?.rows.map(({ cells }) => cells) ?? [];
    const named = new Map(guide.map(([heading = "", name = ""]) => [heading, name]));
    const filled = (code: string, changes: Readonly<Record<string, string>> = {}) =>
      headings.map((heading) => {
        const values = new Map(Object.entries({ ...model(code), ...changes }));
        return values.get(heading) ?? inCatalogue[named.get(heading) ?? ""] ?? "";
      });
    const rows = [
      filled("IMP-1"),
      filled("IMP-2"),
      filled("IMP-3"),
      filled("IMP-4", { "Rated energy (kWh)": "much" }),
    ];
    const buffer = Buffer.from(
      await writeXlsx([{ name: "Models", rows: [[...headings], [...guidance], ...rows] }]),
    );
    await page
      .getByLabel("Workbook (.xlsx) or text file (.csv)")
      .setInputFiles({ name: "models.xlsx", mimeType: xlsx, buffer });
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await expect(page.getByRole("heading", { name: "What was found" })).toBeVisible();
  });

  await test.step("the bad row is named at its cell and the good ones are taken over", async () => {
    await expect(page.locator("#to-mend")).toContainText("Rated energy (kWh)");
    await expect(page.locator("#to-mend")).toContainText("much");
    await page.getByRole("button", { name: "Take 3 rows over" }).click();
    await expect(page.getByText("Done: models.xlsx")).toBeVisible({ timeout: 60_000 });
    await expect(page.locator("#done").getByRole("row")).toHaveCount(4);
    const loading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Rows to mend (.xlsx)" }).click();
    const read = await readSpreadsheet(await readFile(await (await loading).path()));
    const texts = read.ok ? (read.value.sheets[0]?.rows.map(({ cells }) => cells.join(" ")) ?? []) : [];
    expect(texts.at(-1)).toContain("IMP-4");
  });

  await test.step("fifty batteries get their passports, and sending them again changes nothing", async () => {
    const lines = Array.from(
      { length: 50 },
      (_, index) => `${testData.model.gtin},SPREAD-${String(index)},2026-10,L9`,
    );
    const file = {
      ...{ name: "batteries.csv", mimeType: "text/csv" },
      buffer: Buffer.from(["Model,Serial number,制造日期,Batch", ...lines].join("\n")),
    };
    const send = async () => {
      await page.goto("/console/products/import?kind=items&lang=en");
      await page.getByLabel("Workbook (.xlsx) or text file (.csv)").setInputFiles(file);
      await page.getByRole("button", { name: "Check", exact: true }).click();
      await page.getByRole("button", { name: "Take 50 rows over" }).click();
      await expect(page.getByText("Done: batteries.csv")).toBeVisible({ timeout: 120_000 });
    };
    await send();
    await expect(page.locator("#done").getByText("Entered")).toHaveCount(50);
    const link = page.locator("#done").getByRole("link").first();
    await expect(link).toHaveText(`/01/${testData.model.gtin}/21/SPREAD-0`);
    await send();
    await expect(page.locator("#done").getByText("Was there already")).toHaveCount(50);
    await page.goto(`/01/${testData.model.gtin}/21/SPREAD-0?lang=en`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });
});
