import { contexts } from "@digitalbazaar/credentials-context";
import jsonld from "jsonld";
import type { ContextDefinition, NodeObject } from "jsonld";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { PassportCategory } from "../../domain/battery/category.ts";
import { informationCategories, passportCategories } from "../../domain/battery/category.ts";
import { bundledCatalogue } from "../../domain/catalogue/bundled-catalogue.ts";
import { catalogueContext } from "../../domain/record/catalogue-context.ts";
import { contextPathOf } from "../../domain/record/context.ts";
import { discloseSdJwt, readSdJwt } from "../../domain/record/sd-jwt.ts";
import type { JsonObject, JsonValue } from "../../domain/record/strict-json.ts";
import { nodeCrypto } from "../../platform/node-crypto.ts";
import { createBatch } from "../../services/batch/create.ts";
import { createDraft } from "../../services/footprint/create-draft.ts";
import { stateRecycledContent } from "../../services/model/state-recycled-content.ts";
import { readFullRecord } from "../../services/passport/read-full-record.ts";
import { readPassport } from "../../services/passport/read.ts";
import { filledBattery, filledModel, statable } from "../filled-battery.ts";
import type { Fixture, TestOperator } from "../fixture.ts";
import { draftOf, fixture, releaseReviewed, testUrl } from "../fixture.ts";

/*
 * Records of batteries of every category of which everything is stated, as the registry signs them, with all that is hidden in
 * them disclosed: a linked-data processor of others expands each under the contexts it names, and writes it back as it was.
 * What has no term would be lost on the way. Nothing is fetched.
 */
let database: TestDatabase;
let registry: Fixture;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
});
afterAll(() => database.end());

const documents = new Map<string, object>([
  ...contexts,
  [`${testUrl}${contextPathOf(bundledCatalogue.version)}`, catalogueContext(bundledCatalogue)],
]);

// A processor reads a context of some hundred terms within terms anew for each record: half a second each way.
const options = { timeout: 180_000 };

describe("JSON-LD keeps every member of a record, hidden ones too, there and back", options, () => {
  test.each(passportCategories)("of a model, a batch and a battery %s", async (category) => {
    const operator = await registry.operator(`of-${category.toLowerCase()}`);
    const { model, batch, item } = await everything(operator, category);
    // What anybody is given of a model stands in its full record as well.
    const records = [
      await fullRecord(operator, model),
      await publicRecord(operator, batch),
      await fullRecord(operator, item),
    ];
    for (const record of records) expect(await thereAndBack(record)).toEqual(plain(record));
    // It is everything: each data point that was stated, open or hidden, stands in what was expanded.
    const texts = JSON.stringify(records);
    const stated = [...statable(category, "model"), ...statable(category, "item")];
    expect(stated.length).toBeGreaterThan(60);
    expect(stated.filter(({ id }) => !texts.includes(`"${id}":`)).map(({ id }) => id)).toEqual([]);
  });

  test.each(informationCategories)("of what stands behind the code of a battery %s", async (category) => {
    const operator = await registry.operator(`of-${category.toLowerCase()}`);
    const { model } = await filledModel(operator, category);
    const record = await publicRecord(operator, model);
    expect(await thereAndBack(record)).toEqual(plain(record));
    const text = JSON.stringify(record);
    const stated = statable(category, "model");
    expect(stated.filter(({ id }) => !text.includes(`"${id}":`)).map(({ id }) => id)).toEqual([]);
  });

  test("and refuses a member that has no term, wherever it stands", async () => {
    const operator = await registry.operator("of-strangers");
    const { model } = await filledBattery(operator, "EV");
    const record = await fullRecord(operator, model);
    const subject = objectAt(record, "credentialSubject");
    const statutory = objectAt(subject, "statutory");
    const restricted = objectAt(subject, "restricted");
    const [section = ""] = Object.keys(restricted);
    const strange = { colour: "green" };
    for (const changed of [
      { ...record, ...strange },
      { ...record, credentialSubject: { ...subject, ...strange } },
      { ...record, credentialSubject: { ...subject, statutory: { ...statutory, ...strange } } },
      {
        ...record,
        credentialSubject: {
          ...subject,
          restricted: { ...restricted, [section]: { ...objectAt(restricted, section), ...strange } },
        },
      },
    ])
      await expect(thereAndBack(changed)).rejects.toThrow("Safe mode");
  });
});

function objectAt(json: JsonObject, name: string): JsonObject {
  const value = json[name];
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`There is no object ${name}.`);
  return asObject(value);
}

async function everything(operator: TestOperator, category: PassportCategory) {
  const battery = await filledBattery(operator, category);
  await stateRecycled(operator, battery.modelId);
  const draft = await createDraft(operator.author, {
    ...draftOf({ modelId: battery.modelId }),
    published: { value: "0.2", unit: "kgCO2e/kWh lifetime energy", source: "Report of the maker" },
  });
  await releaseReviewed(operator, draft, "A declared carbon footprint");
  const { productUrl: batch } = await createBatch(operator.signer, {
    ...{ modelId: battery.modelId, number: "B-7", manufacturedOn: "2026-10" },
  });
  return { ...battery, batch };
}

async function stateRecycled(operator: TestOperator, modelId: string): Promise<void> {
  for (const metal of ["cobalt", "lead", "lithium", "nickel"])
    await stateRecycledContent(operator.author, {
      ...{ modelId, year: 2025, metal, preConsumerPercent: "3", postConsumerPercent: "2" },
      source: "Certificate of the supplier",
    });
}

async function publicRecord(operator: TestOperator, productUrl: string): Promise<JsonObject> {
  const { record } = await readPassport(operator.reviewer, { productUrl });
  return asObject(record.credential);
}

/** As the operator that answers for it may read it: everything. */
async function fullRecord(operator: TestOperator, productUrl: string): Promise<JsonObject> {
  const { token } = await readFullRecord(operator.reviewer, { productUrl });
  const read = readSdJwt(token);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const disclosed = await discloseSdJwt(read.value, nodeCrypto);
  if (!disclosed.ok) throw new Error(JSON.stringify(disclosed.problems));
  return disclosed.value;
}

/** Expanded in safe mode, which refuses what has no term, and compacted under the same contexts. */
async function thereAndBack(record: JsonObject): Promise<JsonValue> {
  const safely = { safe: true, documentLoader: loader };
  const expanded = await jsonld.expand(linked(record), safely);
  const context: ContextDefinition = JSON.parse(JSON.stringify({ "@context": record["@context"] }));
  return plain(asObject(await jsonld.compact(expanded, context, { ...safely, skipExpansion: true })));
}

function linked(json: JsonObject): NodeObject {
  return JSON.parse(JSON.stringify(json));
}

function asObject(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}

/** JSON-LD knows no difference between one value and a list of one, nor between null and nothing. */
function plain(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    const [first, ...others] = value.map(plain);
    return others.length === 0 && first !== undefined ? first : value.map(plain);
  }
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]));
}

async function loader(url: string): Promise<{ document: NodeObject; documentUrl: string }> {
  const found = documents.get(url);
  if (found === undefined) throw new Error(`nothing is fetched, not even ${url}`);
  const document: NodeObject = JSON.parse(JSON.stringify(found));
  return { document, documentUrl: url };
}
