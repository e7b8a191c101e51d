import { Ajv2020 } from "ajv/dist/2020.js";
import jsonld from "jsonld";
import type { JsonLdDocument } from "jsonld";
import { describe, expect, test } from "vitest";
import { bundledCatalogue } from "../catalogue/bundled-catalogue.ts";
import { catalogueContext } from "./catalogue-context.ts";
import { catalogueSchema } from "./catalogue-schema.ts";
import { statutoryElements } from "./content.ts";
import type { CatalogueSubject } from "./credential.ts";
import { publicRecordPayload } from "./public-record.ts";
import {
  sampleCatalogueBatch as batch,
  sampleCatalogueItem as item,
  sampleCatalogueModel as model,
} from "./sample-catalogue-subject.ts";
import { sampleItemSubject, sampleModelSubject } from "./sample-subject.ts";

const publicUrl = "https://registry.example";
function payloadOf(subject: CatalogueSubject) {
  return publicRecordPayload({
    publicUrl,
    operator: { slug: "voltara", name: "Voltara Cells GmbH" },
    credentialUuid: "5f0c8a4e-1d2b-4c3d-8e9f-000000000042",
    issuedAt: new Date("2026-11-20T12:00:00Z"),
    status: { list: 1, index: 21_330 },
    logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw",
    version: 1,
    previous: null,
    subject,
  });
}

describe("a record under the catalogue", () => {
  const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false }).compile(
    catalogueSchema(bundledCatalogue),
  );

  test("names context and schema of its catalogue", () => {
    const { "@context": context, credentialSchema } = payloadOf(model);
    const { version } = bundledCatalogue;
    expect(context[1]).toBe(`${publicUrl}/contexts/battery-passport/2.0.0-${version}`);
    expect(credentialSchema.id).toBe(`${publicUrl}/schemas/battery-passport/2.0.0-${version}.json`);
  });

  test.each([
    ["model", model],
    ["batch", batch],
    ["item", item],
  ] as const)("keeps to the schema of its catalogue: %s", (_, subject) => {
    validate(payloadOf(subject));
    expect(validate.errors ?? []).toEqual([]);
  });

  test.each([
    ["a number where a decimal text belongs", { batteryMass: 412.5 }],
    ["a decimal with a comma", { batteryMass: "412,5" }],
    ["an unknown category", { batteryCategory: "toy" }],
    ["an attribute the catalogue does not have", { colour: "green" }],
    ["a restricted attribute in clear", { testReportResults: [] }],
  ])("with %s does not", (_, members) => {
    expect(validate(payloadOf({ ...model, statutory: { ...model.statutory, ...members } }))).toBe(false);
  });

  test.each([
    ["model", model],
    ["batch", batch],
    ["item", item],
  ] as const)("expands in safe mode, every value of it: %s", async (_, subject) => {
    const expanded = await expand(subject);
    for (const text of textsIn(subject.statutory)) expect(expanded).toContain(JSON.stringify(text));
  });

  test("is refused in safe mode with a member that is nobody's", async () => {
    await expect(expand({ ...item, colour: "green" })).rejects.toThrow("Safe mode");
  });
});

test("a record from before the catalogue is read as elements of it", () => {
  const ids = new Set(bundledCatalogue.attributes.map(({ id }) => id));
  for (const subject of [sampleModelSubject, sampleItemSubject]) {
    const elements = statutoryElements(subject);
    expect(Object.keys(elements).length).toBeGreaterThan(3);
    expect(Object.keys(elements).filter((id) => !ids.has(id))).toEqual([]);
  }
});

async function expand(subject: object): Promise<string> {
  const fromCredentials = {
    ...{ id: "@id", type: "@type", name: "https://schema.org/name" },
    description: "https://schema.org/description",
  };
  const { "@context": ours } = catalogueContext(bundledCatalogue);
  const document: JsonLdDocument = JSON.parse(
    JSON.stringify({ "@context": [fromCredentials, ours], ...subject }),
  );
  // The types of the library do not know safe mode yet: a variable may carry what a literal may not.
  const options = { safe: true, documentLoader: noLoader };
  return JSON.stringify(await jsonld.expand(document, options));
}

function noLoader(url: string): Promise<never> {
  return Promise.reject(new Error(`nothing is fetched, not even ${url}`));
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
