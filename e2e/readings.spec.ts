import { AxeBuilder } from "@axe-core/playwright";
import type { APIRequestContext } from "@playwright/test";
import { z } from "zod";
import { expect, test } from "./app.ts";
import { call, made } from "./procedures.ts";
import { enter, signIn } from "./session.ts";
import { testData } from "./test-data.ts";

/** What is measured at two batteries of the story's own: sent by a machine, by hand and in a file, and read by those entitled. */
test.describe.configure({ mode: "serial" });

const serials = ["READ0001", "READ0002"] as const;
const of = (serial: string, registry: { readonly url: string }) =>
  `${registry.url}${testData.model.path}/21/${serial}`;
const consoleAt = (serial: string, registry: { readonly url: string }) =>
  `/console/batteries/readings?lang=en&of=${encodeURIComponent(of(serial, registry))}`;
const answer = z.object({
  ...{ kept: z.number(), known: z.number(), refused: z.number() },
  rows: z.array(
    z.object({
      ...{ index: z.number(), outcome: z.string() },
      problems: z.array(z.object({ code: z.string(), column: z.string(), message: z.string() })).default([]),
    }),
  ),
});
const pageForm = z.object({
  readings: z.array(z.object({ attribute: z.string(), value: z.unknown(), measuredAt: z.string() })),
  next: z.string().nullable(),
});
/** Somebody who buys the first battery, and may read of it alone. */
let buyer: { readonly email: string; readonly password: string; readonly token: string };

async function post(request: APIRequestContext, token: string, body: unknown, query = "") {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const data = typeof body === "string" ? body : JSON.stringify(body);
  return request.post(`/api/readings${query}`, { headers, data });
}

test.beforeAll(async ({ playwright, registry }) => {
  const request = await playwright.request.newContext({ baseURL: registry.url });
  const { exporter = "", keeper = "" } = registry.tokens;
  const headers = { authorization: `Bearer ${exporter}` };
  const listed = z
    .object({
      result: z.object({ data: z.array(z.object({ productUrl: z.string(), modelId: z.string() })) }),
    })
    .parse(await (await request.get("/api/trpc/passport.list", { headers })).json());
  const model = listed.result.data.find((row) => row.productUrl.endsWith(testData.model.path));
  for (const serial of serials) {
    const data = { modelId: model?.modelId, serial, manufacturedOn: "2025-01" };
    const issued = await request.post("/api/trpc/passport.issueItem", { headers, data });
    expect(issued.status(), await issued.text()).toBe(200);
  }
  const person = await request.post("/api/trpc/account.addPerson", {
    headers: { authorization: `Bearer ${keeper}` },
    data: { name: "Buyer", email: "buyer@readings.example", operatorId: null, roles: ["interest"] },
  });
  const added = z
    .object({ result: z.object({ data: z.object({ id: z.string(), password: z.string() }) }) })
    .parse(await person.json()).result.data;
  const { token } = await call(request, keeper, "account.createToken", { userId: added.id, name: "story" });
  await call(request, keeper, "interest.grant", {
    ...{ userId: added.id, purpose: "purchase", endsOn: "2099-12-31", reason: "Buys it" },
    batteries: [of(serials[0], registry)],
  });
  buyer = { email: "buyer@readings.example", password: added.password, token: token ?? "" };
  await request.dispose();
});

test("a battery management system sends readings with a token, and hears of each what became of it", async ({
  request,
  registry,
}) => {
  const { exporter = "", authority = "" } = registry.tokens;
  const productUrl = of(serials[0], registry);
  const many = Array.from({ length: 60 }, (_, at) => {
    const measuredAt = new Date(Date.UTC(2025, 5, 1 + at)).toISOString();
    return [
      { productUrl, attribute: "fullCycleCount", value: at, measuredAt, method: "Counted" },
      { productUrl, attribute: "stateOfCharge", value: 50 + (at % 9), measuredAt },
    ];
  }).flat();
  const first = many[0];
  const bad = [
    { ...first, attribute: "stateOfCertifiedEnergy", value: 100.5 },
    { ...first, measuredAt: "2025-07-01T12:00:00Z", value: 3 },
    { ...first, productUrl: "https://nowhere.example/1" },
  ];
  const event = {
    ...{ productUrl, attribute: "negativeEvents", measuredAt: "2025-06-10T09:00:00Z" },
    value: { kind: "water", description: "Garage flooded" },
  };
  const body = [...many, ...bad, event];
  const tried = answer.parse(await (await post(request, exporter, body, "?dryRun=1")).json());
  expect([tried.kept, tried.refused]).toEqual([121, 3]);
  const sent = await post(request, exporter, body);
  expect(sent.status()).toBe(200);
  const said = answer.parse(await sent.json());
  expect(said).toMatchObject({ kept: 121, known: 0, refused: 3 });
  expect(
    said.rows.slice(120, 123).map(({ index, problems }) => [index, problems[0]?.code, problems[0]?.column]),
  ).toEqual([
    [120, "E_VALUE_RANGE", "value"],
    [121, "E_READING_COUNTER", "value"],
    [122, "E_READING_BATTERY", "productUrl"],
  ]);
  expect(said.rows[120]?.problems[0]?.message).toContain("≤ 100");
  expect(answer.parse(await (await post(request, exporter, body)).json())).toMatchObject({
    kept: 0,
    known: 121,
  });

  for (const [token, wrong, status] of [
    [exporter, "{", 400],
    [exporter, { readings: [] }, 400],
    [exporter, Array.from({ length: 10_001 }, () => 0), 413],
    ["cp_made_up", [], 401],
    [authority, [], 403],
    [buyer.token, [], 403],
  ] as const)
    expect((await post(request, token, wrong)).status()).toBe(status);
});

test("programs of those entitled read them page by page; nobody else does, and the other battery has none", async ({
  request,
  registry,
}) => {
  const { exporter = "", authority = "" } = registry.tokens;
  const get = (token: string | null, serial: string, more = "") =>
    request.get(`/api/readings?of=${encodeURIComponent(of(serial, registry))}${more}`, {
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    });
  const first = pageForm.parse(
    await (await get(buyer.token, serials[0], "&attribute=fullCycleCount&limit=50")).json(),
  );
  expect([first.readings.length, first.readings[0]?.value]).toEqual([50, 59]);
  const next = `&attribute=fullCycleCount&limit=50&before=${encodeURIComponent(first.next ?? "")}`;
  const second = pageForm.parse(await (await get(buyer.token, serials[0], next)).json());
  expect([second.readings.length, second.readings.at(-1)?.value, second.next]).toEqual([10, 0, null]);
  expect(pageForm.parse(await (await get(exporter, serials[1])).json()).readings).toEqual([]);
  // Bought is the first one alone.
  expect((await get(buyer.token, serials[1])).status()).toBe(403);
  expect((await get(authority, serials[0])).status()).toBe(403);
  expect((await get(null, serials[0])).status()).toBe(401);
  const digest = await request.get(`/api/readings/digest?operator=${testData.operator.slug}&day=2025-06-01`, {
    headers: { authorization: `Bearer ${exporter}` },
  });
  expect([
    digest.status(),
    made
      .partial()
      .extend({ code: z.string() })
      .parse(await digest.json()).code,
  ]).toEqual([404, "READING_DIGEST_NOT_FOUND"]);
});

test("the operator sees values, lines and events, and adds a reading by hand that is judged like every other", async ({
  page,
  registry,
}) => {
  await enter(page, registry, "exporter");
  await page.goto(`/console/passports?lang=en&search=${serials[0]}`);
  await page
    .getByRole("row")
    .filter({ hasText: serials[0] })
    .getByRole("link", { name: "Measured values" })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(serials[0]);
  await expect(page.locator(".figure").filter({ hasText: "Full cycles so far" })).toContainText("59");
  await expect(
    page.getByRole("img", { name: /^Full cycles so far from 1 Jun 2025.*highest 59/ }),
  ).toBeVisible();
  await expect(page.getByText("Garage flooded").first()).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.getByRole("combobox", { name: "Data point" }).last().selectOption("fullCycleCount");
  await page.getByLabel("Value", { exact: true }).fill("58");
  await page.getByLabel("Measured at (UTC)").fill("2025-09-01T08:00:00");
  await page.getByRole("button", { name: "Add the reading" }).click();
  await expect(page.getByLabel("Value", { exact: true })).toHaveAccessibleDescription(
    /only goes up: 58 does not fit 59/,
  );
  await page.getByLabel("Value", { exact: true }).fill("70");
  await page.getByRole("button", { name: "Add the reading" }).click();
  await expect(page.getByText("The reading is kept.")).toBeVisible();
  await expect(page.locator(".figure").filter({ hasText: "Full cycles so far" })).toContainText("70");
});

test("a spreadsheet is looked at first and then kept: bad rows are named, good ones go in", async ({
  page,
  registry,
}) => {
  await enter(page, registry, "exporter");
  await page.goto(consoleAt(serials[1], registry));
  await expect(page.getByText("Nothing was measured at this battery yet.")).toBeVisible();
  const rows = [
    "Serial number,Measured at,State of certified energy (SOCE),Full cycles so far,Colour",
    `${serials[1]},2025-06-01 08:00,99.5,10,red`,
    `${serials[1]},2025-07-01 08:00,120,9,`,
    `${serials[1]},2025-08-01 08:00,98,20,`,
  ];
  await page.getByLabel("File", { exact: true }).setInputFiles({
    ...{ name: "workshop.csv", mimeType: "text/csv" },
    buffer: Buffer.from(rows.join("\n")),
  });
  await page.getByRole("button", { name: "Check the file" }).click();
  await expect(page.getByText("4 readings can be kept")).toBeVisible();
  await expect(page.getByText("2 are refused")).toBeVisible();
  await expect(page.getByText("Columns that are not read: Colour")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "E_VALUE_RANGE" })).toContainText(
    "State of certified energy",
  );
  await expect(page.getByText("Nothing was measured at this battery yet.")).toBeVisible();
  await page.getByRole("button", { name: "Keep the good readings" }).click();
  await expect(page.getByText("4 readings were kept")).toBeVisible();
  await expect(page.locator(".figure").filter({ hasText: "State of certified energy" })).toContainText("98");
});

test("who buys a battery reads what was measured at it, beside the battery and on paper, and of no other", async ({
  page,
  registry,
}) => {
  await signIn(page, { email: buyer.email, password: buyer.password });
  await page.goto("/interest?lang=en");
  await page.getByRole("link", { name: "Measured values of a battery, with charts" }).click();
  await page.getByLabel("Product identifier").fill(of(serials[0], registry));
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(serials[0]);
  await expect(page.locator(".figure").filter({ hasText: "State of charge" })).toContainText(
    "battery management system",
  );
  await expect(page.getByRole("button", { name: "Add the reading" })).toHaveCount(0);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.getByRole("combobox", { name: "Data point" }).selectOption("stateOfCharge");
  await page.getByRole("button", { name: "Show" }).click();
  const table = page.locator("#readings table");
  await expect(table.getByRole("row")).toHaveCount(26);
  await expect(table).not.toContainText("Full cycles");
  await page.getByRole("link", { name: "Older readings" }).click();
  await page.getByRole("link", { name: "Older readings" }).click();
  await expect(table.getByRole("row")).toHaveCount(11);
  await expect(page.getByRole("link", { name: "Older readings" })).toHaveCount(0);

  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(page.getByRole("img", { name: /^State of charge/ })).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await page.goto(`/interest/battery?lang=en&of=${encodeURIComponent(of(serials[1], registry))}`);
  await expect(page.getByLabel("Product identifier")).toHaveAccessibleDescription(/was not granted/);
});

test("authorities have no way to it", async ({ page, registry }) => {
  await enter(page, registry, "stranger");
  const answered = await page.goto(`/interest/battery?of=${encodeURIComponent(of(serials[0], registry))}`);
  expect(answered?.status()).toBe(403);
});
