import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { expect, test } from "./app.ts";
import { testData } from "./test-data.ts";

/** From the scanned page to the public study and its PDF, without script; and who may read the whole report. */
const folder = mkdtempSync(path.join(os.tmpdir(), "cellproof-study-"));
const model = `/01/${testData.model.gtin}`;

test.beforeAll(async () => {
  const wasm = readFileSync("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm");
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true });
});

const stories = [
  ["en", "Public study", "Public study on the carbon footprint", "The result", "Public study (PDF)"],
  ["zh", "公开研究", "碳足迹公开研究", "结果", "公开研究（PDF）"],
] as const;

for (const [language, link, title, heading, pdfLink] of stories) {
  test.describe(`without script, in ${language}`, () => {
    test.use({ javaScriptEnabled: false });

    test("the passport leads to the study, the study to its PDF, with the same figures", async ({
      page,
      request,
    }) => {
      await page.goto(`${model}?lang=${language}`);
      const declared = (await page.locator("#footprint").locator("..").locator(".large").innerText()).trim();
      await page.getByRole("link", { name: link, exact: true }).click();
      await expect(page).toHaveURL(new RegExp(`${model}/study/1\\?lang=${language}$`));
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
      await expect(page.getByRole("heading", { name: heading, exact: true })).toBeVisible();
      await expect(page.locator(".large")).toHaveText(declared);
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);

      const href = await page.getByRole("link", { name: pdfLink }).getAttribute("href");
      const file = await saved(request, href ?? "", `study-${language}`);
      const text = execFileSync("pdftotext", ["-enc", "UTF-8", file, "-"], { encoding: "utf8" });
      const bare = text.replaceAll(/\s/g, "");
      expect(bare).toContain(title.replaceAll(" ", ""));
      expect(bare).toContain(declared);
      for (const row of await page.locator("tfoot td.number").allInnerTexts())
        expect(bare).toContain(row.replaceAll(/\s/g, ""));
    });
  });
}

test("the declaration is a PDF whose code leads back to the passport", async ({ request, registry }) => {
  const file = await saved(request, `${model}/declaration.pdf?lang=en`, "declaration");
  const picture = file.replace(/\.pdf$/, "");
  execFileSync("pdftoppm", ["-r", "120", "-f", "1", "-l", "1", "-singlefile", "-png", file, picture]);
  const codes = await readBarcodes(new Uint8Array(readFileSync(`${picture}.png`)), { formats: ["QRCode"] });
  expect(codes.map(({ text }) => text)).toEqual([`${registry.url}${model}`]);
});

test("the study comes from the front's memory the second time, and a draft's not at all", async ({
  request,
}) => {
  const first = await request.get(`${model}/study/1.pdf?lang=en`);
  const again = await request.get(`${model}/study/1.pdf?lang=en`, {
    headers: { "if-none-match": first.headers()["etag"] ?? "" },
  });
  expect([first.status(), again.status()]).toEqual([200, 304]);
  const drafted = `/01/${testData.drafted.gtin}`;
  expect((await request.get(`${drafted}/study/1`)).status()).toBe(200);
  expect((await request.get(`${drafted}/study/2`)).status()).toBe(404);
});

test("its makers write what the study says and read the report as a draft; strangers get neither", async ({
  page,
  request,
  registry,
}) => {
  await page.goto("/sign-in?lang=en");
  await page.getByLabel("Email").fill(testData.people.exporter.email);
  await page.getByLabel("Password").fill(registry.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/console/);
  await page.goto("/console/declarations?lang=en");
  const row = page.getByRole("row", { name: new RegExp(`${testData.drafted.name}.*Draft`) });
  await row.getByRole("link").first().click();
  await page
    .getByRole("navigation", { name: "Screens of this declaration" })
    .getByRole("link", { name: "Documents" })
    .click();
  await page.getByLabel("Goal of the study").fill("To show what the stories show");
  await page.getByLabel("Left out, with the reason").fill("Pallets");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("“Pallets” has no reason.")).toBeVisible();
  await page.getByLabel("Left out, with the reason").fill("Pallets: returned and used again");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();

  const address = page.url().replace(/\?.*$/, "");
  const report = await page.request.get(`${address}/report.pdf?lang=en`);
  expect([report.status(), report.headers()["cache-control"]]).toEqual([200, "private, no-store"]);
  const file = path.join(folder, "report.pdf");
  writeFileSync(file, await report.body());
  const text = execFileSync("pdftotext", ["-raw", file, "-"], { encoding: "utf8" }).replaceAll(/\s/g, "");
  for (const words of ["DRAFT", "To show what the stories show", "returned and used again"])
    expect(text).toContain(words.replaceAll(" ", ""));
  expect((await request.get(`${address}/report.pdf`)).status()).toBe(401);
  const html = await page.goto(`${address}/report.html?lang=zh`);
  expect(html?.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("碳足迹研究报告");
});

async function saved(
  request: {
    readonly get: (
      url: string,
    ) => Promise<{ readonly status: () => number; readonly body: () => Promise<Buffer> }>;
  },
  address: string,
  name: string,
): Promise<string> {
  const response = await request.get(address);
  expect(response.status()).toBe(200);
  const file = path.join(folder, `${name}.pdf`);
  writeFileSync(file, await response.body());
  return file;
}
