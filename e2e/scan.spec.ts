import { readFile } from "node:fs/promises";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { z } from "zod";
import { expect, test } from "./app.ts";
import { testData, unknownProduct } from "./test-data.ts";

const model = testData.model.path;
const item = testData.item.path;

/** What a record says about where its key, context and schema stand. */
const placesOfRecord = z.object({
  iss: z.string(),
  "@context": z.array(z.string()),
  credentialSchema: z.object({ id: z.string() }),
});

// The whole file is a phone that runs no scripts.
test.use({ javaScriptEnabled: false });

test.beforeAll(async () => {
  const wasm = await readFile("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm");
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true });
});

test("a scan shows what it is, whether the record holds, who answers and the footprint, without JavaScript", async ({
  page,
}) => {
  const response = await page.goto(`${model}?lang=en`);
  expect(response?.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(testData.model.name);
  await expect(page.getByText(/^Signed by .+ on \d+ \w+ \d{4}\./)).toBeVisible();
  await expect(page.getByText(/Current as of/)).toBeVisible();
  await expect(page.getByText("0.208").first()).toBeVisible();
  await expect(page.getByText("A voluntary declaration.", { exact: false })).toBeVisible();
  await expect(page.getByRole("table", { name: /by life-cycle stage/ })).toContainText("90.0 %");
  await expect(page.getByRole("table", { name: /minimum shares/ })).toContainText("18 Aug 2031");
  await expect(page.getByText(/has not defined any carbon footprint performance classes yet/)).toBeVisible();
});

test("says of every check what it found, and never that witnesses saw a log which none signs yet", async ({
  page,
}) => {
  await page.goto(`${model}?lang=en`);
  const part = (name: string) => page.getByRole("listitem").filter({ hasText: name }).first();
  for (const name of ["Signature", "Current", "Public log"]) await expect(part(name)).toContainText("holds");
  await expect(part("Witnesses")).not.toContainText("holds");
});

test("a single battery shows its own record and its model's, each with a verdict, and no battery status", async ({
  page,
}) => {
  await page.goto(`${item}?lang=en`);
  await expect(page.getByText(/^Signed by /)).toHaveCount(2);
  await expect(page.getByRole("heading", { name: "This battery", exact: true })).toBeVisible();
  await expect(page.getByText(testData.item.serial).first()).toBeVisible();
  const text = await page.locator("body").innerText();
  expect(text).not.toMatch(/\b(original|repurposed|remanufactured)\b/);
});

test("the language is in the link and stays in it", async ({ page }) => {
  await page.goto(`${model}?lang=en`);
  await page.getByRole("link", { name: "简体中文" }).click();
  await expect(page).toHaveURL(/lang=zh/);
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
  await expect(page.getByRole("heading", { name: "碳足迹", exact: true })).toBeVisible();
  await page.getByRole("link", { name: "全部版本" }).click();
  await expect(page).toHaveURL(/\/versions\?lang=zh/);
});

test("the same type from the other plant is one link away and has its own identifier", async ({ page }) => {
  await page.goto(`${model}?lang=en`);
  await page.getByRole("link", { name: /Baoding/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Baoding");
  await expect(page).toHaveURL(`${testData.sibling.path}?lang=en`);
});

test("one address answers every reader in the form asked for", async ({ request }) => {
  const answers = new Map<string, string>();
  for (const form of [
    "application/json",
    "application/ld+json",
    "application/vc+jwt",
    "application/linkset+json",
    "text/html",
  ]) {
    const response = await request.get(model, { headers: { accept: form } });
    expect(response.status()).toBe(200);
    expect(response.headers()["content-type"]).toContain(form);
    expect(response.headers()["vary"]).toContain("Accept");
    answers.set(form, await response.text());
  }
  const anything = await request.get(model, { headers: { accept: "*/*" } });
  expect(await anything.json()).toMatchObject({
    uniqueProductIdentifier: new URL(model, anything.url()).href,
  });
  const payload = (answers.get("application/vc+jwt") ?? "").split(".")[1] ?? "";
  expect(Buffer.from(payload, "base64url").toString()).toBe(answers.get("application/ld+json"));
});

test("what does not exist is 404 in every form", async ({ request, page }) => {
  for (const path of [
    unknownProduct,
    "/01/09521230000018",
    `${model}/21/NOBODY`,
    `${model}/versions/99`,
    `${model}/21/NOBODY/bundle.json`,
  ]) {
    for (const accept of [
      "text/html",
      "application/json",
      "application/ld+json",
      "application/vc+jwt",
      "*/*",
    ]) {
      expect((await request.get(path, { headers: { accept } })).status(), `${path} as ${accept}`).toBe(404);
    }
  }
  await page.goto(`${unknownProduct}?lang=en`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No passport here");
});

test("keys, context and schema stand where the record says, for programs of every origin", async ({
  request,
}) => {
  const record = await request.get(model, { headers: { accept: "application/ld+json" } });
  const { iss, credentialSchema, "@context": contexts } = placesOfRecord.parse(await record.json());
  const slug = iss.split(":").at(-1) ?? "";
  const places = [
    contexts[1] ?? "",
    credentialSchema.id,
    `/op/${slug}/did.json`,
    `/op/${slug}/jwks.json`,
    `/.well-known/jwt-vc-issuer/op/${slug}`,
  ];
  for (const place of places) {
    const response = await request.get(place);
    expect(response.status(), place).toBe(200);
    expect(response.headers()["access-control-allow-origin"], place).toBe("*");
  }
});

test("BATT-Art13(6)(a): a resolver answers link types, other spellings, preflight and what it is", async ({
  request,
}) => {
  const here = new URL((await request.get(model)).url());
  const all = await request.get(`${model}?linkType=linkset`);
  expect(await all.json()).toMatchObject({ linkset: [{ anchor: here.href }] });
  const page = await request.get(`${model}?linkType=gs1:pip`, {
    headers: { "accept-language": "zh-CN" },
    maxRedirects: 0,
  });
  expect([page.status(), page.headers()["location"]]).toEqual([307, `${here.href}?lang=zh`]);
  const short = await request.get(model.replace("/01/0", "/01/"), { maxRedirects: 0 });
  expect([short.status(), short.headers()["location"]]).toEqual([307, model]);
  const asked = await request.fetch(model, { method: "OPTIONS" });
  expect(asked.headers()["access-control-allow-methods"]).toContain("GET");
  const described = await request.get("/.well-known/gs1resolver");
  expect(await described.json()).toMatchObject({ resolverRoot: here.origin, supportedPrimaryKeys: ["01"] });
});

test("the signed record is saved by a plain link and is the text a program gets", async ({
  page,
  request,
}) => {
  await page.goto(`${model}?lang=en`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Signed record (vc+jwt)" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.jwt$/);
  const saved = await readFile(await download.path(), "utf8");
  expect(saved).toBe(await (await request.get(model, { headers: { accept: "application/vc+jwt" } })).text());
});

test.describe("the printed label at 300 dots an inch", () => {
  // One CSS inch is 96 pixels.
  test.use({ deviceScaleFactor: 300 / 96 });

  for (const product of [model, item]) {
    test(`is read by another decoder as exactly the identifier of ${product}, which opens the passport`, async ({
      page,
    }) => {
      await page.goto(`${product}/label?lang=en`);
      const text = await decode(await page.screenshot());
      expect(text).toBe(new URL(product, page.url()).href);
      const opened = await page.goto(text);
      expect(opened?.status()).toBe(200);
      expect(opened?.request().redirectedFrom()).toBeNull();
    });
  }
});

test("the code as PNG says the same", async ({ request }) => {
  const response = await request.get(`${item}/qr.png`);
  expect(await decode(await response.body())).toBe(response.url().replace("/qr.png", ""));
});

test("printed on A4, verdict and code stand on the first page", async ({ page }) => {
  // A4 less 14 mm on each side, in CSS pixels.
  await page.setViewportSize({ width: 688, height: 1017 });
  await page.emulateMedia({ media: "print" });
  await page.goto(`${item}?lang=en`);
  const code = await page.getByRole("img", { name: /QR code/ }).boundingBox();
  const verdict = await page
    .getByText(/^Signed by /)
    .first()
    .boundingBox();
  for (const box of [code, verdict]) {
    expect(box).not.toBeNull();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(1017);
  }
});

test("on paper nothing stays folded that is folded on the screen", async ({ page }) => {
  await page.goto(`${item}?lang=en`);
  const folded = page.locator("details:not([open]) > :not(summary)");
  expect(await folded.count()).toBeGreaterThan(3);
  await expect(folded.first()).toBeHidden();
  await page.emulateMedia({ media: "print" });
  for (const one of await folded.all()) await expect(one).toBeVisible();
});

test("the start page finds a passport by its number and says at the field what is wrong with a mistyped one", async ({
  page,
}) => {
  await page.goto("/?lang=en");
  await page.getByRole("textbox", { name: "Product identifier" }).fill("09521230000018");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("alert")).toContainText("last digit");
  await expect(page.getByRole("textbox", { name: "Product identifier" })).toHaveValue("09521230000018");
  await page
    .getByRole("textbox", { name: "Product identifier" })
    .fill(`(01)${testData.model.gtin}(21)${testData.item.serial}`);
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page).toHaveURL(`${testData.item.path}?lang=en`);
});

async function decode(picture: Uint8Array): Promise<string> {
  const [found, ...others] = await readBarcodes(new Uint8Array(picture), { formats: ["QRCode"] });
  expect(others).toEqual([]);
  return found?.isValid === true ? found.text : "";
}
