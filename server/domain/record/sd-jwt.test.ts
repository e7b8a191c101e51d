import { createHash } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import workedExample from "../../../public/vectors/worked-example.json" with { type: "json" };
import { webCrypto } from "../../platform/web-crypto.ts";
import type { Parsed } from "../problem.ts";
import type { RefusalCode } from "../verification/refusal-codes.ts";
import { refusalCodes } from "../verification/refusal-codes.ts";
import { signEs256, testKey } from "../verification/test-signer.ts";
import type { TestKey } from "../verification/test-signer.ts";
import { decodeBase64url, encodeBase64url } from "./base64url.ts";
import { checkSignature, readPayload } from "./jws.ts";
import type { PublicJwk } from "./jwk.ts";
import rfc9901 from "./rfc9901-examples.json" with { type: "json" };
import {
  discloseClaims,
  discloseSdJwt,
  disclosureDigest,
  disclosureText,
  disclosuresOf,
  hiddenSection,
  issuerSigned,
  neverHidden,
  presentation,
  readDisclosure,
  readSdJwt,
  sdJwtHeader,
  splitSdJwt,
} from "./sd-jwt.ts";
import type { ReadDisclosure, Sha256 } from "./sd-jwt.ts";
import type { JsonObject, JsonValue } from "./strict-json.ts";
import { isJsonObject, parseStrictJson } from "./strict-json.ts";

const sha256: Sha256 = (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest());
const salt = (seed: number): Uint8Array => new Uint8Array(16).fill(seed);

describe("the examples of RFC 9901", () => {
  const issuerKey: PublicJwk = {
    kty: "EC",
    crv: "P-256",
    x: rfc9901.issuerKey.x,
    y: rfc9901.issuerKey.y,
  };

  test.each(rfc9901.signed.filter(({ claims }) => claims !== undefined))(
    "$id: signature, digests and disclosed claims are those of the RFC",
    async ({ sdJwt, digests, claims }) => {
      const { issuerSigned: signed, disclosures } = valueOf(splitSdJwt(sdJwt));
      const [header = "", payload = "", signature = ""] = signed.split(".");
      const read = valueOf(parseStrictJson(valueOf(decodeBase64url(payload))));
      const verified = await checkSignature(
        issuerKey,
        new TextEncoder().encode(`${header}.${payload}`),
        valueOf(decodeBase64url(signature)),
        webCrypto,
      );
      expect(verified).toEqual({ ok: true, value: true });
      expect(disclosures.map((text) => disclosureDigest(text, sha256))).toEqual(digests);
      const texts = disclosures.map((text) => valueOf(readDisclosure(text)));
      const disclosed = await discloseClaims(objectOf(read), texts, webCrypto, []);
      expect(disclosed).toEqual({ ok: true, value: claims });
    },
  );

  test.each(rfc9901.payloads)("$id: disclosed claims are those of the RFC", async (example) => {
    const payload = objectOf(valueOf(parseStrictJson(JSON.stringify(example.payload))));
    expect(example.disclosures.map((text) => disclosureDigest(text, sha256))).toEqual(example.digests);
    const texts = example.disclosures.map((text) => valueOf(readDisclosure(text)));
    expect(await discloseClaims(payload, texts, webCrypto, [])).toEqual({ ok: true, value: example.claims });
  });

  test.each(rfc9901.signed.filter(({ claims }) => claims === undefined))(
    "$id: the holder's signature and digest are those of the RFC",
    async ({ sdJwt }) => {
      const shown = sdJwt.slice(0, sdJwt.lastIndexOf("~") + 1);
      const [header = "", payload = "", signature = ""] = sdJwt.slice(shown.length).split(".");
      const bound = objectOf(valueOf(parseStrictJson(valueOf(decodeBase64url(payload)))));
      expect(bound["sd_hash"]).toBe(disclosureDigest(shown, sha256));
      const verified = await checkSignature(
        { kty: "EC", crv: "P-256", x: rfc9901.holderKey.x, y: rfc9901.holderKey.y },
        new TextEncoder().encode(`${header}.${payload}`),
        valueOf(decodeBase64url(signature)),
        webCrypto,
      );
      expect(verified).toEqual({ ok: true, value: true });
    },
  );

  // Another kind of token, a credential without the name of its key, a presentation by a holder: a passport has none.
  test.each(rfc9901.signed)("$id: is no passport, for $asPassport", ({ sdJwt, asPassport }) => {
    expect(codesOf(readSdJwt(sdJwt))).toEqual([asPassport]);
  });

  test("A.1, every disclosure: hides whom it speaks of, as no passport may", async () => {
    const example = rfc9901.signed.find(({ id }) => id === "A.1, every disclosure");
    const { issuerSigned: signed, disclosures } = valueOf(splitSdJwt(example?.sdJwt ?? ""));
    const payload = objectOf(valueOf(parseStrictJson(valueOf(decodeBase64url(signed.split(".")[1] ?? "")))));
    const texts = disclosures.map((text) => valueOf(readDisclosure(text)));
    const disclosed = await discloseClaims(payload, texts, webCrypto, neverHidden);
    expect(disclosed).toMatchObject({ problems: [{ code: "R_SD_HIDDEN", params: { name: "sub" } }] });
  });
});

describe("the worked example of the record format", () => {
  const { sdJwtIssuerSigned, sdJwtPublic, sdJwtLegitimate, sdJwtAuthority, disclosures } = workedExample;
  const { L, A, I } = disclosures;

  test("is presented byte for byte", () => {
    expect(presentation(sdJwtIssuerSigned, [])).toBe(sdJwtPublic);
    expect(presentation(sdJwtIssuerSigned, [...L, ...I])).toBe(sdJwtLegitimate);
    expect(presentation(sdJwtIssuerSigned, [...L, ...A])).toBe(sdJwtAuthority);
    expect(issuerSigned(sdJwtAuthority)).toBe(sdJwtIssuerSigned);
    expect(disclosuresOf(sdJwtAuthority)).toEqual([...L, ...A]);
  });

  test("has the disclosures and sections that building makes, byte for byte", () => {
    for (const text of [...L, ...A, ...I]) {
      const read = valueOf(readDisclosure(text));
      const [salted] = objectsOf(valueOf(parseStrictJson(valueOf(decodeBase64url(text)))));
      const bytes = valueOf(decodeBase64url(typeof salted === "string" ? salted : ""));
      expect(disclosureText({ salt: bytes, name: read.name ?? "", value: read.value })).toBe(text);
    }
    const { circularity, compliance, performance } = workedExample.sdJwtPayload.credentialSubject;
    expect(hiddenSection(L, sha256)).toEqual(circularity);
    expect(hiddenSection(A, sha256)).toEqual(compliance);
    expect(hiddenSection(I, sha256)).toEqual(performance);
  });

  test("verifies, and discloses to each audience what it may read", async () => {
    const { kid, ...key } = workedExample.jwks.keys[0] ?? { kid: "", x: "", y: "" };
    const jwk: PublicJwk = { kty: "EC", crv: "P-256", x: key.x, y: key.y };
    for (const [text, performance, compliance] of [
      [sdJwtPublic, {}, {}],
      [sdJwtLegitimate, { negativeEvents: [], stateOfHealthPercent: 97.4, fullCycles: 212 }, {}],
      [sdJwtAuthority, {}, { testReports: [{ standard: "EN 62660-1", report: "sha256-3q2+7w" }] }],
    ] as const) {
      const read = valueOf(readSdJwt(text));
      expect(read.jws.kid).toBe(kid);
      const { signingInput, signature } = read.jws;
      expect(await checkSignature(jwk, signingInput, signature, webCrypto)).toEqual({
        ok: true,
        value: true,
      });
      const subject = objectOf(valueOf(await discloseSdJwt(read, webCrypto))["credentialSubject"]);
      expect(subject["performance"]).toEqual(performance);
      expect(subject["compliance"]).toEqual(compliance);
    }
  });
});

describe("reading refuses", () => {
  let key: TestKey;
  beforeAll(async () => {
    key = await testKey("cellproof sd-jwt test key");
  });

  /** A record whose payload and disclosures are as given, signed. */
  async function signed(payload: JsonObject, disclosures: readonly string[] = []): Promise<string> {
    const input = [sdJwtHeader("did:web:registry.example:op:voltara#k"), payload]
      .map((part) => encodeBase64url(new TextEncoder().encode(JSON.stringify(part))))
      .join(".");
    return presentation(`${input}.${encodeBase64url(await signEs256(key, input))}`, disclosures);
  }

  async function verdictOf(text: string): Promise<readonly string[]> {
    const read = readSdJwt(text);
    return read.ok ? codesOf(await discloseSdJwt(read.value, webCrypto)) : codesOf(read);
  }

  const member = (name: string, value: JsonValue, seed = 1): string =>
    disclosureText({ salt: salt(seed), name, value });
  const element = (value: JsonValue): string => raw([encodeBase64url(salt(9)), value]);
  const raw = (value: unknown): string => encodeText(JSON.stringify(value));
  const digestOf = (text: string): string => disclosureDigest(text, sha256);
  const good = { iss: "https://registry.example/op/voltara", _sd_alg: "sha-256" };
  const hides = (...texts: readonly string[]): JsonObject => ({
    ...good,
    credentialSubject: { id: "https://registry.example/01/1", circularity: { _sd: texts.map(digestOf) } },
  });
  const fact = member("detailedComposition", [{ material: "LiFePO4" }]);

  test("nothing of a sound record, with all, some or none of its disclosures", async () => {
    const other = member("dismantlingInformation", null, 2);
    const record = await signed(hides(fact, other), [fact, other]);
    expect(await verdictOf(record)).toEqual([]);
    expect(await verdictOf(presentation(issuerSigned(record), [other]))).toEqual([]);
    expect(await verdictOf(presentation(issuerSigned(record), []))).toEqual([]);
  });

  const nested = (depth: number): JsonValue => (depth === 0 ? 1 : [nested(depth - 1)]);

  /** One broken record for each rule; the defence it meets is its code. */
  const broken: Readonly<Record<string, () => Promise<readonly [string, RefusalCode]>>> = {
    "a text cut off before its last tilde": async () => [(await signed(good)).slice(0, -1), "R_SD_TILDE"],
    "a text that ends within a disclosure": async () => [`${await signed(good)}${fact}`, "R_SD_TILDE"],
    "a key-binding JWT": async () => [`${await signed(good)}e30.e30.AAAA`, "R_SD_KEY_BINDING"],
    "an empty disclosure": async () => [`${await signed(hides(fact), [fact])}~`, "R_SD_EMPTY"],
    "an empty disclosure before another": async () => [await signed(hides(fact), ["", fact]), "R_SD_EMPTY"],
    "a character beyond ASCII": async () => [`${await signed(good)}é~`, "R_ASCII"],
    "more than 256 KiB in all": async () => [
      await signed(good, [member("x", "a".repeat(262_144))]),
      "R_SIZE",
    ],
    "a signed part of two parts": async () => [presentation("e30.e30", []), "R_PARTS"],
    "another kind of token": async () => [workedExample.vcJwt + "~", "R_TYP"],
    "a disclosure with padding": async () => [await signed(hides(fact), [`${fact}=`]), "R_SD_BASE64URL"],
    "a disclosure in the other alphabet": async () => [await signed(good, ["+/+/"]), "R_SD_BASE64URL"],
    "a disclosure with loose bits": async () => [await signed(good, ["W11"]), "R_SD_BASE64URL"],
    "a disclosure that is no JSON": async () => [await signed(good, [encodeText("[")]), "R_JSON_SYNTAX"],
    "a disclosure with a byte order mark": async () => [
      await signed(good, [encodeText('\u{FEFF}["s","n",1]')]),
      "R_JSON_BOM",
    ],
    "a disclosure that is not UTF-8": async () => [
      await signed(good, [encodeBase64url(Uint8Array.of(0x5b, 0x22, 0xff, 0x22, 0x5d))]),
      "R_JSON_UTF8",
    ],
    "a disclosure with a member twice": async () => [
      await signed(good, [encodeText('["s","n",{"a":1,"a":2}]')]),
      "R_JSON_DUPLICATE",
    ],
    "a disclosure with an endless number": async () => [
      await signed(good, [encodeText('["s","n",1e999]')]),
      "R_JSON_NUMBER",
    ],
    "a disclosure nested too deeply": async () => [
      await signed(good, [raw(["s", "n", nested(64)])]),
      "R_JSON_DEPTH",
    ],
    "a disclosure that is an object": async () => [await signed(good, [raw({ 0: "s" })]), "R_SD_SHAPE"],
    "a disclosure of one part": async () => [await signed(good, [raw(["s"])]), "R_SD_SHAPE"],
    "a disclosure of four parts": async () => [await signed(good, [raw(["s", "n", 1, 2])]), "R_SD_SHAPE"],
    "a disclosure whose salt is a number": async () => [await signed(good, [raw([1, "n", 1])]), "R_SD_SHAPE"],
    "a disclosure whose name is a number": async () => [await signed(good, [raw(["s", 1, 1])]), "R_SD_SHAPE"],
    "another hash": async () => [await signed({ ...good, _sd_alg: "sha-512" }), "R_SD_ALG"],
    "a hash that is no text": async () => [await signed({ ...good, _sd_alg: null }), "R_SD_ALG"],
    "a hash named below the top": async () => [
      await signed({ ...good, credentialSubject: { _sd_alg: "sha-256" } }),
      "R_SD_ALG",
    ],
    "a hash named in a disclosed value": async () => {
      const text = member("x", { _sd_alg: "sha-256" });
      return [await signed(hides(text), [text]), "R_SD_ALG"];
    },
    "digests that are no list": async () => [await signed({ ...good, _sd: digestOf(fact) }), "R_SD_DIGESTS"],
    "digests that are not all text": async () => [
      await signed({ ...good, _sd: [digestOf(fact), 1] }, [fact]),
      "R_SD_DIGESTS",
    ],
    "digests that are no list, in a disclosed value": async () => {
      const text = member("x", { _sd: {} });
      return [await signed(hides(text), [text]), "R_SD_DIGESTS"];
    },
    "dots outside a list": async () => [await signed({ ...good, a: { "...": digestOf(fact) } }), "R_SD_DOTS"],
    "dots beside another member": async () => [
      await signed({ ...good, a: [{ "...": digestOf(fact), b: 1 }] }),
      "R_SD_DOTS",
    ],
    "dots that are no text": async () => [await signed({ ...good, a: [{ "...": 1 }] }), "R_SD_DOTS"],
    "a digest twice in one section": async () => [
      await signed({ ...good, _sd: [digestOf(fact), digestOf(fact)] }),
      "R_SD_TWICE",
    ],
    "a digest twice in two sections, nothing disclosed": async () => [
      await signed({ ...good, a: { _sd: [digestOf(fact)] }, b: { _sd: [digestOf(fact)] } }),
      "R_SD_TWICE",
    ],
    "a digest in a section and in a list": async () => [
      await signed({ ...good, a: { _sd: [digestOf(fact)] }, b: [{ "...": digestOf(fact) }] }),
      "R_SD_TWICE",
    ],
    "a digest twice, once in a disclosed value": async () => {
      const text = member("x", { _sd: [digestOf(fact)] });
      return [await signed({ ...good, a: { _sd: [digestOf(text), digestOf(fact)] } }, [text]), "R_SD_TWICE"];
    },
    "a disclosure delivered twice": async () => [await signed(hides(fact), [fact, fact]), "R_SD_TWICE"],
    "an element's disclosure in a section": async () => {
      const text = element(1);
      return [await signed(hides(text), [text]), "R_SD_KIND"];
    },
    "a member's disclosure in a list": async () => [
      await signed({ ...good, a: [{ "...": digestOf(fact) }] }, [fact]),
      "R_SD_KIND",
    ],
    "a member called _sd": async () => {
      const text = member("_sd", []);
      return [await signed(hides(text), [text]), "R_SD_NAME"];
    },
    "a member called ...": async () => {
      const text = member("...", "x");
      return [await signed(hides(text), [text]), "R_SD_NAME"];
    },
    "a member called _sd_alg": async () => {
      const text = member("_sd_alg", "md5");
      return [await signed({ iss: "x", _sd: [digestOf(text)] }, [text]), "R_SD_NAME"];
    },
    "a member that stands in clear already": async () => {
      const text = member("a", 2);
      return [await signed({ ...good, a: 1, _sd: [digestOf(text)] }, [text]), "R_SD_NAME_TAKEN"];
    },
    "a member disclosed twice with two values": async () => {
      const [one, two] = [member("a", 1), member("a", 2)];
      return [await signed(hides(one, two), [one, two]), "R_SD_NAME_TAKEN"];
    },
    "a member called __proto__ beside another": async () => {
      const [one, two] = [member("__proto__", 1), member("__proto__", 2)];
      return [await signed(hides(one, two), [one, two]), "R_SD_NAME_TAKEN"];
    },
    "a disclosure that nothing refers to": async () => [await signed(good, [fact]), "R_SD_UNREFERENCED"],
    "a changed disclosure": async () => {
      const changed = member("detailedComposition", [{ material: "NMC" }]);
      return [await signed(hides(fact), [changed]), "R_SD_UNREFERENCED"];
    },
    "a disclosure whose container was not delivered": async () => {
      const text = member("x", { _sd: [digestOf(fact)] });
      return [await signed(hides(text), [fact]), "R_SD_UNREFERENCED"];
    },
    "values that are shallow alone and too deep together": async () => {
      const inner = member("inner", nested(40));
      const outer = member("outer", { a: nestedAround(30, { _sd: [digestOf(inner)] }) });
      return [await signed(hides(outer), [outer, inner]), "R_JSON_DEPTH"];
    },
    "a hidden product": async () => {
      const text = member("id", "https://registry.example/01/2");
      return [await signed({ ...good, credentialSubject: { _sd: [digestOf(text)] } }, [text]), "R_SD_HIDDEN"];
    },
    "a status list hidden in its entry, undisclosed": async () => [
      await signed({ ...good, credentialStatus: { _sd: [digestOf(fact)] } }),
      "R_SD_HIDDEN",
    ],
    "a hidden type": async () => [
      await signed({ ...good, type: [{ "...": digestOf(fact) }] }),
      "R_SD_HIDDEN",
    ],
    "something hidden deep in the status": async () => [
      await signed({ ...good, status: { status_list: { _sd: [] } } }),
      "R_SD_HIDDEN",
    ],
  };

  test.each(Object.keys(broken))("%s", async (name) => {
    const [text, code] = (await broken[name]?.()) ?? ["", "R_SIZE"];
    expect(await verdictOf(text)).toEqual([code]);
  });

  test.each(neverHidden)("a hidden %s", async (claim) => {
    const text = member(claim, "x");
    expect(await verdictOf(await signed({ _sd: [digestOf(text)] }, [text]))).toEqual(["R_SD_HIDDEN"]);
  });

  test("for every reason there is", async () => {
    const met = new Set(await Promise.all(Object.values(broken).map(async (make) => (await make())[1])));
    // What a full record lacks beside its disclosures is judged with the credential, and shown by the published vectors.
    const named = Object.keys(refusalCodes).filter((code) => /^R_SD_(?!CLAIM$)/.test(code));
    expect(named.filter((code) => ![...met].some((one) => one === code))).toEqual([]);
  });

  test("any record of which one disclosure was changed, dropped in twice, or exchanged for a stranger's", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 8 }), fc.jsonValue({ maxDepth: 3 })), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.nat(),
        fc.nat(),
        async (claims, which, where) => {
          const texts = claims.map(([name, value], at) =>
            // The number keeps generated names apart; reading would rightly refuse two of one name.
            member(`${at} ${name}`, plain(value), at),
          );
          const record = await signed(hides(...texts), texts);
          expect(await verdictOf(record)).toEqual([]);

          const at = which % texts.length;
          const text = texts[at] ?? "";
          const place = where % text.length;
          const changed = `${text.slice(0, place)}${text[place] === "A" ? "B" : "A"}${text.slice(place + 1)}`;
          const base = issuerSigned(record);
          const instead = (other: string) => presentation(base, texts.with(at, other));
          expect(await verdictOf(instead(changed))).not.toEqual([]);
          expect(await verdictOf(instead(member("stranger", 1, 200)))).toEqual(["R_SD_UNREFERENCED"]);
          expect(await verdictOf(presentation(base, [...texts, text]))).toEqual(["R_SD_TWICE"]);
          expect(await verdictOf(record.slice(0, -1))).toEqual(["R_SD_TILDE"]);
        },
      ),
      { numRuns: 100 },
    );
  });

  test("any junk, and never throws", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(fc.string(), fc.base64String(), fc.constant(""), fc.constant("~"), fc.constant(".")),
        ),
        async (parts) => {
          expect(await verdictOf(parts.join("~"))).not.toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("any payload of ours in which digests were put at random, unless it keeps every rule", async () => {
    const leaf = fc.oneof(fc.constant(digestOf(fact)), fc.constant(1), fc.constant(null), fc.constant("a"));
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: "small" },
        leaf,
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom("_sd", "...", "_sd_alg", "a", "b"), tie("tree"), { maxKeys: 3 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(tree, async (value) => {
        const payload = { ...good, value: plain(value) };
        const texts: readonly ReadDisclosure[] = [valueOf(readDisclosure(fact))];
        const disclosed = await discloseClaims(payload, texts, webCrypto, neverHidden);
        // What was accepted holds the fact exactly once, and no trace of digests.
        if (disclosed.ok) {
          const text = JSON.stringify(disclosed.value);
          expect(text.split("LiFePO4")).toHaveLength(2);
          expect(text).not.toMatch(/"(_sd|_sd_alg|\.\.\.)":/);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("building", () => {
  test("takes salts of 16 bytes only", () => {
    expect(() => disclosureText({ salt: new Uint8Array(15), name: "a", value: 1 })).toThrow(RangeError);
  });

  test("gives back every value that was hidden", async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()), async (members) => {
        const facts = objectOf(plain(members));
        const reserved = ["_sd", "...", "_sd_alg"];
        if (reserved.some((name) => JSON.stringify(facts).includes(`"${name}"`))) return;
        const texts = Object.entries(facts).map(([name, value], at) =>
          disclosureText({ salt: salt(at % 256), name, value }),
        );
        const payload = { credentialSubject: { facts: hiddenSection(texts, sha256) } };
        const read = texts.map((text) => valueOf(readDisclosure(text)));
        const disclosed = valueOf(await discloseClaims(payload, read, webCrypto, neverHidden));
        const found = objectOf(objectOf(disclosed["credentialSubject"])["facts"]);
        expect(new Map(Object.entries(found))).toEqual(new Map(Object.entries(facts)));
      }),
    );
  });

  test("writes the header of section 2.2", () => {
    expect(sdJwtHeader("k")).toEqual({ alg: "ES256", kid: "k", typ: "dc+sd-jwt" });
    expect(readPayload(valueOf(readSdJwt(workedExample.sdJwtPublic)).jws)).toEqual({
      ok: true,
      value: workedExample.sdJwtPayload,
    });
  });
});

function nestedAround(depth: number, inner: JsonValue): JsonValue {
  return depth === 0 ? inner : { a: nestedAround(depth - 1, inner) };
}

function encodeText(text: string): string {
  return encodeBase64url(new TextEncoder().encode(text));
}

/** As JSON gives it back: no −0, no undefined. */
function plain(value: unknown): JsonValue {
  return valueOf(parseStrictJson(JSON.stringify(value)));
}

function valueOf<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

function codesOf(parsed: Parsed<unknown>): readonly string[] {
  return parsed.ok ? [] : parsed.problems.map(({ code }) => code);
}

function objectOf(value: JsonValue | undefined): JsonObject {
  if (!isJsonObject(value)) throw new Error("not an object");
  return value;
}

function objectsOf(value: JsonValue): readonly JsonValue[] {
  if (!Array.isArray(value)) throw new Error("not an array");
  return value;
}
