import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { contexts } from "@digitalbazaar/credentials-context";
import jsonld from "jsonld";
import type { JsonLdDocument, NodeObject } from "jsonld";
import { describe, expect, test } from "vitest";
import { restrictedAt, restrictedAttributes } from "../../domain/passport/restricted-attributes.ts";
import { bundledCatalogue } from "../../domain/catalogue/bundled-catalogue.ts";
import { catalogueContext } from "../../domain/record/catalogue-context.ts";
import {
  sampleCatalogueBatch,
  sampleCatalogueItem,
  sampleCatalogueModel,
} from "../../domain/record/sample-catalogue-subject.ts";
import { contextDocument, contextUrl } from "../../domain/record/context.ts";
import { disclosuresFor, fullRecordPayload, restrictedDigests } from "../../domain/record/full-record.ts";
import { opinionContext } from "../../domain/record/opinion.ts";
import { footprintContext, productFootprintPayload } from "../../domain/record/product-footprint.ts";
import { publicRecordPayload } from "../../domain/record/public-record.ts";
import { saleSuspensionContext, saleSuspensionPayload } from "../../domain/record/sale-suspension.ts";
import { sampleFootprintSubject } from "../../domain/record/sample-footprint.ts";
import { sampleItemSubject, sampleModelSubject } from "../../domain/record/sample-subject.ts";
import { bitstringListPayload, bitstringOf } from "../../domain/record/status-list.ts";
import { untpContext, untpPayload } from "../../domain/record/untp.ts";
import { sampleOpinionPayload } from "../sample-opinion.ts";
import untp from "./untp-context.json" with { type: "json" };

/**
 * Whole credentials under the contexts they themselves name: W3C's as its authors publish it, UNTP's own words for
 * what a projection says, and ours. Nothing else is served, and nothing is fetched.
 */
const publicUrl = "https://registry.example";
const documents = new Map<string, object>([
  ...contexts,
  [untpContext, untp.document],
  [contextUrl(publicUrl, sampleModelSubject), contextDocument],
  [contextUrl(publicUrl, sampleCatalogueModel), catalogueContext(bundledCatalogue)],
  [`${publicUrl}/contexts/passport-opinion/1.0.0`, opinionContext],
  [`${publicUrl}/contexts/sale-suspension/1.0.0`, saleSuspensionContext],
  [`${publicUrl}/contexts/product-footprint/1.1.0`, footprintContext],
]);

const envelope = {
  publicUrl,
  operator: { slug: "voltara", name: "Voltara Cells GmbH" },
  credentialUuid: "5f0c8a4e-1d2b-4c3d-8e9f-000000000042",
  issuedAt: new Date("2026-11-20T12:00:00Z"),
  status: { list: 1, index: 21_330 },
  logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw",
  version: 2,
  previous: "FJ5XucnAP6MdUQkeJGP2JYEwKNiz5zH6kPR67QQpfQw",
} as const;
const ofModel = { ...envelope, subject: sampleModelSubject };
const ofItem = { ...envelope, subject: sampleItemSubject };

function fullRecordOf(input: typeof ofModel | typeof ofItem, level: "model" | "item") {
  const facts = Object.fromEntries(restrictedAttributes.map(({ id }) => [id, null]));
  let drawn = 0;
  const disclosures = disclosuresFor(restrictedAt(level), level, facts, () =>
    new Uint8Array(16).fill((drawn += 1)),
  );
  const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
  return fullRecordPayload(input, restrictedDigests(level, disclosures, sha256));
}

const credentials: Readonly<Record<string, object>> = {
  "public record of a model": publicRecordPayload(ofModel),
  "public record of an item": publicRecordPayload(ofItem),
  "public record of a model under the catalogue": publicRecordPayload({
    ...envelope,
    subject: sampleCatalogueModel,
  }),
  "public record of a batch": publicRecordPayload({ ...envelope, subject: sampleCatalogueBatch }),
  "public record of an item under the catalogue": publicRecordPayload({
    ...envelope,
    subject: sampleCatalogueItem,
  }),
  "full record of a model": fullRecordOf(ofModel, "model"),
  "full record of an item": fullRecordOf(ofItem, "item"),
  "status list": bitstringListPayload(
    { ...envelope, slug: "voltara", list: 1, validUntil: new Date("2026-11-27T12:00:00Z") },
    gzipSync(bitstringOf([])),
  ),
  opinion: sampleOpinionPayload,
  "product footprint": productFootprintPayload({ ...envelope, subject: sampleFootprintSubject }),
  "statement about a sale": saleSuspensionPayload({
    ...envelope,
    ...{ authority: { slug: "market-watch", name: "Market Watch" }, action: "suspend", reason: "risk" },
    ...{ note: "Two packs burnt.", productUrl: sampleModelSubject.id, recordDigest: "k".repeat(43) },
  }),
};

describe("JSON-LD in safe mode, under the contexts a credential names", () => {
  test.each(Object.entries(credentials))("loses nothing of the %s", async (_, credential) => {
    const [expanded] = await expand(credential);
    expect(expanded).toHaveProperty(["https://www.w3.org/2018/credentials#credentialSubject"]);
    await expect(expand({ ...credential, colour: "green" })).rejects.toThrow("Safe mode");
  });

  describe.each([
    ["model", untpPayload(ofModel, sampleModelSubject)],
    ["item", untpPayload(ofItem, sampleModelSubject)],
  ] as const)("and the UNTP projection of a %s", (level, projection) => {
    const named = { ...projection, type: ["VerifiableCredential"] };

    test("loses nothing but the name of its type, for which UNTP 0.7.0 publishes no term", async () => {
      await expect(expand(projection)).rejects.toMatchObject({
        details: {
          event: { code: "relative @type reference", details: { type: "DigitalProductPassport" } },
        },
      });
      expect(Object.keys(untp.document["@context"])).not.toContain("DigitalProductPassport");
      await expect(expand(named)).resolves.toHaveLength(1);
      await expect(expand({ ...named, colour: "green" })).rejects.toThrow("Safe mode");
    });

    test("gives everything it says of the product a meaning of UNTP's", async () => {
      const text = JSON.stringify(await expand(named));
      const term = (name: string) => `"https://vocabulary.uncefact.org/untp/${name}"`;
      for (const name of ["Product", "idScheme", "idGranularity", "productCategory", "producedAtFacility"])
        expect(text).toContain(term(name));
      for (const name of ["IdentifierScheme", "Facility", "CredentialIssuer"])
        expect(text).toContain(term(name));
      expect(text).toContain(`untp/ProductIDGranularity#${level}"`);
      expect(text).toContain('"https://vocabulary.uncefact.org/CountryId#DE"');
      expect(text).toContain('"https://www.w3.org/ns/credentials/status#statusListIndex":[{"@value":21330}]');
    });
  });
});

async function expand(credential: object): Promise<readonly object[]> {
  const document: JsonLdDocument = JSON.parse(JSON.stringify(credential));
  // The types of the library do not know safe mode yet: a variable may carry what a literal may not.
  const options = { safe: true, documentLoader: loader };
  return jsonld.expand(document, options);
}

async function loader(url: string): Promise<{ document: NodeObject; documentUrl: string }> {
  const found = documents.get(url);
  if (found === undefined) throw new Error(`nothing is fetched, not even ${url}`);
  const document: NodeObject = JSON.parse(JSON.stringify(found));
  return { document, documentUrl: url };
}
