import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { Ajv2020 } from "ajv/dist/2020.js";
import { compactVerify, importJWK } from "jose";
import jsonld from "jsonld";
import type { JsonLdDocument } from "jsonld";
import { describe, expect, test } from "vitest";
import { webCrypto } from "../../platform/web-crypto.ts";
import { verifyRecord } from "../verification/verify-record.ts";
import { canonicalJson } from "./canonical-json.ts";
import { contextDocument, contextUrl, earlierContexts } from "./context.ts";
import type { BatterySubject } from "./credential.ts";
import { compact, publicRecordHeader, publicRecordPayload, signingInput } from "./public-record.ts";
import { sampleItemSubject, sampleModelSubject } from "./sample-subject.ts";
import { earlierSchemas, schemaDocument, schemaUrl } from "./schema.ts";

const publicUrl = "https://registry.example";
const did = "did:web:registry.example:op:voltara";

function payloadOf(subject: BatterySubject) {
  return publicRecordPayload({
    publicUrl,
    operator: { slug: "voltara", name: "Voltara Cells GmbH" },
    credentialUuid: "5f0c8a4e-1d2b-4c3d-8e9f-000000000042",
    issuedAt: new Date("2026-11-20T12:00:00.900Z"),
    status: { list: 1, index: 21_330 },
    logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw",
    version: 2,
    previous: "FJ5XucnAP6MdUQkeJGP2JYEwKNiz5zH6kPR67QQpfQw",
    subject,
  });
}

describe("a public record", () => {
  test("has exactly the header and the members of the record format, in its order", () => {
    const header = publicRecordHeader(`${did}#k`);
    expect(JSON.stringify(header)).toBe(`{"alg":"ES256","kid":"${did}#k","typ":"vc+jwt","cty":"vc"}`);
    const { credentialSubject, ...envelope } = payloadOf(sampleItemSubject);
    expect(credentialSubject).toBe(sampleItemSubject);
    expect(JSON.stringify(envelope)).toBe(
      JSON.stringify({
        "@context": [
          "https://www.w3.org/ns/credentials/v2",
          "https://registry.example/contexts/battery-passport/1.2.0",
        ],
        id: "urn:uuid:5f0c8a4e-1d2b-4c3d-8e9f-000000000042",
        type: ["VerifiableCredential", "BatteryPassportCredential"],
        issuer: { id: did, name: "Voltara Cells GmbH" },
        iss: did,
        iat: 1_795_176_000,
        validFrom: "2026-11-20T12:00:00Z",
        credentialStatus: {
          id: "https://registry.example/op/voltara/status/1#21330",
          type: "BitstringStatusListEntry",
          statusPurpose: "revocation",
          statusListIndex: "21330",
          statusSize: 1,
          statusListCredential: "https://registry.example/op/voltara/status/1",
        },
        credentialSchema: {
          id: "https://registry.example/schemas/battery-passport/1.2.0.json",
          type: "JsonSchema",
        },
        passport: {
          logOrigin: "registry.example/log",
          logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw",
          version: 2,
          previous: "FJ5XucnAP6MdUQkeJGP2JYEwKNiz5zH6kPR67QQpfQw",
        },
      }),
    );
  });

  test("signed by another library verifies here, and with jose", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const jwk = { ...publicKey.export({ format: "jwk" }) };
    const kid = `${did}#some-key`;
    const input = signingInput(publicRecordHeader(kid), payloadOf(sampleModelSubject));
    const token = compact(
      input,
      sign("sha256", Buffer.from(input), { key: privateKey, dsaEncoding: "ieee-p1363" }),
    );

    const ours = await verifyRecord(
      { record: token },
      {
        keys: [{ ...jwk, kid }],
        issuer: did,
        subject: sampleModelSubject.id,
        at: new Date("2026-11-20T13:00:00Z"),
      },
      webCrypto,
    );
    expect(ours.verdict.overall).toBe("holds");
    expect(ours.credential).toEqual(payloadOf(sampleModelSubject));

    const theirs = await compactVerify(token, await importJWK(jwk, "ES256"));
    expect(JSON.parse(new TextDecoder().decode(theirs.payload))).toEqual(payloadOf(sampleModelSubject));
  });
});

describe("what signed records point to", () => {
  // Records name these documents for ever. A change is a new version beside the old one, not another digest here.
  test.each([
    [
      "context 1.0.0",
      earlierContexts["1.0.0"],
      "014a3463a7c54206c3bbf200a5472533a6186f89f4f957f338724ea29df0be54",
    ],
    [
      "schema 1.0.0",
      earlierSchemas["1.0.0"],
      "42afccd63a7e2fd0a01e902c64238df8858c75d119cc8cae2c3d5d974b594bfd",
    ],
    [
      "context 1.1.0",
      earlierContexts["1.1.0"],
      "56a717c8eca081906024b712cf93616f4799e1d9b2615c0057c9dd6df8738e99",
    ],
    [
      "schema 1.1.0",
      earlierSchemas["1.1.0"],
      "8558a27178ea914e52f6e8fa849dd41d3923a61ec9cbfcbade9d32fc89686d14",
    ],
    ["context 1.2.0", contextDocument, "0128ef2a7d7dce6d544914e34565c8bf92ab5ca99a03b8d97ec4ee70bb50592f"],
    ["schema 1.2.0", schemaDocument, "632bf485d010cdc01879048273fd6854f10049bd468e24e7660dd475100010fe"],
  ])("is never changed: %s", (_, document, digest) => {
    expect(createHash("sha256").update(canonicalJson(document)).digest("hex")).toBe(digest);
  });
});

describe("the JSON Schema", () => {
  const validate = new Ajv2020({ allErrors: true }).compile(schemaDocument);

  test.each([
    ["model", sampleModelSubject],
    ["item", sampleItemSubject],
  ] as const)("accepts a %s", (_, subject) => {
    validate(payloadOf(subject));
    expect(validate.errors ?? []).toEqual([]);
  });

  test("accepts a demonstration on localhost", () => {
    expect(
      validate({
        ...payloadOf(sampleItemSubject),
        "@context": [
          "https://www.w3.org/ns/credentials/v2",
          contextUrl("http://localhost:3000", sampleItemSubject),
        ],
      }),
    ).toBe(true);
  });

  test("asks for every member of the record", () => {
    const payload = payloadOf(sampleItemSubject);
    for (const missing of Object.keys(payload)) {
      const rest = Object.fromEntries(Object.entries(payload).filter(([name]) => name !== missing));
      expect([missing, validate(rest)]).toEqual([missing, false]);
    }
  });

  test.each([
    ["a number where a decimal text belongs", { batteryMassKg: 412.5 }],
    ["a decimal with a comma", { batteryMassKg: "412,5" }],
    ["an unknown category", { batteryCategory: "toy" }],
    ["a member nobody defined", { colour: "green" }],
  ])("refuses %s", (_, members) => {
    const statutory = { ...sampleModelSubject.statutory, ...members };
    expect(
      validate({ ...payloadOf(sampleModelSubject), credentialSubject: { ...sampleModelSubject, statutory } }),
    ).toBe(false);
  });

  test("stands at an address with its version", () => {
    expect(schemaUrl(publicUrl, sampleModelSubject)).toBe(
      "https://registry.example/schemas/battery-passport/1.2.0.json",
    );
  });
});

/** Terms of ours-to-use that https://www.w3.org/ns/credentials/v2 defines; our context must not define them again. */
const credentialsTerms = [
  "@context", "id", "type", "issuer", "name", "iss", "iat", "sub", "validFrom", "credentialStatus", "credentialSchema",
  "credentialSubject", "VerifiableCredential", "BitstringStatusListEntry", "JsonSchema", "statusPurpose",
  "statusListIndex", "statusSize", "statusListCredential", "_sd", "_sd_alg",
]; // prettier-ignore

describe("the JSON-LD context", () => {
  const terms = termsOf(contextDocument["@context"]);

  test("defines, with the credentials context, every member name and type of a record", () => {
    for (const subject of [sampleModelSubject, sampleItemSubject]) {
      const unknown = namesIn(payloadOf(subject)).filter(
        (name) => !terms.has(name) && !credentialsTerms.includes(name),
      );
      expect(unknown).toEqual([]);
    }
    expect([terms.has("vct"), terms.has("status")]).toEqual([true, true]);
  });

  test("defines no term of the credentials context again, and no default vocabulary", () => {
    expect(credentialsTerms.filter((name) => terms.has(name))).toEqual([]);
    expect(JSON.stringify(contextDocument)).not.toContain("@vocab");
  });

  test.each([
    ["model", sampleModelSubject],
    ["item", sampleItemSubject],
  ] as const)("expands the data of a %s in safe mode: nothing is lost", async (_, subject) => {
    const expanded = await expand(subject);
    for (const text of textsIn(subject.statutory)) expect(expanded).toContain(JSON.stringify(text));
    expect(expanded).toContain('"https://cellproof.example/ns/battery-passport/1#statutory"');
  });

  test("gives decimals, dates and order their meaning", async () => {
    const { carbonFootprint } = sampleModelSubject.voluntary ?? {};
    const expanded = await expand(sampleModelSubject);
    expect(expanded).toContain(
      `{"@type":"http://www.w3.org/2001/XMLSchema#decimal","@value":"${carbonFootprint?.kgCO2ePerKWh}"}`,
    );
    expect(expanded).toContain(
      '"#stages":[{"@list":['.replace("#", "https://cellproof.example/ns/battery-passport/1#"),
    );
  });

  test("is refused in safe mode when a member is nobody's", async () => {
    await expect(expand({ ...sampleItemSubject, colour: "green" })).rejects.toThrow();
  });
});

/** Expansion in safe mode under our context and the three terms a subject takes from the credentials context. */
async function expand(subject: object): Promise<string> {
  const fromCredentials = { id: "@id", type: "@type", name: "https://schema.org/name" };
  const context = [fromCredentials, contextDocument["@context"]];
  const document: JsonLdDocument = JSON.parse(JSON.stringify({ "@context": context, ...subject }));
  // The types of the library do not know safe mode yet: a variable may carry what a literal may not.
  const options = { safe: true, documentLoader: noLoader };
  return JSON.stringify(await jsonld.expand(document, options));
}

function noLoader(url: string): Promise<never> {
  return Promise.reject(new Error(`nothing is fetched, not even ${url}`));
}

/** Every term a context defines, in nested contexts too. */
function termsOf(context: object): Set<string> {
  return new Set(
    Object.entries(context).flatMap(([name, definition]: [string, unknown]) => {
      const isNested = typeof definition === "object" && definition !== null && "@context" in definition;
      const nested =
        isNested && typeof definition["@context"] === "object" ? (definition["@context"] ?? {}) : {};
      return name.startsWith("@") ? [] : [name, ...termsOf(nested)];
    }),
  );
}

/** Every member name, and every value of `type`. */
function namesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(namesIn);
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => [
    name,
    ...(name === "type" ? [member].flat().map(String) : namesIn(member)),
  ]);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
