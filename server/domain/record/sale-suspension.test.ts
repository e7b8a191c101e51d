import jsonld from "jsonld";
import type { JsonLdDocument } from "jsonld";
import { describe, expect, test } from "vitest";
import { saleSuspensionContext, saleSuspensionPayload } from "./sale-suspension.ts";
import { isSuspensionReason, liftReasons, suspensionReasons } from "./status-reason.ts";

const input = {
  publicUrl: "https://registry.example",
  authority: { slug: "market-watch", name: "Market Watch" },
  credentialUuid: "5f0c8a4e-1d2b-4c3d-8e9f-000000000042",
  issuedAt: new Date("2026-11-21T10:00:00.900Z"),
  action: "suspend",
  reason: "risk",
  note: "Two packs burnt.",
  productUrl: "https://registry.example/01/09520123456788",
  logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw",
  version: 2,
  recordDigest: "k_egTvz-1O0vuWS97f0TJt71YkHaMYi2LkTw8H6K1tE",
  previous: null,
} as const;

describe("an authority's statement about a sale", () => {
  test("says who, about which product and version, what and why, in whole seconds", () => {
    expect(saleSuspensionPayload(input)).toEqual({
      "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://registry.example/contexts/sale-suspension/1.0.0",
      ],
      id: "urn:uuid:5f0c8a4e-1d2b-4c3d-8e9f-000000000042",
      type: ["VerifiableCredential", "SaleSuspensionCredential"],
      issuer: { id: "did:web:registry.example:op:market-watch", name: "Market Watch" },
      iss: "did:web:registry.example:op:market-watch",
      iat: Date.parse("2026-11-21T10:00:00Z") / 1000,
      validFrom: "2026-11-21T10:00:00Z",
      saleSuspension: {
        logOrigin: "registry.example/log",
        logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw",
        version: 2,
        recordDigest: "k_egTvz-1O0vuWS97f0TJt71YkHaMYi2LkTw8H6K1tE",
        previous: null,
      },
      credentialSubject: {
        id: "https://registry.example/01/09520123456788",
        type: "ProductOnSale",
        action: "suspend",
        reason: "risk",
        remarks: "Two packs burnt.",
      },
    });
  });

  test("without words of the authority's has no member for them", () => {
    expect(saleSuspensionPayload({ ...input, note: null }).credentialSubject).not.toHaveProperty("remarks");
  });

  test("means something in every member: safe mode keeps all of it, and refuses a member of nobody's", async () => {
    const { credentialSubject, saleSuspension } = saleSuspensionPayload(input);
    const expanded = await expand({
      "@type": "SaleSuspensionCredential",
      saleSuspension,
      about: credentialSubject,
    });
    for (const text of ["suspend", "risk", "Two packs burnt.", input.logSubject, input.recordDigest])
      expect(expanded).toContain(JSON.stringify(text));
    await expect(expand({ about: { ...credentialSubject, colour: "green" } })).rejects.toThrow();
  });
});

describe("the reasons", () => {
  test("of a stop and of its end are kept apart", () => {
    for (const reason of suspensionReasons)
      expect([isSuspensionReason("suspend", reason), isSuspensionReason("lift", reason)]).toEqual([
        true,
        false,
      ]);
    for (const reason of liftReasons)
      expect([isSuspensionReason("suspend", reason), isSuspensionReason("lift", reason)]).toEqual([
        false,
        true,
      ]);
  });
});

/** Expansion in safe mode under our context and the terms that come from the credentials context. */
async function expand(members: object): Promise<string> {
  const fromCredentials = {
    id: "@id",
    type: "@type",
    about: "https://www.w3.org/2018/credentials#credentialSubject",
  };
  const context = [fromCredentials, saleSuspensionContext["@context"]];
  const document: JsonLdDocument = JSON.parse(JSON.stringify({ "@context": context, ...members }));
  // The types of the library do not know safe mode yet: a variable may carry what a literal may not.
  const options = {
    safe: true,
    documentLoader: (url: string) => Promise.reject(new Error(`nothing is fetched, not even ${url}`)),
  };
  return JSON.stringify(await jsonld.expand(document, options));
}
