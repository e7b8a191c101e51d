import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { expect, test } from "./app.ts";
import { approveAs, submitForReview } from "./approve.ts";
import { testData } from "./test-data.ts";
import { signIn } from "./session.ts";

/**
 * The whole way once: an exporter changes a figure and releases it; a phone scans the printed code and reads the page
 * without scripts; strangers check the signature with three programs, one of them not ours; nobody accepts a changed
 * record.
 */
test("from a changed figure to a record that strangers verify and nobody can alter unseen", async ({
  page,
  browser,
  registry,
}) => {
  test.setTimeout(180_000);
  const { sibling, operator } = testData;
  const folder = await mkdtemp(path.join(os.tmpdir(), "cellproof-story-"));
  const recordFile = path.join(folder, "passport.jwt");
  const keysFile = path.join(folder, "jwks.json");

  await test.step("sign in, open the released declaration, start its next version", async () => {
    await signIn(page, {
      email: testData.people.exporter.email,
      password: registry.password,
      next: "/console/declarations",
    });
    const row = page.getByRole("row").filter({ hasText: sibling.name }).filter({ hasText: "Released" });
    await row.getByRole("rowheader").getByRole("link").click();
    await expect(page.getByTestId("result")).toContainText("0.2");
    await page.getByRole("button", { name: "Start the next version" }).click();
    await expect(page).toHaveURL(/\/console\/declarations\/[0-9a-f-]+/);
    await expect(page.getByText("Draft").first()).toBeVisible();
  });

  await test.step("change a figure: the result changes, and the page says why", async () => {
    await page.getByRole("button", { name: /^1,?500\s*kWh$/ }).press("Enter");
    await page.keyboard.type("1000");
    await page.keyboard.press("Enter");
    const difference = page.getByTestId("difference");
    await expect(difference).toContainText(/Amount: 1,?500 kWh → 1,?000 kWh/);
    await expect(difference).toContainText("300.00");
  });

  await test.step("a second person looks at the difference and approves it", async () => {
    await submitForReview(page);
    const { email } = testData.people.reviewer;
    await approveAs(browser, registry.url, { email, password: registry.password }, sibling.name);
    await page.reload();
  });

  const productUrl = await test.step("release, with a reason", async () => {
    await page.getByRole("button", { name: "Release", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /^(Sign and release|Release)/ }).click();
    await expect(dialog.getByText(/reason/i).first()).toBeVisible();
    await dialog.getByRole("textbox").fill("Meter of the second half-year read");
    await dialog.getByRole("button", { name: /^(Sign and release|Release)/ }).click();
    await expect(dialog.getByText(/version 2/i)).toBeVisible();
    return new URL(sibling.path, registry.url).href;
  });

  const scanned = await test.step("a decoder of another maker reads the printed label", async () => {
    const print = await browser.newContext({ javaScriptEnabled: false, deviceScaleFactor: 3 });
    const label = await print.newPage();
    await label.goto(`${productUrl}/label?lang=en`);
    const text = await decode(await label.screenshot());
    await print.close();
    expect(text).toBe(productUrl);
    return text;
  });

  await test.step("a phone without scripts reads the new version; the old one stays readable", async () => {
    const phone = await browser.newContext({
      javaScriptEnabled: false,
      acceptDownloads: true,
      viewport: { width: 390, height: 844 },
    });
    const opened = await phone.newPage();
    await opened.goto(scanned);
    await expect(opened.getByRole("heading", { level: 1 })).toHaveText(sibling.name);
    await expect(opened.getByText(/^Signed by Testpack Batteries on /).first()).toBeVisible();
    await expect(opened.getByText(/Current as of/).first()).toBeVisible();
    await expect(opened.getByText("9,700.00").first()).toBeVisible();
    const [download] = await Promise.all([
      opened.waitForEvent("download"),
      opened.getByRole("link", { name: "Signed record (vc+jwt)" }).click(),
    ]);
    await download.saveAs(recordFile);
    await opened.goto(`${scanned}/versions/1`);
    await expect(opened.getByText("10,000.00").first()).toBeVisible();
    await expect(opened.getByText(/replaced by/i).first()).toBeVisible();
    await phone.close();
    const keys = await page.request.get(`/op/${operator.slug}/jwks.json`);
    await writeFile(keysFile, await keys.body());
  });

  const record = await readFile(recordFile, "utf8");
  const changed = path.join(folder, "changed.jwt");
  await writeFile(changed, withChangedFigure(record));

  await test.step("the page /verify confirms the record and refuses the changed one", async () => {
    expect(await verdictOnPage(page, recordFile, productUrl)).toContain("The signature holds.");
    expect(await verdictOnPage(page, changed, productUrl)).toContain("Do not rely on this record.");
  });

  await test.step("the command line confirms the record and refuses the changed one", () => {
    const asked = ["--jwks", keysFile, "--subject", productUrl];
    expect(run("npx", ["cellproof", "verify", "--record", recordFile, ...asked]).status).toBe(0);
    const refused = run("npx", ["cellproof", "verify", "--record", changed, ...asked, "--json"]);
    expect(refused.status).toBe(1);
    expect(refused.stdout).toContain("R_SIGNATURE");
  });

  await test.step("a verifier of another language confirms the record and refuses the changed one", () => {
    // José, a C program: it knows nothing of us. On machines without it this part says so by name.
    const isThere = run("jose", ["alg"]).status === 0;
    test.skip(
      !isThere && process.env["CI"] !== "true",
      "the jose command (Debian package jose) is not installed",
    );
    expect(run("jose", ["jws", "ver", "-i", recordFile, "-k", keysFile]).status).toBe(0);
    expect(run("jose", ["jws", "ver", "-i", changed, "-k", keysFile]).status).not.toBe(0);
  });
});

function run(program: string, args: readonly string[]) {
  return spawnSync(program, [...args], { encoding: "utf8" });
}

/** The record with another footprint and everything else as it was. */
function withChangedFigure(record: string): string {
  const [header = "", payload = "", signature = ""] = record.split(".");
  const text = Buffer.from(payload, "base64url").toString("utf8");
  const forged = text.replace('"totalKgCO2e":"9700"', '"totalKgCO2e":"5700"');
  expect(forged).not.toBe(text);
  return [header, Buffer.from(forged).toString("base64url"), signature].join(".");
}

async function verdictOnPage(page: Page, file: string, subject: string): Promise<string> {
  await page.goto("/verify?lang=en");
  const uploads: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") uploads.push(request.url());
  });
  await page.getByLabel("Files", { exact: true }).setInputFiles(file);
  await page.getByText("More: as of another time").click();
  await page.getByLabel("Expected product").fill(subject);
  await page.getByRole("button", { name: "Check record" }).click();
  await expect(page.getByRole("list", { name: "What was checked" })).toBeVisible();
  expect(uploads).toEqual([]);
  return page.getByRole("region", { name: "Result", exact: true }).innerText();
}

async function decode(image: Buffer): Promise<string> {
  const wasm = await readFile("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm");
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true });
  const [code] = await readBarcodes(new Uint8Array(image), { formats: ["QRCode"] });
  return code?.text ?? "";
}
