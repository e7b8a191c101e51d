import { readFile } from "node:fs/promises";
import { readSpreadsheet } from "../server/platform/spreadsheet.ts";
import { writeXlsx } from "../server/platform/spreadsheet-writer.ts";
import { expect, test } from "./app.ts";
import { testData } from "./test-data.ts";
import { enter, signIn } from "./session.ts";

const head = "Code,Kind,Stage,Name,Mass (kg),Emission factor,Factor unit,Source";
const rows = [
  head,
  "import-foil,material,production,Foil,12.5,9,kgCO2e/kg,Bill of materials",
  "import-glue,material,production,Glue,a little,9,kgCO2e/kg,Bill of materials",
  "import-tape,material,production,Tape,5,9,kgCO2e/kWh,Bill of materials",
].join("\n");

/** The same rows as a workbook: with numbers as numbers, a title above the heading and a second sheet that is none. */
test("a workbook is checked, put aside with a word, sent again and taken over; undo goes back", async ({
  page,
  registry,
}) => {
  test.setTimeout(120_000);
  await enter(page, registry, "exporter");
  await page.goto("/console/declarations?state=draft&lang=en");
  const draft = page.getByRole("row").filter({ hasText: testData.drafted.name });
  await draft.getByRole("rowheader").getByRole("link").click();
  await page.getByRole("link", { name: "Import lines from a spreadsheet" }).click();
  const cells = rows.split("\n").map((row) => row.split(","));
  const buffer = Buffer.from(
    await writeXlsx([
      { name: "Bill of materials", rows: [["Pack of the test, 2026"], [], ...cells] },
      { name: "Notes", rows: [["Ask the supplier of the tape."]] },
    ]),
  );
  const workbook = {
    ...{ name: "lines.xlsx", buffer },
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  };
  const send = async () => {
    await page.getByLabel("Workbook (.xlsx) or text file (.csv)").setInputFiles(workbook);
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await expect(page.getByRole("heading", { name: "2 rows to mend" })).toBeVisible();
  };

  await test.step("rows are named as the spreadsheet counts them, the sheet by its name", async () => {
    await send();
    await expect(page.locator("#found")).toContainText("Bill of materials");
    const table = page.locator("#to-mend");
    await expect(table.getByRole("row").nth(1)).toContainText(/5.*Glue.*E Mass \(kg\).*a little.*no number/s);
    await expect(table.getByRole("row").nth(2)).toContainText(/6.*Tape.*G Factor unit.*kgCO2e\/kWh/s);
  });

  await test.step("put aside, it says so, and nothing of it is in the draft", async () => {
    await page.getByRole("button", { name: "Put this file aside" }).click();
    await expect(page.getByText("Put aside: lines.xlsx.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "What was found" })).toHaveCount(0);
  });

  await test.step("sent again it is taken over, its bad rows come back as a workbook, and undo takes it back", async () => {
    await send();
    await page.getByRole("button", { name: "Take one row over" }).click();
    await expect(page.getByText("Taken over: lines.xlsx")).toBeVisible();
    const loading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Rows to mend (.xlsx)" }).click();
    const read = await readSpreadsheet(await readFile(await (await loading).path()));
    const sheet = read.ok ? read.value.sheets[0] : undefined;
    const texts = sheet?.rows.map((row) => row.cells.join(" | ")) ?? [];
    expect(texts.some((text) => text.includes("What to mend"))).toBe(true);
    expect(texts.filter((text) => /Glue|Tape/.test(text))).toHaveLength(2);
    await page.getByRole("link", { name: "Back to the inventory" }).click();
    await page.getByRole("button", { name: "Undo: import of one line" }).click();
    await expect(page.locator("#inventory")).not.toContainText("Foil");
  });
});

/** A workbook with two bad rows is checked, its good row taken over, the bad ones mended by themselves; undo goes back. */
test("two bad rows are mended in the file they come back in, and the import is taken back", async ({
  page,
  registry,
}) => {
  test.setTimeout(120_000);
  await signIn(page, {
    email: testData.people.exporter.email,
    password: registry.password,
    next: "/console/declarations",
  });
  const draft = page
    .getByRole("row")
    .filter({ hasText: testData.drafted.name })
    .filter({ has: page.getByText("Draft", { exact: true }) });
  await draft.getByRole("rowheader").getByRole("link").click();
  await page.getByRole("link", { name: "Import lines from a spreadsheet" }).click();

  await test.step("the dry run names row, column, value and reason", async () => {
    await page.getByLabel("Workbook (.xlsx) or text file (.csv)").setInputFiles({
      ...{ name: "lines.csv", mimeType: "text/csv" },
      buffer: Buffer.from(rows),
    });
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await expect(page.getByRole("heading", { name: "2 rows to mend" })).toBeVisible();
    const table = page.locator("#to-mend");
    await expect(table.getByRole("row").nth(1)).toContainText(/3.*E Mass \(kg\).*a little.*no number/s);
    await expect(table.getByRole("row").nth(2)).toContainText(/4.*G Factor unit.*kgCO2e\/kWh/s);
  });

  await test.step("the good row is taken over", async () => {
    await page.getByRole("button", { name: "Take one row over" }).click();
    await expect(page.getByText("Taken over: lines.csv")).toBeVisible();
    await expect(page.getByText(/^1 new line, 0 changed/)).toBeVisible();
  });

  await test.step("the file to mend comes back with reasons, is mended and imported by itself", async () => {
    const loading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Rows to mend (.csv)" }).click();
    const file = await loading;
    const text = await readFile(await file.path(), "utf8");
    expect(text).toContain("What to mend");
    const mended = text.replace("a little,9", "0.5,9").replace("9,kgCO2e/kWh", "9,kgCO2e/kg");
    await page.getByLabel("Workbook (.xlsx) or text file (.csv)").setInputFiles({
      ...{ name: file.suggestedFilename(), mimeType: "text/csv" },
      buffer: Buffer.from(mended),
    });
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await expect(page.getByText("Every row can be taken over.")).toBeVisible();
    await page.getByRole("button", { name: "Take 2 rows over" }).click();
    await expect(page.getByText("Taken over: lines-to-mend.csv")).toBeVisible();
    await expect(page.getByText(/^2 new lines, 0 changed/)).toBeVisible();
    await page.getByRole("link", { name: "Back to the inventory" }).click();
    await expect(page.locator("#inventory")).toContainText("Glue");
  });

  await test.step("undo takes one import back, then the other", async () => {
    await page.getByRole("button", { name: "Undo: import of 2 lines" }).click();
    await expect(page.locator("#inventory")).not.toContainText("Glue");
    await expect(page.locator("#inventory")).toContainText("Foil");
    await page.getByRole("button", { name: "Undo: import of one line" }).click();
    await expect(page.locator("#inventory")).not.toContainText("Foil");
  });
});

/** What users of LCA tools miss elsewhere: a sheet that is exported and imported again has lost nothing. */
for (const { language, words } of [
  {
    language: "en",
    words: {
      file: "Workbook (.xlsx) or text file (.csv)",
      check: "Check",
      headSame: "The file says the same as the draft.",
      nothing: "The draft says all of this already: taking it over changes nothing.",
      takeOver: /^Take .* over$/,
      taken: "The draft said all of this already, so nothing changed.",
    },
  },
  {
    language: "zh",
    words: {
      file: "工作簿（.xlsx）或文本文件（.csv）",
      check: "检查",
      headSame: "文件与草稿的清单说明一致。",
      nothing: "草稿内容已与文件一致，采用后不会有任何改动。",
      takeOver: /^采用 \d+ 行$/,
      taken: "草稿内容原已与文件一致，没有改动。",
    },
  },
] as const) {
  test(`an exported inventory is imported as it is, and nothing differs (${language})`, async ({
    page,
    registry,
  }) => {
    test.setTimeout(120_000);
    await enter(page, registry, "exporter");
    await page.goto(`/console/declarations?state=draft&lang=${language}`);
    const draft = page.getByRole("row").filter({ hasText: testData.drafted.name });
    await draft.getByRole("rowheader").getByRole("link").click();
    await expect(page.getByTestId("result")).toBeVisible();
    const address = new URL(page.url()).pathname;
    const exported = async (format: "xlsx" | "csv") => {
      await page.goto(`${address}?lang=${language}`);
      const loading = page.waitForEvent("download");
      await page.getByRole("link", { name: `.${format}`, exact: true }).click();
      const download = await loading;
      return { name: download.suggestedFilename(), buffer: await readFile(await download.path()) };
    };

    for (const format of ["xlsx", "csv"] as const) {
      await test.step(format, async () => {
        const file = await exported(format);
        await page.goto(`${address}/import?lang=${language}`);
        await page.getByLabel(words.file).setInputFiles({ ...file, mimeType: "application/octet-stream" });
        await page.getByRole("button", { name: words.check, exact: true }).click();
        await expect(page.locator("#take-over")).toContainText(words.nothing);
        if (format === "xlsx") await expect(page.locator("#head")).toContainText(words.headSame);
        await page.getByRole("button", { name: words.takeOver }).click();
        await expect(page.getByText(words.taken)).toBeVisible();
        const again = await exported(format);
        const [before, after] = [await readSpreadsheet(file.buffer), await readSpreadsheet(again.buffer)];
        expect(before.ok).toBe(true);
        expect(after).toEqual(before);
      });
    }
  });
}

test("a file larger than any inventory is refused with a word, before it is sent", async ({
  page,
  registry,
}) => {
  await enter(page, registry, "exporter");
  await page.goto("/console/declarations?state=draft&lang=en");
  const draft = page.getByRole("row").filter({ hasText: testData.drafted.name });
  await draft.getByRole("rowheader").getByRole("link").click();
  await page.getByRole("link", { name: "Import lines from a spreadsheet" }).click();
  const buffer = Buffer.alloc(27 * 1024 * 1024, "import-x,material,production,X,1\n");
  await page
    .getByLabel("Workbook (.xlsx) or text file (.csv)")
    .setInputFiles({ name: "million.csv", mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await expect(page.locator(".notice-danger")).toContainText("more than 20 MiB");
});
