import type { APIRequestContext } from "@playwright/test";
import { z } from "zod";
import { expect, test } from "./app.ts";
import { ask, tokenOf } from "./procedures.ts";
import { enter } from "./session.ts";
import { testData, unknownProduct } from "./test-data.ts";

/** The standard passport API as a stranger uses it, who has nothing but its description. */
test.describe.configure({ mode: "serial" });

const resultForm = z.object({
  statusCode: z.string(),
  message: z
    .array(
      z.object({
        messageType: z.string(),
        text: z.string().min(5),
        code: z.string(),
        correlationId: z.uuid(),
        timestamp: z.iso.datetime(),
      }),
    )
    .min(1),
});
const documentForm = z.looseObject({
  digitalProductPassportId: z.string(),
  uniqueProductIdentifier: z.string(),
  granularity: z.enum(["model", "batch", "item"]),
  dppSchemaVersion: z.string(),
  dppStatus: z.string(),
  lastUpdated: z.iso.datetime(),
  economicOperatorId: z.string(),
  contentSpecificationIds: z.array(z.string()),
});
const one = (text: string) => encodeURIComponent(text);

async function read(request: APIRequestContext, path: string) {
  const answer = await request.get(path);
  expect(answer.status(), `${path}: ${await answer.text()}`).toBe(200);
  expect(answer.headers()["content-type"]).toContain("application/json");
  return documentForm.parse(await answer.json());
}

async function resultOf(answer: Awaited<ReturnType<APIRequestContext["get"]>>, status: number) {
  const text = await answer.text();
  expect(answer.status(), text).toBe(status);
  expect(answer.headers()["content-type"]).toContain("application/json");
  return resultForm.parse(JSON.parse(text));
}

test("a passport is read by product, by its identifier, by date and by element, in both forms", async ({
  request,
  registry,
}) => {
  const productId = registry.url + testData.item.path;
  const document = await read(request, `/v1/dppsByProductId/${one(productId)}`);
  expect(document).toMatchObject({ uniqueProductIdentifier: productId, granularity: "item" });
  const dppId = document.digitalProductPassportId;
  expect(await read(request, `/v1/dpps/${one(dppId)}`)).toEqual(document);
  expect(await (await request.get(productId, { headers: { accept: "application/json" } })).json()).toEqual(
    document,
  );
  expect(await read(request, `/v1/dppsByIdAndDate/${one(dppId)}?date=${document.lastUpdated}`)).toMatchObject(
    {
      ...{ digitalProductPassportId: dppId, lastUpdated: document.lastUpdated },
    },
  );
  const [content = ""] = document.contentSpecificationIds;
  expect(document[content]).toMatchObject({ batterySerialNumber: testData.item.serial });

  const full = await read(request, `/v1/dpps/${one(dppId)}?representation=full`);
  expect(full["elements"]).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ elementId: content, objectType: "DataElementCollection" }),
    ]),
  );
  const element = `/v1/dpps/${one(dppId)}/elements/${one(`$['${content}'].batterySerialNumber`)}`;
  expect(await (await request.get(element)).json()).toBe(testData.item.serial);
  const explained = z
    .object({ elementId: z.string(), objectType: z.string(), dictionaryReference: z.url() })
    .parse(await (await request.get(`${element}?representation=full`)).json());
  expect(explained).toMatchObject({
    elementId: "batterySerialNumber",
    objectType: "SingleValuedDataElement",
  });
  expect((await request.get(explained.dictionaryReference)).status()).toBe(200);

  const listed = await request.post("/v1/dppsByProductIds?limit=1", {
    data: [registry.url + unknownProduct, productId, "nonsense"],
  });
  const first = z
    .object({ result: z.array(z.string()), paging_metadata: z.object({ cursor: z.string() }) })
    .parse(await listed.json());
  expect(first.result).toEqual([]);
  const second = await request.post(`/v1/dppsByProductIds?limit=2&cursor=${first.paging_metadata.cursor}`, {
    data: [registry.url + unknownProduct, productId, "nonsense"],
  });
  expect(await second.json()).toEqual({ result: [dppId], paging_metadata: {} });
});

test("readers ask as the web asks: HEAD, OPTIONS, from any page, and again with what they hold", async ({
  request,
  registry,
}) => {
  const place = `/v1/dppsByProductId/${one(registry.url + testData.item.path)}`;
  const answer = await request.get(place);
  const { etag = "" } = answer.headers();
  expect(answer.headers()).toMatchObject({
    "access-control-allow-origin": "*",
    "cache-control": "public, max-age=0, must-revalidate",
  });
  expect((await request.get(place, { headers: { "if-none-match": etag } })).status()).toBe(304);
  const head = await request.head(place);
  expect([head.status(), (await head.body()).length, head.headers()["etag"]]).toEqual([200, 0, etag]);
  const options = await request.fetch(place, { method: "OPTIONS" });
  expect(options.status()).toBe(204);
  expect(options.headers()).toMatchObject({
    allow: "GET, HEAD, OPTIONS",
    "access-control-allow-origin": "*",
  });
  const token = registry.tokens["exporter"] ?? "";
  const own = await request.get(place, { headers: { authorization: `Bearer ${token}` } });
  expect(own.headers()["cache-control"]).toBe("private, no-store");
  expect(await own.text()).toContain("batteryStatus");
  expect(await answer.text()).not.toContain("batteryStatus");
});

test("bad input is told what is wrong with it, by a Result object, and never breaks anything", async ({
  request,
  registry,
}) => {
  const { digitalProductPassportId } = await read(
    request,
    `/v1/dppsByProductId/${one(registry.url + testData.item.path)}`,
  );
  const dpp = `/v1/dpps/${one(digitalProductPassportId)}`;
  const dated = `/v1/dppsByIdAndDate/${one(digitalProductPassportId)}`;
  const cases: readonly (readonly [string, number, string])[] = [
    ["/v1/dpps/nonsense", 404, "ClientErrorResourceNotFound"],
    [`/v1/dpps/${one("urn:uuid:00000000-0000-4000-8000-000000000000")}`, 404, "ClientErrorResourceNotFound"],
    [`/v1/dppsByProductId/${one(registry.url + unknownProduct)}`, 404, "ClientErrorResourceNotFound"],
    [
      `/v1/dppsByProductId/${one("https://elsewhere.example/01/09521230000017")}`,
      404,
      "ClientErrorResourceNotFound",
    ],
    [`${dated}?date=2020-01-01T00:00:00Z`, 404, "ClientErrorResourceNotFound"],
    [`${dpp}/elements/${one("$.nothing")}`, 404, "ClientErrorResourceNotFound"],
    ["/v1/nothing", 404, "ClientErrorResourceNotFound"],
    ["/v1/dpps/a/b/c/d", 404, "ClientErrorResourceNotFound"],
    [`${dpp}?representation=long`, 400, "ClientErrorBadRequest"],
    [`${dated}?date=yesterday`, 400, "ClientErrorBadRequest"],
    [dated, 400, "ClientErrorBadRequest"],
    [`${dpp}/elements/${one("$[")}`, 400, "ClientErrorBadRequest"],
    [`${dpp}/elements/batteryMass`, 400, "ClientErrorBadRequest"],
    [`${dpp}/elements/${one("$..*")}`, 400, "ClientErrorBadRequest"],
    [`${dpp}/elements/${one(`$..[${"*,".repeat(150)}*]`)}`, 400, "ClientErrorBadRequest"],
    [`${dpp}/elements/${one("$[?match(@,'(((a{99}){99}){99})')]")}`, 400, "ClientErrorBadRequest"],
    ["/v1/dpps/%ZZ", 400, "ClientErrorBadRequest"],
    ["/v1/dpps/%00", 400, "ClientErrorBadRequest"],
    ["/v1/dpps/%C3%28", 400, "ClientErrorBadRequest"],
  ];
  for (const [path, status, statusCode] of cases)
    expect([path, (await resultOf(await request.get(path), status)).statusCode]).toEqual([path, statusCode]);
  const headers = { authorization: "Bearer cp_made_up" };
  expect((await resultOf(await request.get(dpp, { headers }), 401)).statusCode).toBe("ClientNotAuthorized");
  const wrong = await request.put(dpp, { data: {} });
  expect((await resultOf(wrong, 405)).statusCode).toBe("ClientMethodNotAllowed");
  expect(wrong.headers()["allow"]).toBe("GET, PATCH, DELETE, HEAD, OPTIONS");
  const lookUp = (data: string, type = "application/json") =>
    request.post("/v1/dppsByProductIds", { data: Buffer.from(data), headers: { "content-type": type } });
  for (const body of ["", "{", "{}", '"x"', "[1]", "[null]", '["a","a]', '{"a":1,"a":2}'])
    await resultOf(await lookUp(body), 400);
  await resultOf(await lookUp("[]", "text/plain"), 415);
  await resultOf(await lookUp(`["${"x".repeat(1_100_000)}"]`), 413);
});

test("changes need a token that may make them: nobody else makes, changes, files away or registers", async ({
  request,
  registry,
}) => {
  const { digitalProductPassportId } = await read(
    request,
    `/v1/dppsByProductId/${one(registry.url + testData.item.path)}`,
  );
  const dpp = `/v1/dpps/${one(digitalProductPassportId)}`;
  const made = { uniqueProductIdentifier: `${registry.url}/01/09521230000109` };
  const asked = { digitalProductPassportId };
  for (const [token, status] of [
    [undefined, 401],
    ["cp_made_up", 401],
    [registry.tokens["authority"], 403],
    [registry.tokens["keeper"], 403],
  ] as const) {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    await resultOf(await request.post("/v1/dpps", { data: made, headers }), status);
    await resultOf(await request.patch(dpp, { data: {}, headers }), status);
    await resultOf(await request.patch(`${dpp}/elements/${one("$.x")}`, { data: 1, headers }), status);
    await resultOf(await request.delete(dpp, { headers }), status);
    await resultOf(await request.post("/v1/registerDPP", { data: asked, headers }), status);
    await resultOf(await request.patch(dpp, { data: Buffer.from("{"), headers }), status);
  }
});

test("an operator's program makes a passport, changes it, and releases it once a colleague lets it", async ({
  request,
  registry,
  page,
}) => {
  const keeper = registry.tokens["keeper"] ?? "";
  const operators = await ask(request, keeper, {
    ...{ name: "operator.list", input: {} },
    form: z.array(z.looseObject({ id: z.string(), slug: z.string() })),
  });
  const operatorId = operators.find(({ slug }) => slug === testData.operator.slug)?.id ?? "";
  const token = await tokenOf(request, keeper, {
    ...{
      name: "Factory program",
      email: "factory@testpack.example",
      operatorId,
      roles: ["author", "signer"],
    },
  });
  const headers = { authorization: `Bearer ${token}` };
  const content = (await read(request, `/v1/dppsByProductId/${one(registry.url + testData.item.path)}`))
    .contentSpecificationIds;
  const statutory = content[0] ?? "";
  const voluntary = statutory.replace("statutory", "voluntary");
  const document = {
    uniqueProductIdentifier: `${registry.url}/01/09521230000109`,
    granularity: "model",
    facilityId: "HD",
    [statutory]: {
      ...{ batteryCategory: "EV", batteryChemistry: "LFP", batteryMass: "410", ratedCapacity: "180" },
      nominalVoltage: "350",
    },
    [voluntary]: { name: "Pack by program", ratedEnergyKWh: "63" },
  };
  const made = await request.post("/v1/dpps", { data: document, headers });
  expect(made.status(), await made.text()).toBe(201);
  const { digitalProductPassportId: dppId } = z
    .object({ digitalProductPassportId: z.string() })
    .parse(await made.json());
  const dpp = `/v1/dpps/${one(dppId)}`;
  expect(made.headers()["location"]).toBe(registry.url + dpp);
  await resultOf(await request.post("/v1/dpps", { data: document, headers }), 409);
  await resultOf(await request.get(dpp), 404);
  const draft = await request.get(dpp, { headers });
  expect(await draft.json()).toMatchObject({ recordStatus: { status: "draft" }, dppStatus: "inactive" });

  const patch = { [statutory]: { minimumVoltage: "260" } };
  const type = { "content-type": "application/merge-patch+json" };
  const drafted = await request.patch(dpp, { data: JSON.stringify(patch), headers: { ...headers, ...type } });
  expect(drafted.status(), await drafted.text()).toBe(202);
  await resultOf(await request.get(dpp), 404);

  await enter(page, registry, "reviewer");
  await page.goto("/account?lang=en");
  await page.getByRole("button", { name: /Let it release: Factory program/ }).click();
  await expect(page.getByText(`Given by ${testData.people.reviewer.name}`)).toBeVisible();

  const released = await request.patch(dpp, { data: { [statutory]: { maximumVoltage: "410" } }, headers });
  expect(released.status(), await released.text()).toBe(200);
  const first = await read(request, dpp);
  expect(first[statutory]).toMatchObject({ minimumVoltage: "260", maximumVoltage: "410" });
  const between = new Date().toISOString();

  const stale = await request.patch(dpp, { data: patch, headers: { ...headers, "if-match": '"another"' } });
  await resultOf(stale, 412);
  const refusedPatch = await request.patch(dpp, {
    data: { dppStatus: "archived", [statutory]: { colour: "red" } },
    headers,
  });
  expect((await resultOf(refusedPatch, 400)).message.map(({ text }) => text).join(" ")).toContain(
    "dppStatus",
  );

  const element = `${dpp}/elements/${one(`$['${statutory}'].maximumVoltage`)}`;
  await expect(async () =>
    expect(new Date().toISOString().slice(0, 19) > between.slice(0, 19)).toBe(true),
  ).toPass();
  const changed = await request.patch(element, { data: '"420"', headers: { ...headers, ...type } });
  expect([changed.status(), await changed.json()]).toEqual([200, "420"]);
  expect(await read(request, `/v1/dppsByIdAndDate/${one(dppId)}?date=${between}`)).toEqual(first);
  expect((await read(request, dpp))["recordVersion"]).toBe(2);

  const battery = await request.post("/v1/dpps", {
    data: {
      uniqueProductIdentifier: `${registry.url}/01/09521230000109/21/P%2F1`,
      [statutory]: { manufacturingDate: "2026-10" },
    },
    headers,
  });
  expect(battery.status(), await battery.text()).toBe(201);
  const ofBattery = z.object({ digitalProductPassportId: z.string() }).parse(await battery.json());
  const byProduct = await read(
    request,
    `/v1/dppsByProductId/${one(`${registry.url}/01/09521230000109/21/P%2F1`)}`,
  );
  expect(byProduct).toMatchObject({ ...ofBattery, [statutory]: { maximumVoltage: "420" } });

  await resultOf(await request.delete(dpp, { headers }), 409);
  const registered = await request.post("/v1/registerDPP", { data: ofBattery, headers });
  expect([registered.status(), z.object({ text: z.string() }).parse(await registered.json()).text]).toEqual([
    202,
    "not yet possible",
  ]);
  // A model is no battery: it is told so, and that batteries are registered one by one.
  const ofModel = await request.post("/v1/registerDPP", {
    data: { digitalProductPassportId: dppId },
    headers,
  });
  expect(await resultOf(ofModel, 400)).toMatchObject({
    statusCode: "ClientErrorBadRequest",
    message: [{ code: "INVALID_INPUT" }, { code: "E_REGISTRATION_LEVEL" }],
  });
  const second = {
    ...document,
    uniqueProductIdentifier: `${registry.url}/id/${testData.operator.slug}/DRAFT`,
  };
  const other = await request.post("/v1/dpps", { data: second, headers });
  expect(other.status(), await other.text()).toBe(201);
  const { location = "" } = other.headers();
  expect((await request.delete(location, { headers })).status()).toBe(204);
  await resultOf(await request.get(location, { headers }), 410);
  await resultOf(await request.get(location), 404);
});

test("every described operation answers as it is described", async ({ request, registry }) => {
  const described = z
    .object({
      openapi: z.string().startsWith("3.1."),
      paths: z.record(z.string(), z.record(z.string(), z.unknown())),
    })
    .parse(await (await request.get("/openapi.json")).json());
  const operationForm = z.object({
    operationId: z.string(),
    responses: z.record(z.string(), z.object({ content: z.record(z.string(), z.unknown()).optional() })),
    parameters: z
      .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().optional() }))
      .optional(),
    security: z.array(z.record(z.string(), z.unknown())),
  });
  const productId = registry.url + testData.item.path;
  const { digitalProductPassportId: dppId } = await read(request, `/v1/dppsByProductId/${one(productId)}`);
  const nowhere = "00000000-0000-4000-8000-000000000000";
  const known: Readonly<Record<string, string>> = {
    ...{
      dppId,
      productId,
      elementIdPath: "$.dppStatus",
      gtin: testData.model.gtin,
      serial: testData.item.serial,
    },
    ...{
      batch: "L1",
      operator: testData.operator.slug,
      model: "NONE",
      slug: testData.operator.slug,
      version: "1",
    },
    ...{
      list: "0",
      id: nowhere,
      document: nowhere,
      path: "0/000",
      file: "0.tlog-proof",
      name: "battery-passport",
    },
    ...{ category: "EV" },
  };
  const query: Readonly<Record<string, string>> = {
    ...{ date: "2099-01-01", of: productId, operator: testData.operator.slug, day: "2026-01-01" },
  };
  const wrong: string[] = [];
  let asked = 0;
  for (const [template, methods] of Object.entries(described.paths))
    for (const [method, found] of Object.entries(methods)) {
      if (method === "parameters") continue;
      const { operationId, responses, parameters = [], security } = operationForm.parse(found);
      const named = parameters.filter((one) => one.in === "query" && one.required === true);
      const search = new URLSearchParams(named.map(({ name }) => [name, query[name] ?? ""])).toString();
      const fill = (values: Readonly<Record<string, string>>) =>
        template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
          name === "path" ? (values[name] ?? "x") : one(values[name] ?? "unknown"),
        ) + (search === "" ? "" : `?${search}`);
      const token = registry.tokens["exporter"] ?? "";
      const needsToken = security.every((way) => Object.keys(way).length > 0) && security.length > 0;
      const tries: (readonly [string, Record<string, string>])[] = [
        [fill(known), {}],
        [fill({}), {}],
      ];
      if (needsToken) tries.push([fill(known), { authorization: `Bearer ${token}` }]);
      if (security.length > 0) tries.push([fill(known), { authorization: "Bearer cp_made_up" }]);
      for (const [place, headers] of tries) {
        // What changes something is asked with nothing, and so changes nothing.
        const body = method === "get" || method === "delete" ? {} : { data: Buffer.from("") };
        const answer = await request.fetch(place, {
          ...{
            method: method.toUpperCase(),
            headers: { accept: "*/*", ...headers },
            maxRedirects: 0,
            ...body,
          },
        });
        asked += 1;
        const status = String(answer.status());
        const answered = responses[status];
        const type = (answer.headers()["content-type"] ?? "").split(";", 1)[0] ?? "";
        const types = Object.keys(answered?.content ?? {});
        if (answered === undefined || (types.length > 0 && !types.includes(type)))
          wrong.push(`${operationId} ${place}: ${status} ${type}`);
      }
    }
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(150);
});
