import { AxeBuilder } from "@axe-core/playwright";
import type { APIRequestContext, Browser, BrowserContext, Page } from "@playwright/test";
import { z } from "zod";
import { expect, test } from "./app.ts";
import type { OwnOperator } from "./own-operator.ts";
import { ownOperator, release } from "./own-operator.ts";
import { ask, call } from "./procedures.ts";
import { signIn } from "./session.ts";

/**
 * The screens of the complete passport, with something on each: two operators of the story's own, batteries in each state
 * of their life, a batch, files, an import, transfers, authority, readings, and batteries that get no passport. Each screen
 * keeps its width on a phone and at a desk in both languages, squeezes no column until words fall into letters, and breaks
 * no rule of WCAG 2.2 AA that a machine can check.
 */
/** A worker that begins anew after a failure fills other operators. */
const mark = `screens${String(Date.now())}`;
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const withoutPassport = ["SLI", "portable", "industrialSmall"] as const;

/** Values that the law wants measured anew at a change of status. */
const measured = {
  ...{ measuredCapacity: "240.5", capacityFade: "14", currentPower: "120", powerFade: "10" },
  ...{ currentInternalResistance: "0.05", internalResistanceIncreasePack: "12" },
  ...{ expectedLifetimeYears: "8", expectedLifetimeCyclesOfItem: "1200" },
};

interface Places {
  readonly battery: string;
  readonly waste: string;
  readonly recycled: string;
  readonly model: string;
  readonly run: string;
  readonly accepted: string;
  readonly person: string;
  readonly information: readonly string[];
}

let places: Places;
const signedIn = new Map<Who, BrowserContext>();
type Who = "maker" | "heir" | "keeper" | "authority" | "interest" | "anyone";

test.beforeAll(async ({ browser, playwright, registry }) => {
  test.setTimeout(300_000);
  const request = await playwright.request.newContext({ baseURL: registry.url });
  const { keeper = "" } = registry.tokens;
  const maker = await ownOperator(request, keeper, {
    slug: `${mark}-maker`,
    modelName: "Screen pack 100 kWh",
  });
  const heir = await ownOperator(request, keeper, { slug: `${mark}-heir`, modelName: "Screen rack" });
  for (const operator of [maker, heir]) await release(request, operator, { draft: operator.draft });
  places = await fill(request, { maker, heir, keeper, origin: registry.url });
  const holder = {
    email: `holder@${mark}.example`,
    password: await passwordOf(request, keeper, places.person),
  };
  const { password } = registry;
  signedIn.set("maker", await contextOf(browser, registry.url, maker.signer));
  signedIn.set("heir", await contextOf(browser, registry.url, heir.signer));
  signedIn.set(
    "keeper",
    await contextOf(browser, registry.url, { email: "keeper@testpack.example", password }),
  );
  signedIn.set(
    "authority",
    await contextOf(browser, registry.url, { email: "officer@authority.example", password }),
  );
  signedIn.set("interest", await contextOf(browser, registry.url, holder));
  signedIn.set("anyone", await browser.newContext({ baseURL: registry.url, locale: "en-GB" }));
  await request.dispose();
});
test.afterAll(() => Promise.all([...signedIn.values()].map((context) => context.close())));

interface Person {
  readonly email: string;
  readonly password: string;
}

async function contextOf(browser: Browser, baseURL: string, person: Person): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL, locale: "en-GB" });
  const page = await context.newPage();
  await signIn(page, person);
  await page.close();
  return context;
}

async function passwordOf(request: APIRequestContext, keeper: string, userId: string): Promise<string> {
  const answer = await request.post("/api/trpc/account.setPassword", {
    data: { userId },
    headers: { authorization: `Bearer ${keeper}` },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  const form = z.object({ result: z.object({ data: z.object({ password: z.string() }) }) });
  return form.parse(await answer.json()).result.data.password;
}

interface Filling {
  readonly maker: OwnOperator;
  readonly heir: OwnOperator;
  readonly keeper: string;
  readonly origin: string;
}

async function fill(request: APIRequestContext, filling: Filling): Promise<Places> {
  const { maker, heir, keeper, origin } = filling;
  const by = (procedure: string, input: object) => call(request, maker.signer.token, procedure, input);
  await by("batch.create", { modelId: maker.modelId, number: "B-2026-10", manufacturedOn: "2026-10" });
  const batteries: string[] = [];
  for (const serial of ["SCREEN-1", "SCREEN-2", "SCREEN-3", "SCREEN-4", "SCREEN-5"]) {
    const { path } = await by("passport.issueItem", {
      ...{ modelId: maker.modelId, serial, manufacturedOn: "2025-01", batchNumber: "B-2026-10" },
    });
    batteries.push(`${origin}${path ?? ""}`);
  }
  const [battery = "", waste = "", recycled = "", offered = "", second = ""] = batteries;
  await readingsOf(request, maker, battery);
  for (const productUrl of [waste, recycled])
    await by("life.waste", { productUrl, values: measured, method: "Bench test of the story" });
  await by("life.recycle", { productUrl: recycled });

  const documentId = await evidenceOf(request, maker);
  await by("delegation.grant", {
    ...{ operatorId: maker.id, delegateId: heir.id, roles: ["author", "signer"], documentId },
    ...{ startsOn: "2020-01-01", endsOn: "2099-12-31" },
  });
  const transfer = { fromOperatorId: maker.id, toOperatorId: heir.id };
  const note = "As agreed between the two.";
  await by("life.offer", { ...transfer, kind: "handOver", productUrls: [offered], note, documentId });
  await by("life.offer", {
    ...{ ...transfer, kind: "secondLife", operation: "repurposing", productUrls: [second] },
  });
  const manual = await request.post("/api/documents", {
    headers: { authorization: `Bearer ${maker.signer.token}` },
    multipart: {
      ...{ modelId: maker.modelId, attribute: "removalManual", title: "How to take it out", language: "en" },
      file: { name: "m.pdf", mimeType: "application/pdf", buffer: Buffer.from(`${pdf}% manual\n`) },
    },
  });
  expect(manual.status(), await manual.text()).toBe(201);

  const headings = "Model code,Category,Name of the model,Type designation,Plant,Rated energy (kWh),Colour";
  const run = await staged(request, maker, "models", [
    headings,
    "NEW-1,Electric vehicle battery,Imported one,NEW,P1,much,red",
    "NEW-2,Space battery,Imported two,NEW,Nowhere,60,blue",
  ]);
  const accepted = await staged(request, maker, "items", [
    "Model,Serial number,Month of manufacture,Batch",
    "OW-100,IMPORTED-1,2026-10,B-2026-10",
    "OW-100,IMPORTED-2,2026-13,",
  ]);
  await done(request, maker, accepted);

  const person = await call(request, keeper, "account.addPerson", {
    ...{
      name: "Holder of an interest",
      email: `holder@${mark}.example`,
      operatorId: null,
      roles: ["interest"],
    },
  });
  await call(request, keeper, "interest.grant", {
    ...{ userId: person.id, purpose: "purchase", endsOn: "2099-12-31", reason: "Buys it" },
    batteries: [battery],
  });
  const information: string[] = [];
  for (const category of withoutPassport) information.push(await informationOf(request, maker, category));
  return { battery, waste, recycled, model: maker.modelId, run, accepted, person: person.id, information };
}

const pdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n";

async function readingsOf(request: APIRequestContext, { signer }: OwnOperator, productUrl: string) {
  const data = Array.from({ length: 20 }, (_, at) => {
    const measuredAt = new Date(Date.UTC(2025, 5, 1 + at)).toISOString();
    const method = "Counted by the battery management system after a full charge";
    return [
      { productUrl, attribute: "fullCycleCount", value: at, measuredAt, method },
      { productUrl, attribute: "stateOfCharge", value: 50 + (at % 9), measuredAt },
    ];
  }).flat();
  const event = {
    ...{ productUrl, attribute: "negativeEvents", measuredAt: "2025-06-10T09:00:00Z" },
    value: { kind: "water", description: "The garage was flooded up to the axles" },
  };
  const sent = await request.post("/api/readings", {
    headers: { authorization: `Bearer ${signer.token}` },
    data: [...data, event],
  });
  expect(sent.status(), await sent.text()).toBe(200);
}

async function evidenceOf(request: APIRequestContext, { id, signer }: OwnOperator): Promise<string> {
  const answer = await request.post("/api/evidence", {
    headers: { authorization: `Bearer ${signer.token}` },
    multipart: {
      ...{ operatorId: id, title: "Written authority of the first of October", language: "en" },
      file: { name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from(pdf) },
    },
  });
  return z.object({ id: z.string() }).parse(await answer.json()).id;
}

/** Sends a file and answers the screen of its import. */
async function staged(
  request: APIRequestContext,
  { id, signer }: OwnOperator,
  kind: "models" | "items",
  lines: readonly string[],
): Promise<string> {
  const answer = await request.post("/api/product-imports", {
    headers: { authorization: `Bearer ${signer.token}`, accept: "application/json" },
    multipart: {
      ...{ do: "upload", operator: id, kind, category: "" },
      file: { name: `${kind}-of-october.csv`, mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) },
    },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return z.object({ next: z.string() }).parse(await answer.json()).next;
}

/** Takes the good rows of an import over, and waits for its end. */
async function done(request: APIRequestContext, { signer }: OwnOperator, screen: string): Promise<void> {
  const id = screen.split("/").at(-1) ?? "";
  const headers = { authorization: `Bearer ${signer.token}`, accept: "application/json" };
  await request.post("/api/product-imports", { headers, multipart: { do: "accept", id } });
  const form = z.object({ state: z.string() });
  await expect
    .poll(
      async () =>
        (await ask(request, signer.token, { name: "productImport.read", input: { id }, form })).state,
      { timeout: 60_000 },
    )
    .toBe("accepted");
}

/** A released model of a category that gets information instead of a passport; answers its path. */
async function informationOf(
  request: APIRequestContext,
  { id: operatorId, signer, reviewer }: OwnOperator,
  category: (typeof withoutPassport)[number],
): Promise<string> {
  const by = (procedure: string, input: object) => call(request, signer.token, procedure, input);
  const plants = await ask(request, signer.token, {
    ...{ name: "facility.list", input: {}, form: z.array(z.object({ id: z.string() })) },
  });
  const { id } = await by("model.create", {
    ...{ operatorId, facilityId: plants[0]?.id, modelCode: `INFO-${category}`, typeDesignation: category },
    ...{ name: `Information ${category}`, category, chemistry: "LFP", massKg: "0.6" },
    ...{ ratedCapacityAh: "80", nominalVoltageV: "12", ratedEnergyKwh: "0.9" },
  });
  await by("model.submit", { id });
  const { contentDigest } = await ask(request, reviewer.token, {
    ...{ name: "model.submission", input: { id }, form: z.object({ contentDigest: z.string() }) },
  });
  await call(request, reviewer.token, "model.review", { id, verdict: "approved", contentDigest });
  return (await by("model.release", { id })).path ?? "";
}

const about = (screen: string, productUrl: string) => `${screen}?of=${encodeURIComponent(productUrl)}`;
const pathOf = (productUrl: string) => new URL(productUrl).pathname;

const screens: readonly (readonly [who: Who, what: string, path: (at: Places) => string, status?: number])[] =
  [
    ["maker", "the overview", () => "/console"],
    ["maker", "the batteries", () => "/console/batteries"],
    ["maker", "a battery", ({ battery }) => about("/console/batteries/battery", battery)],
    ["maker", "a battery that is waste", ({ waste }) => about("/console/batteries/battery", waste)],
    ["maker", "a battery that has ended", ({ recycled }) => about("/console/batteries/battery", recycled)],
    ["maker", "what was measured", ({ battery }) => about("/console/batteries/readings", battery)],
    ["maker", "the batches of a model", ({ model }) => `/console/models/${model}/batches`],
    ["maker", "the data points of a model", ({ model }) => `/console/models/${model}/attributes`],
    ["maker", "transfers that were offered", () => "/console/transfers"],
    ["heir", "transfers that wait for an answer", () => "/console/transfers"],
    ["maker", "authority that was given", () => "/console/delegations"],
    ["heir", "authority that is held", () => "/console/delegations"],
    ["maker", "the exports", () => "/console/exports"],
    ["maker", "the registration in the Union", () => "/console/registrations"],
    ["maker", "the labels", () => "/console/labels"],
    ["maker", "labels looked at", ({ model }) => `/console/labels?model=${model}&of=items&form=sheet`],
    ["maker", "the imports", () => "/console/products/import"],
    ["maker", "an import with rows to mend", ({ run }) => run],
    ["maker", "an import that was taken over", ({ accepted }) => accepted],
    ["maker", "the documents", () => "/console/documents"],
    ["maker", "the search", () => "/console/search?text=SCREEN"],
    ["maker", "the search with a filter", () => "/console/search?missing=any"],
    ["keeper", "the catalogues", () => "/admin/catalogues"],
    ["keeper", "the rules of interest", () => "/admin/interests"],
    ["keeper", "a person", ({ person }) => `/admin/people/${person}`],
    ["keeper", "the operators with their hand-overs", () => "/admin/operators"],
    ["authority", "the search of an authority", () => "/authority/search?text=SCREEN"],
    ["interest", "the page of a legitimate interest", () => "/interest"],
    ["interest", "a battery to find", () => "/interest/battery"],
    ["interest", "a battery of a legitimate interest", ({ battery }) => about("/interest/battery", battery)],
    ...withoutPassport.map(
      (category, at) =>
        [
          ...(["anyone", `information about a battery of category ${category}`] as const),
          ({ information }: Places) => information[at] ?? "",
        ] as const,
    ),
    ...(["versions", "label", "report"] as const).map(
      (rest) =>
        [
          ...(["anyone", `information about a battery, its page ${rest}`] as const),
          ({ information }: Places) => `${information[0] ?? ""}/${rest}`,
        ] as const,
    ),
    ["anyone", "a battery", ({ battery }) => pathOf(battery)],
    ["anyone", "the tombstone", ({ recycled }) => pathOf(recycled), 410],
  ];

for (const [who, what, path, status = 200] of screens) {
  test(`${what}, for ${who}: fits a phone and a desk in both languages and breaks no rule of WCAG 2.2 AA`, async () => {
    test.setTimeout(240_000);
    const page = await signedIn.get(who)?.newPage();
    if (page === undefined) throw new Error(`Nobody is signed in as ${who}.`);
    const address = path(places);
    for (const [language, colorScheme] of [
      ["en", "light"],
      ["zh", "dark"],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [390, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        const answer = await page.goto(`${address}${address.includes("?") ? "&" : "?"}lang=${language}`);
        expect(answer?.status()).toBe(status);
        await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
        // What is folded away is looked at as well.
        await page.locator("main details").evaluateAll((all) => {
          for (const folded of all) folded.setAttribute("open", "");
        });
        expect.soft(await faultsOf(page), `${language}, ${String(width)} px`).toEqual([]);
      }
      const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
      expect.soft(found, language).toEqual([]);
    }
    await page.close();
  });
}

/** What a reader would call broken: a page that goes on to the side, a column in which words fall into letters. */
function faultsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const squeezed = [...document.querySelectorAll("main td, main th, main dd, main button, main .button")]
      .filter((cell) => {
        const { width, height } = cell.getBoundingClientRect();
        return width > 0 && width < 44 && height > 90 && (cell.textContent ?? "").trim().length > 3;
      })
      .map((cell) => `squeezed: ${(cell.textContent ?? "").trim().slice(0, 60)}`);
    return [
      ...(scrollWidth > clientWidth ? [`sideways by ${String(scrollWidth - clientWidth)}`] : []),
      ...squeezed,
    ];
  });
}
