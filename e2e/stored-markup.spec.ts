import type { APIRequestContext, Browser, BrowserContext, Page } from "@playwright/test";
import { z } from "zod";
import { accessForm, expect, test } from "./app.ts";
import { ask, call, tokenOf } from "./procedures.ts";
import { signIn } from "./session.ts";

/**
 * Markup, characters that turn writing around, control characters and words without end in every field that takes free
 * text, shown to everybody who gets to see it: nothing runs, nothing becomes an element, and every page stays in its
 * width.
 */
/** A worker that begins anew after a failure fills another one. */
const mark = `markup${String(Date.now())}`;
const wide = "W".repeat(150);
/** As hostile as a text of 500 characters can be. */
const hostile = `"><img src=x onerror="window.hit=1"><script>window.hit=1</script></textarea></title></style>'--> \u202Eevil\u0007\u001B ${wide}`;

interface Places {
  readonly product: string;
  readonly model: string;
  readonly declaration: string;
  readonly next: string;
  readonly supply: string;
  readonly factor: string;
  readonly battery: string;
}

let places: Places;
let author: BrowserContext;
let keeper: BrowserContext;
let anyone: BrowserContext;

test.beforeAll(async ({ browser, playwright, registry }) => {
  const request = await playwright.request.newContext({ baseURL: registry.url });
  const made = await fill(request, registry.tokens["keeper"] ?? "");
  places = made.places;
  await request.dispose();
  author = await signedIn(browser, registry.url, made.email, made.password);
  keeper = await signedIn(browser, registry.url, "keeper@testpack.example", registry.password);
  anyone = await browser.newContext({ baseURL: registry.url, locale: "en-GB" });
});
test.afterAll(() => Promise.all([author, keeper, anyone].map((context) => context.close())));

async function signedIn(
  browser: Browser,
  baseURL: string,
  email: string,
  password: string,
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL, locale: "en-GB" });
  const page = await context.newPage();
  await signIn(page, { email, password });
  await page.close();
  return context;
}

/** An operator whose every text is hostile, with a released declaration and the next one in review. */
async function fill(
  request: APIRequestContext,
  keeperToken: string,
): Promise<{ readonly places: Places; readonly email: string; readonly password: string }> {
  const operator = await call(request, keeperToken, "operator.create", {
    ...{ slug: mark, name: hostile, nameOriginal: hostile, streetAddress: hostile },
    ...{ postalCode: "056000", city: hostile, country: "CN", email: "office@markupworks.example" },
    ...{ identifierScheme: "demonstration", identifier: `T-${mark}` },
  });
  const person = (name: string, roles: readonly string[]) => ({
    ...{ name: hostile, email: `${name}@${mark}.example`, operatorId: operator.id, roles },
  });
  const handed = z.object({ id: z.string(), email: z.string(), password: z.string() });
  const answer = await request.post("/api/trpc/account.addPerson", {
    data: person("author", ["author", "signer"]),
    headers: { authorization: `Bearer ${keeperToken}` },
  });
  const {
    id: userId,
    email,
    password,
  } = z.object({ result: z.object({ data: handed }) }).parse(await answer.json()).result.data;
  const own = await call(request, keeperToken, "account.createToken", { userId, name: hostile });
  const token = own.token ?? "";
  const reviewer = await tokenOf(request, keeperToken, person("reviewer", ["reviewer"]));
  const by = (name: string, input: object) => call(request, token, name, input);

  const plant = await by("facility.create", {
    ...{ operatorId: operator.id, code: "P1", name: hostile, nameOriginal: hostile, city: hostile },
    ...{ region: "CN-HE", country: "CN" },
  });
  const model = await by("model.create", {
    ...{ operatorId: operator.id, facilityId: plant.id, modelCode: "MARKUP", name: hostile },
    ...{ typeDesignation: hostile, category: "EV", chemistry: "LFP", massKg: "600" },
    ...{ ratedCapacityAh: "280", nominalVoltageV: "357.2", ratedEnergyKwh: "100" },
  });
  const draft = await by("footprint.create", {
    ...{ modelId: model.id, method: "mee-partial", title: hostile, gwpSet: "AR6" },
    ...{ periodStart: "2025-01-01", periodEnd: "2025-12-31" },
    energy: {
      usableCapacity: { value: "100", unit: "kWh" },
      vehicleCategory: "light_noncommercial",
      warrantyYears: { value: "8", unit: "a" },
    },
  });
  let at = { id: draft.id, lock: draft.lock ?? 0 };
  for (const [code, stage] of [
    ["cells", "raw_materials_and_parts"],
    ["steel", "production"],
    ["box", "distribution"],
  ]) {
    const { lock } = await by("footprint.addLine", {
      ...at,
      line: {
        ...{ code, stage, kind: "material", nameEn: hostile, nameZh: hostile, component: hostile },
        ...{ amount: "1", amountUnit: "kg", factorValue: "9", factorUnit: "kgCO2e/kg" },
        ...{ dataKind: "primary", sourceEn: hostile, sourceZh: hostile },
      },
    });
    at = { ...at, lock: lock ?? 0 };
  }
  const said = await by("footprint.changeHeader", {
    ...at,
    header: { study: { goal: hostile, exclusions: [{ what: hostile, reason: hostile }], verifier: hostile } },
  });
  at = { ...at, lock: said.lock ?? 0 };
  const { lock: submitted } = await by("footprint.submit", { ...at, note: hostile });
  const seen = await ask(request, reviewer, {
    ...{ name: "footprint.readReview", input: { id: at.id } },
    form: z.object({ content: z.object({ contentDigest: z.string() }) }),
  });
  const { lock: approved } = await call(request, reviewer, "footprint.review", {
    ...{ id: at.id, lock: submitted, verdict: "approved", note: hostile },
    contentDigest: seen.content.contentDigest,
  });
  const released = await request.post("/api/trpc/footprint.release", {
    data: { id: at.id, lock: approved },
    headers: { authorization: `Bearer ${token}` },
  });
  const { path: product } = z
    .object({ result: z.object({ data: z.object({ passport: z.object({ path: z.string() }) }) }) })
    .parse(await released.json()).result.data.passport;
  await by("model.stateRecycledContent", {
    ...{ modelId: model.id, year: 2025, metal: "nickel", source: hostile },
    ...{ preConsumerPercent: "1", postConsumerPercent: "1" },
  });
  await by("recycled.addLot", {
    ...{ modelId: model.id, year: 2025, metal: "nickel", lot: hostile, supplier: hostile },
    ...{ metalKg: "2", preConsumerKg: "1", postConsumerKg: "0" },
  });
  await by("model.recordChange", {
    ...{ modelId: model.id, kind: "plant", changedOn: "2026-01-01", note: hostile },
  });
  const { path: battery = "" } = await by("passport.issueItem", {
    ...{ modelId: model.id, serial: "MARKUP-1", manufacturedOn: "2026-10", batchNumber: "B1" },
  });
  const next = await by("footprint.startNext", { id: at.id });
  await by("scenario.save", { declarationId: next.id, name: hostile, steps: [] });
  await by("supplier.createProduct", {
    ...{ operatorId: operator.id, facilityId: plant.id, code: "MARKUP", nameEn: hostile, nameZh: hostile },
    ...{ declaredAmount: "1", declaredUnit: "t" },
  });
  await request.post("/api/imports", {
    headers: { authorization: `Bearer ${token}`, accept: "application/x-ndjson" },
    multipart: {
      ...{ do: "upload", id: next.id },
      file: {
        ...{ name: `${hostile.replaceAll("/", "")}.csv`, mimeType: "text/csv" },
        buffer: Buffer.from(`Code,Kind,Stage,Name\n"${hostile.replaceAll('"', '""')}",nonsense,x,y\n`),
      },
    },
  });
  const evidence = await request.post("/api/evidence", {
    headers: { authorization: `Bearer ${token}` },
    multipart: {
      ...{ operatorId: operator.id, title: hostile, language: "en" },
      file: {
        ...{ name: "e.pdf", mimeType: "application/pdf" },
        buffer: Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"),
      },
    },
  });
  const { id: evidenceDocumentId } = z.object({ id: z.string() }).parse(await evidence.json());
  const factor = await by("factor.add", {
    ...{ operatorId: operator.id, code: "markup", revises: null, nameEn: hostile, nameZh: hostile },
    ...{ value: "1", unit: "kgCO2e/kg", geography: hostile, year: 2024, sourceTitle: hostile },
    ...{ sourceWhere: hostile, qualityNote: hostile, boundary: hostile, evidenceDocumentId },
  });
  const asked = await by("supplier.request", {
    ...{ operatorId: operator.id, supplierName: hostile.slice(0, 200), productName: hostile.slice(0, 200) },
    ...{ declaredUnit: "kg", periodStart: "2025-01-01", periodEnd: "2025-12-31", message: hostile },
    expiresOn: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
  });
  return {
    ...{ email, password },
    places: {
      ...{ product, model: model.id, declaration: at.id, next: next.id, factor: factor.id, battery },
      supply: `/supply/${asked.token ?? ""}`,
    },
  };
}

test("a supplier's hostile answer arrives as text", async () => {
  const page = await anyone.newPage();
  await page.goto(`${places.supply}?lang=en`);
  // What turns the writing around is gone before it is kept.
  const content = await page.content();
  expect(["\u202E", "\u0007", "\u001B"].filter((hidden) => content.includes(hidden))).toEqual([]);
  for (const [label, value] of [
    [/^Footprint \(/, "7.25"],
    ["Line 1", hostile.slice(0, 200)],
    ["Where it is made", "CN-QH"],
    ["Boundary", hostile.slice(0, 200)],
    ["Share of primary data", "80"],
    ["Evidence", hostile],
    ["Your name and function", hostile.slice(0, 200)],
  ] as const)
    await page.getByLabel(label).first().fill(value);
  await page
    .getByLabel(/^kgCO.e for one unit/)
    .first()
    .fill("7.25");
  await page.getByRole("button", { name: "Send the figures" }).click();
  await expect(page.getByText("Your answer has arrived. Keep this address.")).toBeVisible();
  await harmless(page, page.url());
  await page.close();
});

/** A screen about one battery; its address is the registry's own. */
function about(screen: string, path: string): string {
  const { url } = accessForm.parse(JSON.parse(process.env["CELLPROOF_E2E"] ?? "{}"));
  return `${screen}?of=${encodeURIComponent(`${url}${path}`)}`;
}

const screens: readonly (readonly [
  who: "anyone" | "author" | "keeper",
  what: string,
  (at: Places) => string,
])[] = [
  ["anyone", "the passport", ({ product }) => product],
  ["anyone", "its versions", ({ product }) => `${product}/versions`],
  ["anyone", "its label", ({ product }) => `${product}/label`],
  ["anyone", "the public study", ({ product }) => `${product}/study`],
  ["anyone", "the front page", () => "/"],
  ["author", "the overview", () => "/console"],
  ["author", "the models", () => "/console/models"],
  ["author", "a model", ({ model }) => `/console/models/${model}`],
  ["author", "recycled content", ({ model }) => `/console/models/${model}/recycled`],
  ["author", "the plants", () => "/console/plants"],
  ["author", "the declarations", () => "/console/declarations"],
  ["author", "a released declaration", ({ declaration }) => `/console/declarations/${declaration}`],
  ["author", "its review", ({ declaration }) => `/console/declarations/${declaration}/review`],
  ["author", "its documents", ({ declaration }) => `/console/declarations/${declaration}/documents`],
  ["author", "the report", ({ declaration }) => `/console/declarations/${declaration}/documents/report.html`],
  ["author", "a draft", ({ next }) => `/console/declarations/${next}`],
  ["author", "its analysis", ({ next }) => `/console/declarations/${next}/analysis`],
  ["author", "its scenarios", ({ next }) => `/console/declarations/${next}/scenarios`],
  ["author", "its import", ({ next }) => `/console/declarations/${next}/import`],
  ["author", "the factors", () => "/console/factors"],
  ["author", "a factor", ({ factor }) => `/console/factors/${factor}`],
  ["author", "the suppliers", () => "/console/suppliers"],
  ["author", "what is supplied", () => "/console/suppliers/products"],
  ["author", "the passports", () => "/console/passports"],
  ["anyone", "a battery", ({ battery }) => battery],
  ["author", "the batteries", () => "/console/batteries"],
  ["author", "a battery's own page", ({ battery }) => about("/console/batteries/battery", battery)],
  ["author", "what was measured at it", ({ battery }) => about("/console/batteries/readings", battery)],
  ["author", "the batches of a model", ({ model }) => `/console/models/${model}/batches`],
  ["author", "the data points of a model", ({ model }) => `/console/models/${model}/attributes`],
  ["author", "the transfers", () => "/console/transfers"],
  ["author", "authority in writing", () => "/console/delegations"],
  ["author", "the exports", () => "/console/exports"],
  ["author", "the registrations", () => "/console/registrations"],
  ["author", "the labels", () => "/console/labels"],
  ["author", "the imports of products", () => "/console/products/import"],
  ["author", "the documents of an operator", () => "/console/documents"],
  ["author", "the search", () => "/console/search?text=markup"],
  ["keeper", "the operators", () => "/admin/operators"],
  ["keeper", "the people", () => "/admin/people"],
];

for (const [who, what, pathOf] of screens) {
  test(`${what}, for ${who}`, async () => {
    const page = await { anyone, author, keeper }[who].newPage();
    await harmless(page, pathOf(places));
    await page.close();
  });
}

test("the papers are made, and hold the text as text", async () => {
  const paths = [
    `${places.product}/declaration.pdf`,
    `${places.product}/study.pdf`,
    `/console/declarations/${places.declaration}/documents/report.pdf`,
  ];
  for (const path of paths) {
    const answer = await author.request.get(path);
    expect([path, answer.status(), answer.headers()["content-type"]]).toEqual([path, 200, "application/pdf"]);
    const body = (await answer.body()).toString("latin1");
    expect(body.startsWith("%PDF-")).toBe(true);
    expect(body).not.toMatch(/\/(JavaScript|JS|OpenAction|Launch)\b/);
  }
});

/** Opens a page at two widths: nothing of what is stored there runs, becomes an element or widens it. */
async function harmless(page: Page, path: string): Promise<void> {
  const faults: string[] = [];
  page.on("dialog", (dialog) => {
    faults.push("a dialog opened");
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (new URL(request.url()).pathname.endsWith("/x")) faults.push(`asked for ${request.url()}`);
  });
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 844 });
    const answer = await page.goto(path);
    expect([path, answer?.status()]).toEqual([path, 200]);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    const seen = await page.evaluate(() => ({
      ran: "hit" in window,
      images: document.querySelectorAll("img[onerror], [onerror]").length,
      sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }));
    expect([path, width, seen]).toEqual([path, width, { ran: false, images: 0, sideways: 0 }]);
  }
  expect(faults).toEqual([]);
}
