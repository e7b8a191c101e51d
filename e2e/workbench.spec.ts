import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { APIRequestContext, BrowserContext } from "@playwright/test";
import { z } from "zod";
import { lineFields } from "../server/domain/import/field.ts";
import { writeXlsx } from "../server/platform/spreadsheet-writer.ts";
import { expect, test } from "./app.ts";
import { submitForReview } from "./approve.ts";
import { enter } from "./session.ts";
import { testData } from "./test-data.ts";

/**
 * The workbench from end to end, told in order on a model of its own: from a spreadsheet with Chinese headings to a
 * declaration that a second person approved, with a public study, and a file that anybody can calculate again.
 */
test.describe.configure({ mode: "serial" });

const product = { name: "Workbench pack 62 kWh", code: "TP-WB62" };
const publicPath = `/id/${testData.operator.slug}/${product.code}`;
const folder = mkdtempSync(path.join(os.tmpdir(), "cellproof-workbench-"));
let exporter: BrowserContext;
let reviewer: BrowserContext;
/** Of the declaration; known once it is begun. */
let address = "";

test.beforeAll(async ({ browser, registry }) => {
  const own = { baseURL: registry.url, locale: "en-GB" };
  exporter = await browser.newContext(own);
  reviewer = await browser.newContext(own);
  await enter(await exporter.newPage(), registry, "exporter");
  await enter(await reviewer.newPage(), registry, "reviewer");
});
test.afterAll(async () => {
  await exporter.close();
  await reviewer.close();
});

test("the overview leads from a new model to an empty declaration, under any method a passport can rest on", async () => {
  const page = await exporter.newPage();
  await page.goto("/console?lang=en");
  await page.getByRole("link", { name: "New model" }).click();
  for (const [label, typed] of [
    ["Name", product.name],
    ["Model code", product.code],
    ["Type designation", product.code],
    ["Chemistry", "LFP"],
    ["Mass (kg)", "420"],
    ["Rated capacity (Ah)", "177"],
    ["Nominal voltage (V)", "350"],
    ["Rated energy (kWh)", "62"],
    ["Warranty (months) (optional)", "96"],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(typed);
  await page.getByRole("button", { name: "Enter the model" }).click();
  await expect(page.getByRole("heading", { level: 1, name: product.name })).toBeVisible();

  await page.goto("/console?lang=en");
  await page.getByRole("link", { name: `Start a declaration for ${product.name}` }).click();
  await page.getByLabel("Title of the inventory").fill("Production data 2025");
  await page.getByLabel("Data from").fill("2025-01-01");
  await page.getByLabel("Data to").fill("2025-12-31");

  // Each method names its own vehicles, and only where it leaves the cycles open are they asked for.
  const [method, category] = [page.getByLabel("Method"), page.getByLabel("Vehicle category")];
  await method.selectOption({ label: "EU draft rules for electric vehicle batteries" });
  await expect(category.getByRole("option", { name: /^M1/ })).toBeAttached();
  await expect(page.getByLabel(/^Full cycles per year/)).toHaveCount(0);
  await category.selectOption({ label: "Another use, own cycles" });
  await page.getByRole("button", { name: "Start the draft" }).click();
  await expect(page.getByLabel("Full cycles per year")).toHaveAccessibleDescription(
    /no number of charge cycles/,
  );
  await method.selectOption({ label: "MEE draft (China), partial life cycle" });
  await category.selectOption({ label: "Light vehicle, not commercial" });
  await page.getByRole("button", { name: "Start the draft" }).click();

  await expect(page.getByText("Begin with the lines of the inventory")).toBeVisible();
  address = new URL(page.url()).pathname;
  await page.goto("/console?lang=en");
  await page.getByRole("link", { name: new RegExp(`^Fill declaration 1 of ${product.name}`) }).click();
  await expect(page).toHaveURL(new RegExp(`${address}/import`));
});

test("a workbook is imported, and its two bad rows are mended in the file they come back in", async () => {
  const page = await exporter.newPage();
  await page.goto(`${address}/import?lang=zh`);
  const file = page.getByLabel("工作簿（.xlsx）或文本文件（.csv）");
  const check = page.getByRole("button", { name: "检查", exact: true });
  await file.setInputFiles({
    name: "清单.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: await workbook(),
  });
  await check.click();
  const bad = page.locator("#to-mend").getByRole("row");
  await expect(bad.filter({ hasText: "约三十" })).toContainText(/5.*约三十.*不是数字/s);
  await expect(bad.filter({ hasText: "kgCO2e/kWh" })).toContainText(/7.*kgCO2e\/kWh.*量纲/s);
  await expect(bad).toHaveCount(3);
  await page.getByRole("button", { name: "采用 7 行" }).click();
  await expect(page.getByText("已采用：清单.xlsx")).toBeVisible();

  const loading = page.waitForEvent("download");
  await page.getByRole("link", { name: "待修改行（.csv）" }).click();
  const returned = await loading;
  const text = readFileSync(await returned.path(), "utf8");
  await file.setInputFiles({
    ...{ name: returned.suggestedFilename(), mimeType: "text/csv" },
    buffer: Buffer.from(text.replace("约三十", "31").replace("kgCO2e/kWh", "kgCO2e/kg")),
  });
  await check.click();
  await page.getByRole("button", { name: "采用 2 行" }).click();
  await expect(page.getByText(/^新增 2 行/)).toBeVisible();
  await page.getByRole("link", { name: "返回清单" }).click();
  await page.goto(`${address}?lang=en`);
  await expect(page.locator("#inventory")).toContainText("Copper foil");
  // 132 × 7.9 + 62 × 5.2 + 18 × 16.5 + 31 × 7.1 + 62 × 15.8 + 9 × 28 + 3 100 × 0.6 + 1.2 × 295 + 0.42 × 850 × 0.076
  await expect(page.getByTestId("result")).toBeVisible();
  await expect(page.getByTitle(/^5355\.032\b/).first()).toBeVisible();
});

test("the result is seen by every method, and a scenario lowers it without touching the declaration", async () => {
  const page = await exporter.newPage();
  await page.goto(`${address}/analysis?lang=en`);
  const methods = page.locator("#methods");
  for (const name of ["MEE draft (China), full life cycle", "EU draft rules", "ISO 14067, cradle to gate"])
    await expect(methods.getByRole("row").filter({ hasText: name }).first()).toContainText(/\d/);
  // ISO 14067 ends at the gate: the lorry to the port is all that lies between.
  await methods.locator("summary").filter({ hasText: "to ISO 14067" }).click();
  await expect(methods.getByRole("row").filter({ hasText: "Boundary:" })).toContainText("−27.13");

  await page.getByRole("link", { name: "Scenarios", exact: true }).click();
  await page.getByLabel("Share, 0 to 1").fill("0.5");
  await page.getByLabel("Factor", { exact: true }).fill("0.1");
  await page.getByRole("button", { name: "Add this step" }).click();
  const step = page.getByTestId("scenario-steps").getByRole("row").filter({ hasText: "50.0 % green power" });
  await expect(step).toContainText("counted, 1 line changed");
  await expect(step).toContainText("−14.5 %");
  await page.getByLabel("Name", { exact: true }).fill("Half green power");
  await page.getByRole("button", { name: "Keep as new" }).click();
  await expect(page.getByRole("button", { name: "Remove “Half green power”" })).toBeVisible();
  await page.goto(`${address}?lang=en`);
  await expect(page.getByTitle(/^5355\.032\b/).first()).toBeVisible();
});

test("the report check finds no error, the study gets its words, and the reviewer approves what they see", async () => {
  const page = await exporter.newPage();
  await page.goto(`${address}/check?lang=en`);
  await expect(page.getByText(/^No error, /)).toBeVisible();
  await page
    .getByRole("navigation", { name: "Screens of this declaration" })
    .getByRole("link", { name: "Documents" })
    .click();
  await page.getByLabel("Goal of the study").fill("To declare the footprint of this pack");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.goto(`${address}?lang=en`);
  await submitForReview(page);

  const other = await reviewer.newPage();
  await other.goto("/console?lang=en");
  // Who only reviews is offered nothing to write.
  await expect(other.getByRole("heading", { name: "To do next" })).toBeVisible();
  await expect(other.getByRole("link", { name: /^(New model|Finish|Fill|Start)/ })).toHaveCount(0);
  await other.getByRole("link", { name: new RegExp(`^Review declaration 1 of ${product.name}`) }).click();
  await expect(other.getByRole("row").filter({ hasText: "Goal of the study" })).toContainText(
    "To declare the",
  );
  await expect(other.getByRole("row").filter({ hasText: "Copper foil" })).toContainText("+220.10");
  await other.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(other.getByText("A signer may release it now.").first()).toBeVisible();
});

test("released, it has a public page and a public study, and its files give the same figure elsewhere", async () => {
  const page = await exporter.newPage();
  await page.goto("/console?lang=en");
  await page.getByRole("link", { name: new RegExp(`^Release declaration 1 of ${product.name}`) }).click();
  await page.getByRole("button", { name: "Release", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Sign and release" }).click();
  await dialog.getByRole("link", { name: "Open the public page" }).click();
  await expect(page).toHaveURL(new RegExp(publicPath));
  await page.goto(`${publicPath}?lang=en`);
  await page.getByRole("link", { name: "Public study", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Public study on the carbon footprint");
  await expect(page.getByText("To declare the footprint of this pack")).toBeVisible();
  await expect(page.getByText("5,355.03").first()).toBeVisible();

  const { request } = page;
  for (const [file, words] of [
    [`${publicPath}/declaration.pdf?lang=zh`, "碳足迹声明"],
    [`${publicPath}/study/1.pdf?lang=zh`, "碳足迹公开研究"],
  ] as const) {
    const text = execFileSync("pdftotext", [
      "-enc",
      "UTF-8",
      await saved(request, file, "document.pdf"),
      "-",
    ]);
    const bare = text.toString("utf8").replaceAll(/\s/g, "");
    expect(bare).toContain(words);
    expect(bare).toContain("5,355.03");
  }

  const asked = await saved(request, `${address}/request.json`, "request.json");
  const answered = spawnSync("npx", ["cellproof", "calculate", asked], { encoding: "utf8" });
  expect(answered.status).toBe(0);
  const { totalKg } = z.object({ totalKg: z.string() }).parse(JSON.parse(answered.stdout));
  expect(totalKg).toBe("5355.032");

  // What a partner is given is what a partner can take in.
  const given = await saved(request, `${address}/pact.json`, "pact.json");
  await page.goto("/console/suppliers/import?lang=en");
  await page.getByLabel("JSON file").setInputFiles(given);
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText(new RegExp(`Kept: ${product.name}.*5,327\\.9`))).toBeVisible();
});

/** Nine lines under the headings our own export writes in Chinese, two of them with something to mend. */
async function workbook(): Promise<Buffer> {
  const material = { kind: "材料", stage: "原材料及零部件", amountUnit: "千克", factorUnit: "kgCO2e/kg" };
  const lines: readonly Readonly<Record<string, string>>[] = [
    {
      ...material,
      code: "cathode",
      nameEn: "LFP cathode",
      nameZh: "磷酸铁锂",
      amount: "132",
      factorValue: "7.9",
    },
    {
      ...material,
      code: "electrolyte",
      nameEn: "Electrolyte",
      nameZh: "电解液",
      amount: "62",
      factorValue: "5.2",
    },
    {
      ...material,
      code: "foil-al",
      nameEn: "Aluminium foil",
      nameZh: "铝箔",
      amount: "18",
      factorValue: "16.5",
    },
    {
      ...material,
      code: "foil-cu",
      nameEn: "Copper foil",
      nameZh: "铜箔",
      amount: "约三十",
      factorValue: "7.1",
    },
    {
      ...material,
      code: "case",
      nameEn: "Aluminium case",
      nameZh: "壳体",
      amount: "62",
      factorValue: "15.8",
    },
    {
      ...{ ...material, code: "bms", nameEn: "Management system", nameZh: "管理系统" },
      ...{ amount: "9", factorValue: "28", factorUnit: "kgCO2e/kWh" },
    },
    {
      ...{
        code: "power",
        kind: "电力",
        stage: "生产",
        nameEn: "Electricity of the plant",
        nameZh: "工厂用电",
      },
      ...{ amount: "0.31", amountUnit: "万kWh", factor: "test-grid@1", electricityModel: "全国平均电力" },
    },
    {
      ...{ code: "steam", kind: "活动", stage: "生产", nameEn: "Steam", nameZh: "外购蒸汽" },
      ...{ amount: "１．２", amountUnit: "吨", factorValue: "295", factorUnit: "kgCO2e/t" },
    },
    {
      ...{ code: "truck", kind: "运输", stage: "分销", nameEn: "Lorry to the port", nameZh: "公路运至港口" },
      ...{ amount: "420", amountUnit: "千克", transportMode: "公路", distance: "850", distanceUnit: "km" },
    },
  ];
  const source = { dataKind: "初级数据", sourceEn: "Records of 2025", sourceZh: "2025年记录" };
  const columns = lineFields.filter(({ id }) => lines.some((line) => id in line) || id in source);
  const rows = lines.map((line) => columns.map(({ id }) => ({ ...line, ...source })[id] ?? ""));
  return Buffer.from(await writeXlsx([{ name: "清单", rows: [columns.map(({ zh }) => zh[0]), ...rows] }]));
}

async function saved(request: APIRequestContext, from: string, name: string): Promise<string> {
  const response = await request.get(from);
  expect(response.status()).toBe(200);
  const file = path.join(folder, name);
  writeFileSync(file, await response.body());
  return file;
}
