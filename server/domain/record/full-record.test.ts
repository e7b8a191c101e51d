import { createHash } from "node:crypto";
import { Ajv2020 } from "ajv/dist/2020.js";
import jsonld from "jsonld";
import type { JsonLdDocument } from "jsonld";
import { describe, expect, test } from "vitest";
import { webCrypto } from "../../platform/web-crypto.ts";
import { audiences, groupsOf, readable } from "../access/audience.ts";
import type { Audience } from "../access/audience.ts";
import type { RestrictedFacts } from "../passport/restricted-attributes.ts";
import { restrictedAt, restrictedAttributes } from "../passport/restricted-attributes.ts";
import type { Parsed } from "../problem.ts";
import { contextDocument } from "./context.ts";
import {
  disclosedFacts,
  disclosuresFor,
  fullRecordPayload,
  restrictedDigests,
  typeMetadata,
} from "./full-record.ts";
import { publicRecordPayload } from "./public-record.ts";
import { sampleItemSubject, sampleModelSubject } from "./sample-subject.ts";
import { schemaDocument } from "./schema.ts";
import { discloseClaims, neverHidden, readDisclosure } from "./sd-jwt.ts";
import type { JsonObject, JsonValue } from "./strict-json.ts";
import { isJsonObject, parseStrictJson } from "./strict-json.ts";

const levels = ["model", "item"] as const;
type Level = (typeof levels)[number];

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());

/** Salts that differ, and are the same in every run. */
function salts(): () => Uint8Array {
  let drawn = 0;
  return () => new Uint8Array(16).fill((drawn += 1));
}

/** A fact for every attribute, in words that stand nowhere else. */
const marks: RestrictedFacts = Object.fromEntries(
  restrictedAttributes.map(({ id, list }) => [id, list ? [{ note: `mark-${id}.` }] : `mark-${id}.`]),
);

function recordOf(level: Level, facts: RestrictedFacts) {
  const disclosures = disclosuresFor(restrictedAt(level), level, facts, salts());
  const input = {
    publicUrl: "https://registry.example",
    operator: { slug: "voltara", name: "Voltara Cells GmbH" },
    credentialUuid: "5f0c8a4e-1d2b-4c3d-8e9f-000000000042",
    issuedAt: new Date("2026-11-20T12:00:00.900Z"),
    status: { list: 1, index: 21_330 },
    logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw",
    version: 2,
    previous: "FJ5XucnAP6MdUQkeJGP2JYEwKNiz5zH6kPR67QQpfQw",
    subject: level === "model" ? sampleModelSubject : sampleItemSubject,
  };
  const payload = fullRecordPayload(input, restrictedDigests(level, disclosures, sha256));
  return { disclosures, payload, publicPayload: publicRecordPayload(input) };
}

async function disclosedTo(level: Level, audience: Audience, facts: RestrictedFacts): Promise<JsonObject> {
  const { disclosures, payload } = recordOf(level, facts);
  const texts = disclosures
    .filter(({ group }) => groupsOf(readable[audience]).includes(group))
    .map(({ text }) => valueOf(readDisclosure(text)));
  return valueOf(await discloseClaims(plain(payload), texts, webCrypto, neverHidden));
}

describe.each(levels)("the full record of a %s", (level) => {
  test.each(audiences)(
    "shows %s every attribute of its groups, and of no other a letter",
    async (audience) => {
      const claims = await disclosedTo(level, audience, marks);
      const text = JSON.stringify(claims);
      const groups = groupsOf(readable[audience]);
      const shown = restrictedAttributes.filter(({ id }) => text.includes(`mark-${id}.`)).map(({ id }) => id);
      const entitled = restrictedAt(level).filter(({ group }) => groups.includes(group));
      expect(shown.toSorted()).toEqual(entitled.map(({ id }) => id).toSorted());
      expect(disclosedFacts(claims)).toEqual(Object.fromEntries(entitled.map(({ id }) => [id, marks[id]])));
    },
  );

  test("looks the same whether anything is known or not: sections, digests and their number", () => {
    const shape = (facts: RestrictedFacts) => {
      const { disclosures, payload } = recordOf(level, facts);
      const text = JSON.stringify(payload.credentialSubject.restricted);
      return [text.replaceAll(/"[A-Za-z0-9_-]{43}"/g, "digest"), disclosures.map(({ name }) => name)];
    };
    expect(shape({})).toEqual(shape(marks));
  });

  test("says an empty list or null of what is not known", async () => {
    const facts = disclosedFacts(await disclosedTo(level, "responsibleOperator", {}));
    for (const { id, list } of restrictedAt(level)) expect([id, facts[id]]).toEqual([id, list ? [] : null]);
  });

  test("says in clear what the public record says, under the issuer's address", () => {
    const { payload, publicPayload } = recordOf(level, marks);
    const { restricted: _, ...subject } = payload.credentialSubject;
    expect(subject).toEqual(publicPayload.credentialSubject);
    expect(payload.sub).toBe(publicPayload.credentialSubject.id);
    expect([payload.iss, payload.issuer.id]).toEqual([
      "https://registry.example/op/voltara",
      "https://registry.example/op/voltara",
    ]);
    expect(payload.status).toEqual({
      status_list: { idx: 21_330, uri: "https://registry.example/op/voltara/status/1/tsl" },
    });
    for (const name of ["id", "type", "@context", "validFrom", "passport", "credentialStatus"] as const) {
      expect(payload[name]).toEqual(publicPayload[name]);
    }
  });

  test("keeps to the schema it names, as signed and as disclosed to anyone", async () => {
    const validate = new Ajv2020({ allErrors: true }).compile(schemaDocument);
    validate(recordOf(level, marks).payload);
    expect(validate.errors ?? []).toEqual([]);
    for (const audience of audiences) {
      validate(await disclosedTo(level, audience, marks));
      expect([audience, validate.errors ?? []]).toEqual([audience, []]);
    }
  });

  test("expands in safe mode, as signed and as disclosed: JSON-LD loses nothing of it", async () => {
    const { payload } = recordOf(level, marks);
    for (const claims of [plain(payload), await disclosedTo(level, "responsibleOperator", marks)]) {
      const document: JsonLdDocument = JSON.parse(
        JSON.stringify({ ...claims, "@context": [credentialsTerms, contextDocument["@context"]] }),
      );
      // The types of the library do not know safe mode yet: a variable may carry what a literal may not.
      const options = { safe: true, documentLoader: noLoader };
      const expanded = JSON.stringify(await jsonld.expand(document, options));
      const { _sd_alg: hash } = claims;
      for (const { id } of hash === undefined ? restrictedAt(level) : []) {
        expect(expanded).toContain(`mark-${id}.`);
      }
      expect(expanded).toContain('"https://cellproof.example/ns/battery-passport/1#vct"');
    }
  });
});

function noLoader(url: string): Promise<never> {
  return Promise.reject(new Error(`nothing is fetched, not even ${url}`));
}

/** What the credentials context 2.0 gives the records, as far as they use it; it is not fetched in a test. */
const jwt = "https://www.iana.org/assignments/jwt#";
const vc = "https://www.w3.org/2018/credentials#";
const credentialsTerms = {
  "@version": 1.1,
  id: "@id",
  type: "@type",
  name: "https://schema.org/name",
  VerifiableCredential: `${vc}VerifiableCredential`,
  JsonSchema: `${vc}JsonSchema`,
  BitstringStatusListEntry: "https://www.w3.org/ns/credentials/status#BitstringStatusListEntry",
  issuer: { "@id": `${vc}issuer`, "@type": "@id" },
  validFrom: `${vc}validFrom`,
  credentialSubject: { "@id": `${vc}credentialSubject`, "@type": "@id" },
  credentialSchema: { "@id": `${vc}credentialSchema`, "@type": "@id" },
  credentialStatus: { "@id": `${vc}credentialStatus`, "@type": "@id" },
  statusPurpose: `${vc}statusPurpose`,
  statusListIndex: `${vc}statusListIndex`,
  statusSize: `${vc}statusSize`,
  statusListCredential: { "@id": `${vc}statusListCredential`, "@type": "@id" },
  iss: { "@id": `${jwt}iss`, "@type": "@id" },
  iat: `${jwt}iat`,
  sub: { "@id": `${jwt}sub`, "@type": "@id" },
  _sd: { "@id": `${jwt}_sd`, "@type": "@json" },
  _sd_alg: `${jwt}_sd_alg`,
};

describe("which attributes are restricted", () => {
  test("is said for each once, with its article, and the documents follow the data set of their attribute", () => {
    expect(new Set(restrictedAttributes.map(({ id }) => id)).size).toBe(restrictedAttributes.length);
    for (const { source } of restrictedAttributes) expect(source).not.toBe("");
    expect(restrictedAttributes.find(({ id }) => id === "testReportResults")?.group).toBe("A");
    expect(restrictedAttributes.find(({ id }) => id === "batteryStatus")?.group).toBe("I");
  });

  test("keeps each section of an item to one group of readers, so that it can be given out whole", () => {
    for (const { group } of restrictedAt("item")) expect(group).toBe("I");
  });

  test("is a set of groups for each audience, none of which is a step above another", () => {
    expect(
      Object.fromEntries(audiences.map((audience) => [audience, groupsOf(readable[audience]).join("")])),
    ).toEqual({
      anyone: "",
      legitimateInterest: "LI",
      authority: "LA",
      responsibleOperator: "LAI",
    });
  });
});

describe("the type of full records", () => {
  test("names every path that may be hidden, and says of none that must stand in clear that it can be", () => {
    const { vct, claims } = typeMetadata("https://registry.example");
    expect(vct).toBe(recordOf("model", {}).payload.vct);
    const hidden = claims.filter(({ sd }) => sd === "always").map(({ path }) => path.join("."));
    for (const level of levels) {
      for (const { section, id } of restrictedAt(level)) {
        const path = level === "model" ? `${section}.${id}` : section;
        expect(hidden).toContain(`credentialSubject.restricted.${path}`);
      }
    }
    expect(hidden.filter((path) => neverHidden.includes(path.split(".")[0] ?? ""))).toEqual([]);
  });
});

/** As JSON gives it back. */
function plain(value: unknown): JsonObject {
  const read: JsonValue = valueOf(parseStrictJson(JSON.stringify(value)));
  if (!isJsonObject(read)) throw new Error("not an object");
  return read;
}

function valueOf<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}
