import { readFile } from "node:fs/promises";
import type { APIRequestContext, Page } from "@playwright/test";
import { z } from "zod";
import { readCodes } from "../server/platform/code-reader.ts";
import { readSpreadsheet } from "../server/platform/spreadsheet.ts";
import { writeXlsx } from "../server/platform/spreadsheet-writer.ts";
import { readZip } from "../server/platform/zip-reader.ts";
import { expect, test } from "./app.ts";
import type { OwnOperator } from "./own-operator.ts";
import { ownMaker, ownOperator, release } from "./own-operator.ts";
import { call } from "./procedures.ts";
import { signIn } from "./session.ts";

/*
 * The whole way of a battery: from an empty template to a released model, fifty batteries, their labels, what a stranger, a
 * repairer and an authority read, a second life made of two of them, and the end of a third.
 */
test.describe.configure({ mode: "serial", timeout: 300_000 });
test.use({ actionTimeout: 30_000 });

interface Person {
  readonly email: string;
  readonly password: string;
}

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const product = "/id/whole-maker/WHOLE-1";
const battery = (serial: number) => `${product}/WS-${String(serial)}`;

let maker: Awaited<ReturnType<typeof ownMaker>>;
let heir: OwnOperator;
let repairer: Person;
let officer: Person;
let modelId = "";
/** What was made of the first two batteries. */
let second = "";

/** What an engineer fills into the template, by the name of the data point. */
const filled: Readonly<Record<string, string>> = {
  ...{ modelCode: "WHOLE-1", category: "EV", name: "Pack of a whole life" },
  ...{ typeDesignation: "WHOLE", plant: "P1", ratedEnergyKwh: "100" },
  ...{ batteryChemistry: "LFP", batteryMass: "600", ratedCapacity: "280", nominalVoltage: "357.2" },
  ...{ minimumVoltage: "280", maximumVoltage: "408", extinguishingAgent: "Water in large quantities" },
  ...{ renewableContentShare: "0", idleTemperatureLower: "-30", idleTemperatureUpper: "60" },
  ...{ "batteryDimensions.lengthMm": "1800", "batteryDimensions.widthMm": "1200" },
  ...{ "batteryDimensions.heightMm": "150", separateCollectionSymbol: "On the battery" },
  ...{ criticalRawMaterials: "Lithium\nNatural graphite" },
  hazardousSubstances: "Lithium hexafluorophosphate | 21324-40-3 | | Acute Tox. 3 | No",
};

/** Of the model, for some: points 2 and 3 of Annex XIII. */
const composition = "Cathode of the whole story";
const report = "Test report of the whole story";
/** Of single batteries, for some: point 4. */
const capacity = "279.875";
const statusWords = {
  en: { name: "Battery status", lives: /\b(repurposed|re-used|remanufactured)\b/i },
  zh: { name: "电池状态", lives: /改变用途|重复使用|再制造/ },
} as const;

/** Values of a battery measured anew. */
const measured = {
  ...{ measuredCapacity: "240.5", capacityFade: "14", currentPower: "120", powerFade: "10" },
  ...{ currentInternalResistance: "0.05", internalResistanceIncreasePack: "12" },
  ...{ expectedLifetimeYears: "8", expectedLifetimeCyclesOfItem: "1200" },
} as const;

test.beforeAll(async ({ request, registry }) => {
  const { keeper = "" } = registry.tokens;
  maker = await ownMaker(request, keeper, "whole-maker");
  heir = await ownOperator(request, keeper, { slug: "whole-heir", modelName: "Storage rack" });
  await release(request, heir, { draft: heir.draft });
  repairer = await holder(request, keeper, "interest");
  officer = await holder(request, keeper, "authority");
});

test("an empty template becomes a model that one person fills in, another approves and one signs", async ({
  page,
  request,
}) => {
  await test.step("the filled template is taken over", async () => {
    await as(page, maker.signer, "/console/products/import?lang=en");
    const loading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Template (.xlsx)" }).click();
    const template = await readSpreadsheet(await readFile(await (await loading).path()));
    const [models, guide] = template.ok ? template.value.sheets : [];
    const [headings = [], guidance = []] = models?.rows.map(({ cells }) => cells) ?? [];
    const names = new Map((guide?.rows ?? []).map(({ cells: [heading = "", name = ""] }) => [heading, name]));
    const columns = headings.map((heading) => names.get(heading) ?? "");
    expect(columns).toEqual(expect.arrayContaining(Object.keys(filled)));
    const row = columns.map((name) => filled[name] ?? "");
    const sheet = { name: "Models", rows: [[...headings], [...guidance], row] };
    await takeOver(page, { name: "whole.xlsx", mimeType: xlsx, buffer: await writeXlsx([sheet]) }, "one row");
    await page.goto("/console/models?lang=en");
    await page.getByRole("link", { name: "Pack of a whole life" }).first().click();
    await page.waitForURL(/\/console\/models\/[0-9a-f-]{36}/);
    modelId = new URL(page.url()).pathname.split("/")[3] ?? "";
  });

  const address = `/console/models/${modelId}/attributes?lang=en`;
  await test.step("what only some may read is stated beside it, a test report with its file", async () => {
    await page.goto(address);
    const cathode = page.locator("article#cathodeMaterials");
    await cathode.getByText("Fill in").click();
    await cathode.getByRole("button", { name: "Add an entry" }).click();
    await cathode.getByLabel("Material", { exact: true }).fill(composition);
    await cathode.getByRole("button", { name: "Save" }).click();
    await expect(cathode).toContainText("Filled");
    const tests = page.locator("article#testReportResults");
    await tests.locator("summary").first().click();
    await tests.getByLabel("Title").fill(report);
    await tests.getByLabel("File").setInputFiles({
      ...{ name: "test-report.pdf", mimeType: "application/pdf" },
      buffer: Buffer.from("%PDF-1.7\nreport of the whole story\n%%EOF\n"),
    });
    await tests.getByRole("button", { name: "Upload and attach" }).click();
    await expect(tests).toContainText("Filled");
  });

  await test.step("a second person approves it, then it is signed", async () => {
    await page.getByRole("button", { name: "Hand to a second person" }).click();
    await expect(page.locator("#next-version")).toContainText("In review since");
    await as(page, maker.reviewer, address);
    await page.getByRole("button", { name: "Approve" }).click();
    await expect(page.locator("#next-version")).toContainText("Approved by");
    expect((await request.get(product)).status()).toBe(404);
    await as(page, maker.signer, address);
    await page.getByRole("button", { name: "Sign and release" }).click();
    await expect(page.getByText("Version 1 is signed.")).toBeVisible();
    const released = await request.get(product, { headers: { accept: "application/json" } });
    expect(await released.text()).toContain('"maximumVoltage":"408"');
  });
});

test("fifty batteries come by spreadsheet, each with a passport and a capacity of its own", async ({
  page,
  request,
}) => {
  await as(page, maker.signer, "/console/products/import?kind=items&lang=en");
  const lines = Array.from(
    { length: 50 },
    (_, index) => `WHOLE-1,WS-${String(index)},2026-10,B7,${index === 1 ? capacity : "280.5"}`,
  );
  const text = ["Model,Serial number,Month of manufacture,Batch,measuredCapacity", ...lines].join("\n");
  await takeOver(page, { name: "whole.csv", mimeType: "text/csv", buffer: text }, "50 rows");
  await expect(page.locator("#done").getByText("Entered")).toHaveCount(50);
  for (const serial of [0, 1, 49]) {
    const answer = await request.get(battery(serial), { headers: { accept: "application/json" } });
    expect(await answer.text()).toContain(`"batterySerialNumber":"WS-${String(serial)}"`);
  }
});

test("complete labels of a part of them are printed, and a phone that scans one opens its battery", async ({
  page,
  registry,
  browser,
}) => {
  await as(page, maker.signer, "/console/labels?lang=en");
  await page.getByLabel("Model", { exact: true }).selectOption(modelId);
  await page.getByLabel("File", { exact: true }).selectOption("png");
  await page.getByLabel("Serial from").fill("WS-10");
  await page.getByLabel("Serial to").fill("WS-19");
  await page.getByText("Size", { exact: true }).click();
  await page.getByLabel("Width (mm)").fill("148");
  await page.getByLabel("Height (mm)").fill("105");
  const loading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const bytes = await readFile(await (await loading).path());
  const files = await readZip(bytes, { files: 100, bytes: 50_000_000 });
  const serials = Array.from({ length: 10 }, (_, index) => 10 + index);
  expect([...files.keys()].toSorted()).toEqual(serials.map((serial) => `WS-${String(serial)}.png`));
  const scanned: string[] = [];
  for (const serial of serials)
    scanned.push(...(await readCodes(new Uint8Array(files.get(`WS-${String(serial)}.png`) ?? []))));
  expect(scanned).toEqual(serials.map((serial) => registry.url + battery(serial)));

  const phone = await browser.newPage({ javaScriptEnabled: false, locale: "en-GB" });
  const opened = await phone.goto(scanned[4] ?? "");
  expect([opened?.status(), opened?.request().redirectedFrom()]).toEqual([200, null]);
  await expect(phone.getByRole("heading", { level: 1 })).toContainText("Pack of a whole life");
  await expect(phone.getByText("WS-14", { exact: true }).first()).toBeVisible();
  await phone.close();
});

test("a stranger without scripts reads what is public, in both languages, and neither composition nor state", async ({
  browser,
  request,
  registry,
}) => {
  const stranger = await browser.newPage({ baseURL: registry.url, javaScriptEnabled: false });
  for (const [language, name, hidden] of [
    ["en", "Maximum voltage", "What this page does not show"],
    ["zh", "最高电压", "本页不显示的内容"],
  ] as const) {
    await stranger.goto(`${battery(1)}?lang=${language}`);
    const body = stranger.locator("body");
    await expect(body).toContainText(hidden);
    await expect(body).toContainText("Pack of a whole life");
    await expect(stranger.locator("section[aria-labelledby=restricted]")).toHaveCount(0);
    // Folded parts count as well: the source of the page, not what is seen of it.
    const source = await stranger.content();
    expect(source, "what everybody may read").toContain(name);
    for (const secret of [composition, report, capacity]) expect(source).not.toContain(secret);
    await expectNoStatus(stranger, language);
  }
  await stranger.close();
  for (const accept of ["application/json", "application/ld+json", "application/vc+jwt", "text/csv"]) {
    const answer = await request.get(battery(1), { headers: { accept } });
    expect(answer.headers()["content-type"]).toContain(accept);
    const said = await answer.text();
    const read = accept.endsWith("jwt")
      ? Buffer.from(said.split(".")[1] ?? "", "base64url").toString()
      : said;
    expect(read, accept).toContain("WS-1");
    for (const secret of [composition, report, capacity, "batteryStatus"])
      expect(read, accept).not.toContain(secret);
  }
});

test("an authority reads composition and test reports and no state, a repairer composition and state over time", async ({
  page,
  request,
  registry,
}) => {
  const productUrl = registry.url + battery(1);
  const readings = [
    ["2026-11-01T08:00:00Z", 99.5],
    ["2026-11-15T08:00:00Z", 98.125],
  ].map(([measuredAt, value]) => ({ productUrl, attribute: "stateOfCertifiedEnergy", value, measuredAt }));
  const sent = await request.post("/api/readings", {
    headers: { authorization: `Bearer ${maker.signer.token}` },
    data: readings,
  });
  expect(await sent.json()).toMatchObject({ kept: 2, refused: 0 });
  const restricted = page.locator("section[aria-labelledby=restricted]");

  let file = "";

  await test.step("the authority", async () => {
    await as(page, officer, "/authority?lang=en");
    await page.goto(`${battery(1)}?lang=en`);
    await expect(restricted).toContainText("for an authority or a notified body");
    await expect(restricted).toContainText(composition);
    for (const kept of [capacity, "Battery status", "98.125"])
      await expect(page.locator("body")).not.toContainText(kept);
    file = (await restricted.getByRole("link", { name: report }).getAttribute("href")) ?? "";
    const read = await page.request.get(file);
    expect([read.status(), await read.text()]).toEqual([200, expect.stringContaining("report of the whole")]);
    expect((await request.get(file)).status()).toBe(401);
  });

  await test.step("the repairer", async () => {
    await as(page, repairer, "/interest?lang=en");
    await page.goto(`${battery(1)}?lang=en`);
    await expect(restricted).toContainText("as a holder of a legitimate interest");
    for (const known of [composition, capacity]) await expect(restricted).toContainText(known);
    await expect(restricted.getByText(statusWords.en.name, { exact: true })).toBeVisible();
    await expect(page.locator("body")).not.toContainText(report);
    expect([403, 404]).toContain((await page.request.get(file)).status());
    await restricted.getByRole("link", { name: "All that was measured" }).click();
    await expect(page.getByRole("img", { name: /certified energy.*newest 98.125/i })).toBeVisible();
  });
});

test("two of them become one new battery of another operator, by consent, and all three lead to one another", async ({
  page,
  registry,
  browser,
}) => {
  const originals = [battery(1), battery(2)].map((path) => registry.url + path);

  await test.step("the maker offers, the heir accepts and makes it from values measured anew", async () => {
    await as(page, maker.signer, "/console/transfers?lang=en");
    const form = page.locator("#offer");
    await form.getByLabel("What happens").selectOption("secondLife");
    await form.getByLabel("Operation").selectOption("repurposing");
    await form.getByLabel("Operator that takes over").selectOption(heir.id);
    await form.getByLabel("Passports").fill(originals.join("\n"));
    await form.getByRole("button", { name: "Offer" }).click();
    await expect(form.getByText("Offered. It waits for the other operator.")).toBeVisible();
    await as(page, heir.signer, "/console/transfers?lang=en");
    const card = page.locator("#in article");
    await card.getByRole("button", { name: "Accept" }).click();
    await card.getByRole("dialog").getByRole("button", { name: "Accept" }).click();
    await expect(card).toContainText("Consent accepted");
    const made = page.locator("#second-life");
    await made.getByLabel("Operation").selectOption("repurposing");
    await made.getByLabel("Originals").fill(originals.join("\n"));
    await made.getByLabel("Serial number of the new battery").fill("RACK1");
    await made.getByLabel("Month of manufacture").fill("2026-11");
    await made.getByRole("button", { name: "Make the new battery" }).click();
    await expect(made.locator(".field-error").first()).toContainText("measured anew");
    for (const [id, value] of Object.entries(measured)) await made.locator(`[name="new.${id}"]`).fill(value);
    await made.getByRole("button", { name: "Make the new battery" }).click();
    await made.getByRole("link", { name: "Open it" }).click();
    await expect(page.getByRole("heading", { name: "Before and after" })).toBeVisible();
    second = new URL(page.url()).pathname;
    expect(second).toBe("/id/whole-heir/OW-100/RACK1");
  });

  await test.step("a stranger walks from the new one to the old ones and back, and is not told what was done", async () => {
    const stranger = await browser.newPage({ baseURL: registry.url, javaScriptEnabled: false });
    for (const [language, from, into] of [
      ["en", "Made from", "Became part of"],
      ["zh", "由以下电池制成", "已成为以下电池的一部分"],
    ] as const) {
      await stranger.goto(`${second}?lang=${language}`);
      const life = stranger.locator("section[aria-labelledby=life]");
      for (const [index, serial] of [
        [0, "WS-1"],
        [1, "WS-2"],
      ] as const) {
        await expect(life).toContainText(from);
        await expect(life.getByRole("link")).toHaveCount(2);
        await expectNoStatus(stranger, language);
        await life.getByRole("link").nth(index).click();
        await expect(stranger).toHaveURL(`${battery(Number(serial.slice(3)))}?lang=${language}`);
        await expect(life).toContainText(into);
        await expectNoStatus(stranger, language);
        await life.getByRole("link", { name: "RACK1" }).click();
        await expect(stranger).toHaveURL(`${second}?lang=${language}`);
      }
    }
    await stranger.close();
  });
});

test("an authority checks the new record and that of an original in its own browser, by address and by file", async ({
  page,
  registry,
}) => {
  await as(page, officer, "/verify?lang=en");
  const sentence = page.locator(".verdict-sentence");
  for (const [path, issuer] of [
    [second, "whole-heir"],
    [battery(1), "whole-maker"],
  ] as const) {
    await page.goto("/verify?lang=en");
    await page.getByLabel("Record", { exact: true }).fill(registry.url + path);
    await page.getByRole("button", { name: "Check record" }).click();
    await expect(sentence).toContainText("is current and part of the public log");
    await expect(page.locator("section[aria-labelledby=result]")).toContainText(issuer);
  }
  const kept = await page.request.get(`${second}/bundle.json`);
  const bundle = z.looseObject({ record: z.string() }).parse(await kept.json());
  const check = async (record: string) => {
    await page.goto("/verify?lang=en");
    await page.getByLabel("Files", { exact: true }).setInputFiles({
      ...{ name: "rack1.json", mimeType: "application/json" },
      buffer: Buffer.from(JSON.stringify({ ...bundle, record })),
    });
    await page.getByRole("button", { name: "Check record" }).click();
  };
  await check(bundle.record);
  await expect(sentence).toContainText("is current and part of the public log");
  const [header = "", payload = "", signature = ""] = bundle.record.split(".");
  const said = Buffer.from(payload, "base64url").toString();
  const changed = said.replaceAll("RACK1", "RACK2");
  expect(changed).not.toBe(said);
  await check([header, Buffer.from(changed).toString("base64url"), signature].join("."));
  await expect(sentence).toContainText("Do not rely on this record");
});

test("a third becomes waste and is recycled: its page tells what ended, when and why, and its number never returns", async ({
  page,
  request,
  registry,
  browser,
}) => {
  const old = battery(3);
  await as(
    page,
    maker.signer,
    `/console/batteries/battery?lang=en&of=${encodeURIComponent(registry.url + old)}`,
  );
  const life = page.locator("#life");
  await life.getByRole("button", { name: "It has become waste" }).click();
  const waste = life.getByRole("dialog");
  for (const [id, value] of Object.entries(measured)) await waste.locator(`[name="waste.${id}"]`).fill(value);
  await waste.getByRole("button", { name: "Enter as waste" }).click();
  await expect(life).toContainText("original to waste");
  expect((await request.get(old)).status(), "waste keeps its passport").toBe(200);
  await life.getByRole("button", { name: "It was recycled" }).click();
  const end = life.getByRole("dialog");
  const today = new Date();
  await end.getByLabel("Recycled on").fill(today.toISOString().slice(0, 10));
  await end.getByRole("button", { name: "End the passport" }).click();
  await expect(page.getByText("Recycled; the passport ended")).toBeVisible();

  for (const accept of ["text/html", "application/json", "application/vc+jwt", "application/linkset+json"]) {
    const gone = await request.get(old, { headers: { accept } });
    expect([accept, gone.status()]).toEqual([accept, 410]);
  }
  const stranger = await browser.newPage({ baseURL: registry.url, javaScriptEnabled: false });
  for (const [language, title, why, answered] of [
    ["en", "This passport has ended", "Article 77(8)", "Answered for it last"],
    ["zh", "本护照已终止", "第 77 条第 8 款", "最后的负责方"],
  ] as const) {
    const locale = language === "en" ? "en-GB" : "zh-CN";
    const day = today.toLocaleDateString(locale, { dateStyle: "medium", timeZone: "UTC" });
    const response = await stranger.goto(`${old}?lang=${language}`);
    expect(response?.status()).toBe(410);
    await expect(stranger.getByRole("heading", { level: 1 })).toHaveText(title);
    const body = stranger.locator("body");
    for (const told of [why, day, answered, "Pack of a whole life", "WS-3", maker.name, registry.url + old])
      await expect(body).toContainText(told);
    await expect(body).not.toContainText(measured.measuredCapacity);
  }
  await stranger.getByRole("link", { name: "Pack of a whole life" }).click();
  await expect(stranger).toHaveURL(`${product}?lang=zh`);
  await stranger.close();

  const again = await request.post("/api/trpc/passport.issueItem", {
    headers: { authorization: `Bearer ${maker.signer.token}` },
    data: { modelId, serial: "WS-3", manufacturedOn: "2026-10" },
  });
  expect(again.status()).toBe(409);
});

/** What became of a battery stands nowhere on the page, neither as a data point nor in a word. */
async function expectNoStatus(page: Page, language: "en" | "zh"): Promise<void> {
  const { name, lives } = statusWords[language];
  await expect(page.getByText(name, { exact: true })).toHaveCount(0);
  await expect(page.locator("body")).not.toContainText(lives);
}

/** Somebody else at the same browser. */
async function as(page: Page, person: Person, next: string): Promise<void> {
  await page.context().clearCookies();
  await signIn(page, { email: person.email, password: person.password, next });
}

interface Sent {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: string | Uint8Array;
}

/** Sends a file to the import and takes its good rows over. */
async function takeOver(page: Page, file: Sent, rows: string): Promise<void> {
  await page
    .getByLabel("Workbook (.xlsx) or text file (.csv)")
    .setInputFiles({ ...file, buffer: Buffer.from(file.buffer) });
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.getByRole("button", { name: `Take ${rows} over` }).click();
  await expect(page.getByText(`Done: ${file.name}`)).toBeVisible({ timeout: 240_000 });
}

/** Somebody of no operator with one role, and for an interest a grant. */
async function holder(
  request: APIRequestContext,
  keeper: string,
  role: "interest" | "authority",
): Promise<Person> {
  const email = `${role}@whole.example`;
  const added = await request.post("/api/trpc/account.addPerson", {
    headers: { authorization: `Bearer ${keeper}` },
    data: { name: `Whole ${role}`, email, operatorId: null, roles: [role] },
  });
  const { id, password } = z
    .object({ result: z.object({ data: z.object({ id: z.string(), password: z.string() }) }) })
    .parse(await added.json()).result.data;
  if (role === "interest")
    await call(request, keeper, "interest.grant", {
      ...{ userId: id, purpose: "dismantling", batteries: [], endsOn: "2036-12-31", reason: "Workshop" },
    });
  return { email, password };
}
