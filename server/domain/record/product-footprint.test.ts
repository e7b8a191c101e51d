import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import jsonld from "jsonld";
import type { JsonLdDocument } from "jsonld";
import { describe, expect, test } from "vitest";
import { compare, multiply, parseExact, zero } from "../quantity/exact.ts";
import {
  earlierFootprints,
  footprintContext,
  footprintSchema,
  logNameOf,
  perDeclaredUnit,
  productFootprintPayload,
} from "./product-footprint.ts";
import { sampleFootprintSubject } from "./sample-footprint.ts";

const payload = productFootprintPayload({
  publicUrl: "https://registry.example",
  operator: { slug: "voltara", name: "Voltara Cells GmbH" },
  credentialUuid: "5f0c8a4e-1d2b-4c3d-8e9f-000000000051",
  issuedAt: new Date("2026-11-20T12:00:00.900Z"),
  status: { list: 1, index: 21_330 },
  logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw",
  version: 1,
  previous: null,
  subject: sampleFootprintSubject,
});

describe("a product footprint", () => {
  test("is of the form its schema states, and says when it ends", () => {
    const isValid = new Ajv2020({ allErrors: true }).compile(footprintSchema);
    expect(isValid(JSON.parse(JSON.stringify(payload))), JSON.stringify(isValid.errors)).toBe(true);
    expect(payload).toMatchObject({
      ...{ validFrom: "2026-11-20T12:00:00Z", validUntil: "2028-12-31T23:59:59Z", iat: 1_795_176_000 },
      registration: { logOrigin: "registry.example/log", previous: null },
      credentialStatus: {
        id: "https://registry.example/op/voltara/status/1#21330",
        ...{ statusListIndex: "21330", statusListCredential: "https://registry.example/op/voltara/status/1" },
      },
    });
    expect(isValid({ ...payload, credentialStatus: {} })).toBe(false);
  });

  test("of version 1.0.0, without status or name in the log, still is of the form its own schema states", () => {
    const { credentialStatus: _, registration, ...rest } = payload;
    const first = {
      ...rest,
      "@context": payload["@context"].map((one) => one.replace("1.1.0", "1.0.0")),
      credentialSchema: { ...rest.credentialSchema, id: rest.credentialSchema.id.replace("1.1.0", "1.0.0") },
      registration: { logOrigin: registration.logOrigin, previous: null },
    };
    const { schema } = earlierFootprints["1.0.0"];
    const isValid = new Ajv2020({ allErrors: true }).compile(schema);
    expect(isValid(first), JSON.stringify(isValid.errors)).toBe(true);
    expect(isValid(payload)).toBe(false);
    expect(logNameOf(first)).toBeNull();
    expect(logNameOf({ ...payload })).toEqual({ logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw", version: 1 });
  });

  test("expands in JSON-LD safe mode: nothing it says is lost", async () => {
    const expanded = await expand(sampleFootprintSubject);
    const {
      id: _,
      type: __,
      product,
      boundary,
      declarationNumber,
      illustrativeInventory,
      ...texts
    } = sampleFootprintSubject;
    expect([declarationNumber, illustrativeInventory]).toEqual([1, false]);
    for (const text of [...Object.values(texts), ...boundary, product.code, product.name])
      expect(expanded).toContain(JSON.stringify(text));
    await expect(expand({ ...sampleFootprintSubject, colour: "green" })).rejects.toThrow();
  });
});

describe("the value per declared unit", () => {
  const output = (unit: string) => ({ output: { value: "7", unit } });

  test.each([
    ["11200", "t", "kg", "11.2"],
    ["11.2", "kg", "t", "11200"],
    ["80.5", "kWh", "MWh", "80500"],
    ["3", "piece", "piece", "3"],
  ])("%s per %s is, per %s, %s", (cfp, from, to, value) => {
    expect(perDeclaredUnit(cfp, output(from), to)).toBe(value);
  });

  test("is none where output and declared unit are of different kinds, or there is no output", () => {
    expect(perDeclaredUnit("1", output("t"), "kWh")).toBeNull();
    expect(perDeclaredUnit("1", { usableCapacity: { value: "1", unit: "kWh" } }, "kWh")).toBeNull();
    expect(perDeclaredUnit("1", output("t"), "nonsense")).toBeNull();
  });

  test("changes by the size of the unit exactly, whatever the value", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 20n }), fc.nat(9), (digits, places) => {
        const cfp = `${String(digits)}.${"1".padStart(places + 1, "0")}`;
        const [perTonne, perKilogram] = [cfp, perDeclaredUnit(cfp, output("t"), "kg") ?? ""];
        const back = multiply(parseExact(perKilogram) ?? zero, parseExact("1000") ?? zero);
        expect(compare(back, parseExact(perTonne) ?? zero)).toBe(0);
      }),
    );
  });
});

/** Expansion in safe mode under our context and the three terms a subject takes from the credentials context. */
async function expand(subject: object): Promise<string> {
  const fromCredentials = { id: "@id", type: "@type", name: "https://schema.org/name" };
  const context = [fromCredentials, footprintContext["@context"]];
  const document: JsonLdDocument = JSON.parse(JSON.stringify({ "@context": context, ...subject }));
  // The types of the library do not know safe mode yet: a variable may carry what a literal may not.
  const options = { safe: true, documentLoader: noLoader };
  return JSON.stringify(await jsonld.expand(document, options));
}

function noLoader(url: string): Promise<never> {
  return Promise.reject(new Error(`nothing is fetched, not even ${url}`));
}
