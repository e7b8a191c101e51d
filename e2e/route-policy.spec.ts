import fs from "node:fs";
import path from "node:path";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { z } from "zod";
import { expect, test } from "./app.ts";
import { answerOf, call, made, tokenOf } from "./procedures.ts";

/**
 * Every address that answers with or takes a file, over real HTTP: asked by anyone, with a token that does not count, by
 * each role of the operator it belongs to, by another operator and by each office.
 */
test.describe.configure({ mode: "serial" });

const everybody = [
  "author",
  "reviewer",
  "signer",
  "otherOperator",
  "keeper",
  "authority",
  "notifiedBody",
  "interest",
] as const;
type Somebody = (typeof everybody)[number];

const own = ["author", "reviewer", "signer"] as const;
const ownAndWatching = [...own, "authority", "notifiedBody"] as const;

/** What the addresses name: all of it belongs to one operator. */
interface Things {
  readonly operator: string;
  readonly model: string;
  readonly draft: string;
  readonly lot: string;
  evidence: string;
  run: string;
  productRun: string;
}

interface Handler {
  readonly may: readonly Somebody[];
  /** Status of the answer to those who may. */
  readonly answers: number;
  readonly at: (things: Things) => string;
  /** Of a handler that takes something. */
  readonly form?: (things: Things) => Readonly<Record<string, string | Attached>>;
}

interface Attached {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const pdf: Attached = {
  name: "e.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"),
};
const sheet: Attached = {
  name: "f.csv",
  mimeType: "text/csv",
  buffer: Buffer.from("Code,Kind,Stage,Name\na,material,production,A\nb,nonsense,production,B\n"),
};
const titled = { title: "t", language: "en", file: pdf };
const declaration = (file: string) => (things: Things) => `/console/declarations/${things.draft}/${file}`;

const handlers: Readonly<Record<string, Handler>> = {
  "api/recycled-evidence": {
    ...{ may: ["author"], answers: 201, at: () => "/api/recycled-evidence" },
    form: ({ lot }) => ({ lotId: lot, ...titled }),
  },
  "api/recycled-evidence/[lot]": {
    ...{ may: ownAndWatching, answers: 200, at: ({ lot }) => `/api/recycled-evidence/${lot}` },
  },
  "api/recycled-pack/[model]": {
    ...{ may: ownAndWatching, answers: 200, at: ({ model }) => `/api/recycled-pack/${model}` },
  },
  // Nothing is released: whoever may ask hears that there is no label.
  "api/labels": {
    ...{ may: own, answers: 400, at: () => "/api/labels" },
    form: ({ model }) => ({ model, of: "model", form: "png" }),
  },
  "api/oversight/check": {
    ...{ may: ["authority", "notifiedBody"], answers: 200, at: () => "/api/oversight/check" },
    form: () => ({ list: "09520000010010" }),
  },
  sheets: {
    ...{ may: ["authority", "notifiedBody"], answers: 200, at: () => "/sheets" },
    form: () => ({ list: "09520000010010" }),
  },
  // There is no such case: who may ask hears that.
  "api/oversight/cases/[id]": {
    ...{ may: ["authority"], answers: 404, at: ({ draft }) => `/api/oversight/cases/${draft}` },
  },
  "api/documents": {
    ...{ may: ["author"], answers: 201, at: () => "/api/documents" },
    form: ({ model }) => ({ modelId: model, attribute: "instructionsForUse", ...titled }),
  },
  "api/evidence": {
    ...{ may: ["author", "signer"], answers: 201, at: () => "/api/evidence" },
    form: ({ operator }) => ({ operatorId: operator, ...titled }),
  },
  "api/evidence/[id]": { may: own, answers: 200, at: ({ evidence }) => `/api/evidence/${evidence}` },
  "api/imports": {
    ...{ may: ["author"], answers: 200, at: () => "/api/imports" },
    form: ({ draft }) => ({ do: "upload", id: draft, file: sheet }),
  },
  "api/imports/[id]/[run]/[file]": {
    ...{ may: own, answers: 200, at: ({ draft, run }) => `/api/imports/${draft}/${run}/to-mend.csv` },
  },
  "api/passport-table": {
    ...{ may: own, answers: 200 },
    at: ({ operator }) => `/api/passport-table?level=model&form=csv&operator=${operator}`,
  },
  // There is no such file, and no such registration: who may ask hears that.
  "api/registrations/[file]": {
    ...{ may: [...own, "otherOperator"], answers: 404 },
    at: ({ draft }) => `/api/registrations/${draft}.json`,
  },
  "api/registrations/answers": {
    ...{ may: ["signer", "otherOperator"], answers: 404, at: () => "/api/registrations/answers" },
    form: ({ draft }) => ({ id: draft, registrationId: "EU-1" }),
  },
  // There is no such battery, and no such day: who may ask hears that.
  "api/readings": {
    may: [...own, "otherOperator", "interest"],
    ...{ answers: 404, at: () => "/api/readings?of=https%3A%2F%2Fnowhere.example%2F1" },
  },
  "api/readings/file": {
    ...{ may: ["author", "signer", "otherOperator"], answers: 200, at: () => "/api/readings/file" },
    form: () => ({
      dryRun: "1",
      file: { ...sheet, buffer: Buffer.from("Battery,Time,fullCycleCount\nx,2026-06-01,1\n") },
    }),
  },
  "api/readings/digest": {
    ...{ may: own, answers: 404 },
    at: ({ operator }) => `/api/readings/digest?operator=${operator}&day=2026-01-01`,
  },
  "api/product-imports": {
    ...{ may: ["author"], answers: 200, at: () => "/api/product-imports" },
    form: ({ operator }) => ({ operator, kind: "models", dryRun: "true", file: sheet }),
  },
  "api/product-imports/[id]": {
    ...{ may: own, answers: 200, at: ({ productRun }) => `/api/product-imports/${productRun}` },
  },
  "api/product-imports/[id]/[file]": {
    ...{ may: own, answers: 200, at: ({ productRun }) => `/api/product-imports/${productRun}/to-mend.csv` },
  },
  "api/report-sheets": {
    ...{ may: [...ownAndWatching, "otherOperator"], answers: 200, at: () => "/api/report-sheets" },
    form: () => ({ file: { ...sheet, buffer: Buffer.from("Stage,kgCO2e\nProduction,1000\n") } }),
  },
  "api/tenant-export": {
    ...{ may: ["signer", "keeper"], answers: 200, at: () => "/api/tenant-export?operator=policyworks" },
  },
  // What is sent is no archive: who may send one hears that.
  "api/tenant-import": {
    ...{ may: ["keeper"], answers: 400, at: () => "/api/tenant-import" },
    form: () => ({}),
  },
  "api/trial-declaration/[model]": {
    ...{ may: own, answers: 200, at: ({ model }) => `/api/trial-declaration/${model}` },
  },
  "console/declarations/[id]/documents/[file]": {
    ...{ may: [...own, "notifiedBody"], answers: 200, at: declaration("documents/report.html") },
  },
  "console/declarations/[id]/inventory.csv": { may: own, answers: 200, at: declaration("inventory.csv") },
  "console/declarations/[id]/inventory.xlsx": { may: own, answers: 200, at: declaration("inventory.xlsx") },
  "console/declarations/[id]/olca.zip": { may: own, answers: 200, at: declaration("olca.zip") },
  "console/declarations/[id]/pact.json": { may: own, answers: 200, at: declaration("pact.json") },
  // Nothing is frozen of a draft: who may ask hears that.
  "console/declarations/[id]/request.json": { may: own, answers: 409, at: declaration("request.json") },
};

/** Open to anyone, or guarded by what it asks and tried elsewhere. */
const open: Readonly<Record<string, string>> = {
  ".well-known/gs1resolver": "what the registry resolves is public",
  ".well-known/jwt-vc-issuer/op/[slug]": "keys are public",
  "01/[...path]": "passports are public, layered by audience (server/services/passport/read.test.ts)",
  "api/auth/[...all]": "signing in and out (server/platform/session.test.ts)",
  "api/rule-sets/[id]/[version]": "rule sets are public",
  "api/templates/[category]": "what a category asks for is public",
  "api/trpc/[trpc]": "every procedure is asked in server/root.test.ts",
  "contexts/battery-passport/1.0.0": "a vocabulary",
  "contexts/battery-passport/1.1.0": "a vocabulary",
  "contexts/battery-passport/1.2.0": "a vocabulary",
  "contexts/battery-passport/[version]": "a vocabulary",
  "contexts/sale-suspension/1.0.0": "a vocabulary",
  "contexts/passport-opinion/1.0.0": "a vocabulary",
  "contexts/product-footprint/1.0.0": "a vocabulary",
  "contexts/product-footprint/1.1.0": "a vocabulary",
  find: "leads to a product",
  "id/[...path]": "leads to a product",
  "log/checkpoint": "the log is public, as far as it is published (server/services/log/publish.test.ts)",
  "log/proof/[file]": "proofs of published entries are public",
  "log/tile/[...path]": "tiles of published entries are public",
  "log/vkey": "the key of the log is public",
  "openapi.json": "describes the interfaces",
  "op/[slug]/did.json": "keys are public",
  "op/[slug]/footprints/[id]": "suppliers' signed records are public",
  "op/[slug]/footprints/[id]/bundle.json": "all of it is public",
  "op/[slug]/footprints/[id]/record": "suppliers' signed records are public",
  "op/[slug]/jwks.json": "keys are public",
  "op/[slug]/status/[list]": "status lists are public",
  "op/[slug]/status/[list]/tsl": "status lists are public",
  "op/[slug]/opinions/[id]": "what a notified body signs about a version is public",
  "op/[slug]/suspensions/[id]": "what an authority signs about a sale is public",
  "schemas/battery-declaration/1.0.0.json": "a schema",
  "schemas/battery-passport/1.0.0.json": "a schema",
  "schemas/battery-passport/1.1.0.json": "a schema",
  "schemas/battery-passport/1.2.0.json": "a schema",
  "schemas/battery-passport/[version]": "a schema",
  "schemas/passport-opinion/1.0.0.json": "a schema",
  "schemas/product-footprint/1.0.0.json": "a schema",
  "schemas/product-footprint/1.1.0.json": "a schema",
  "schemas/result-sheet/1.0.0.json": "a schema",
  "sheets/[id]/qr.svg": "whoever knows the sheet (server/services/result-sheet/result-sheet.test.ts)",
  "sheets/[id]/sheet.jwt": "whoever knows the sheet (server/services/result-sheet/result-sheet.test.ts)",
  "supply/[token]": "whoever holds the secret (server/services/supplier/request.test.ts)",
  "v1/[...path]":
    "the standard API: reading is public, layered by audience; each change asks (e2e/standard-api.spec.ts)",
  "vct/battery-passport/1": "the description of a type",
};

let tokens: Readonly<Record<Somebody, string>>;
let things: Things;

test.beforeAll(async ({ playwright, registry }) => {
  const request = await playwright.request.newContext({ baseURL: registry.url });
  const keeper = registry.tokens["keeper"] ?? "";
  const operator = await call(request, keeper, "operator.create", {
    ...{ slug: "policyworks", name: "Policy Works", streetAddress: "1 Test Road", postalCode: "056000" },
    ...{ city: "Handan", country: "CN", email: "office@policyworks.example" },
    ...{ identifierScheme: "demonstration", identifier: "T-policyworks" },
  });
  const holding = (role: string, operatorId: string | null): Promise<string> =>
    tokenOf(request, keeper, {
      ...{ name: role, email: `${role}@policyworks.example`, operatorId, roles: [role] },
    });
  tokens = {
    ...{ author: await holding("author", operator.id), reviewer: await holding("reviewer", operator.id) },
    ...{ signer: await holding("signer", operator.id), otherOperator: registry.tokens["exporter"] ?? "" },
    ...{ keeper, authority: registry.tokens["authority"] ?? "" },
    ...{ notifiedBody: await holding("notifiedBody", null), interest: await holding("interest", null) },
  };
  const by = (name: string, input: object) => call(request, tokens.author, name, input);
  const plant = await by("facility.create", {
    ...{ operatorId: operator.id, code: "P1", name: "Plant", city: "Handan", country: "CN" },
  });
  const model = await by("model.create", {
    ...{ operatorId: operator.id, facilityId: plant.id, modelCode: "POLICY", name: "Policy pack" },
    ...{ typeDesignation: "POLICY", category: "EV", chemistry: "LFP", massKg: "600" },
    ...{ ratedCapacityAh: "280", nominalVoltageV: "357.2", ratedEnergyKwh: "100" },
  });
  const draft = await by("footprint.create", {
    ...{ modelId: model.id, method: "mee-partial", title: "Policy", gwpSet: "AR6" },
    ...{ periodStart: "2025-01-01", periodEnd: "2025-12-31" },
    energy: {
      usableCapacity: { value: "100", unit: "kWh" },
      vehicleCategory: "light_noncommercial",
      warrantyYears: { value: "8", unit: "a" },
    },
  });
  let lock = draft.lock ?? 0;
  for (const [code, stage] of [
    ["cells", "raw_materials_and_parts"],
    ["steel", "production"],
    ["box", "distribution"],
  ]) {
    const added = await by("footprint.addLine", {
      ...{ id: draft.id, lock },
      line: {
        ...{ code, stage, kind: "material", nameEn: code, nameZh: code, amount: "1", amountUnit: "kg" },
        ...{ factorValue: "9", factorUnit: "kgCO2e/kg", dataKind: "primary", sourceEn: "s", sourceZh: "s" },
      },
    });
    lock = added.lock ?? 0;
  }
  const lot = await by("recycled.addLot", {
    ...{ modelId: model.id, year: 2025, metal: "nickel", lot: "l", supplier: "s" },
    ...{ metalKg: "2", preConsumerKg: "1", postConsumerKg: "0" },
  });
  things = {
    ...{ operator: operator.id, model: model.id, draft: draft.id, lot: lot.id },
    ...{ evidence: "", run: "", productRun: "" },
  };
  await request.dispose();
});

test("every handler is asked here, or open for a reason that is named", () => {
  const found = fs
    .readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)route\.tsx?$/.test(file.split(path.sep).join("/")))
    .map((file) => path.dirname(file).split(path.sep).join("/"));
  expect(found.toSorted()).toEqual([...Object.keys(handlers), ...Object.keys(open)].toSorted());
});

for (const [name, handler] of Object.entries(handlers)) {
  test(`${name} answers ${handler.may.join(", ")}, and nobody else`, async ({ playwright, registry }) => {
    const request = await playwright.request.newContext({ baseURL: registry.url });
    const ask = (headers: Record<string, string>) => send(request, handler, headers);
    expect(await saidBy(await ask({}))).toBe(401);
    expect(await saidBy(await ask({ origin: registry.url }))).toBe(401);
    expect(await saidBy(await ask({ authorization: "Bearer cp_made_up" }))).toBe(401);
    const said: Record<string, number> = {};
    for (const somebody of everybody.toReversed()) {
      const answer = await ask({ authorization: `Bearer ${tokens[somebody]}` });
      said[somebody] = await saidBy(answer);
      expect(answer.headers()["cache-control"], somebody).toMatch(/no-store/);
      if (somebody === "author") await keep(request, name, answer);
    }
    const wanted = Object.fromEntries(
      everybody.map((somebody) => [somebody, handler.may.includes(somebody) ? handler.answers : 403]),
    );
    expect(said).toEqual(wanted);
    if (handler.form !== undefined)
      expect(await saidBy(await ask({ origin: "https://elsewhere.example" }))).toBe(403);
    await request.dispose();
  });
}

async function send(
  request: APIRequestContext,
  { at, form }: Handler,
  headers: Record<string, string>,
): Promise<APIResponse> {
  if (form === undefined) return request.get(at(things), { headers });
  const asking = { ...headers, accept: "application/x-ndjson" };
  return request.post(at(things), { headers: asking, multipart: { ...form(things) } });
}

/** The status; of an answer in steps, that of the refusal it ends with. */
async function saidBy(answer: APIResponse): Promise<number> {
  if (!(answer.headers()["content-type"] ?? "").startsWith("application/x-ndjson")) return answer.status();
  const last = z.object({ code: z.string().optional() }).parse(JSON.parse(linesOf(await answer.text())));
  const refused: Readonly<Record<string, number>> = { NOT_SIGNED_IN: 401, NOT_ALLOWED: 403 };
  return last.code === undefined ? answer.status() : (refused[last.code] ?? 500);
}

function linesOf(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

/** What later addresses name, made by the handlers before them. */
async function keep(request: APIRequestContext, name: string, answer: APIResponse): Promise<void> {
  if (name === "api/evidence") things.evidence = made.parse(await answer.json()).id;
  if (name === "api/product-imports") things.productRun = made.parse(await answer.json()).id;
  if (name === "api/imports") {
    const found = await request.get(
      `/api/trpc/import.find?input=${encodeURIComponent(JSON.stringify({ id: things.draft }))}`,
      { headers: { authorization: `Bearer ${tokens.author}` } },
    );
    things.run = answerOf.parse(await found.json()).result.data.id;
  }
}
