import { readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import example from "../../../public/vectors/worked-example.json" with { type: "json" };
import { webCrypto } from "../../platform/web-crypto.ts";
import {
  sampleBody,
  sampleBodyKeys,
  sampleOpinionPayload,
  signedOpinion,
} from "../../test/sample-opinion.ts";
import { encodeBase64url } from "../record/base64url.ts";
import { kidOf } from "../record/did.ts";
import type { CandidateKey } from "../record/jws.ts";
import { thumbprintInput } from "../record/jwk.ts";
import { publicRecordHeader, publicRecordPayload } from "../record/public-record.ts";
import { productFootprintPayload } from "../record/product-footprint.ts";
import { sampleFootprintSubject } from "../record/sample-footprint.ts";
import { sampleItemSubject, sampleModelSubject } from "../record/sample-subject.ts";
import { verifyRecord } from "./verify-record.ts";
import type { RefusalCode } from "./refusal-codes.ts";
import { refusalCodes } from "./refusal-codes.ts";
import type { TestKey } from "./test-signer.ts";
import { mirrored, signEs256, testKey } from "./test-signer.ts";

/**
 * The published records, good and broken: `public/vectors/records.json`. Each line has the form that the command
 * `conformance` reads, and what must come out. After a change of the format, write the file anew with
 * `UPDATE_VECTORS=1 npx vitest run server/domain/verification/vectors.test.ts` and read the difference.
 */
const file = new URL("../../../public/vectors/records.json", import.meta.url);

interface Vector {
  readonly id: string;
  readonly kind: "vcjwt";
  readonly trust: { readonly now: string; readonly jwks: { readonly keys: readonly CandidateKey[] } };
  readonly input: {
    readonly token: string;
    readonly issuer?: string;
    readonly subject?: string;
    /** The record an opinion must be about. */
    readonly about?: string;
  };
  readonly expect: { readonly verdict: "accept" | "reject"; readonly code?: RefusalCode };
}

let vectors: readonly Vector[] = [];
beforeAll(async () => {
  vectors = await makeVectors();
});

describe("the published vectors", () => {
  test("are exactly what this test makes", () => {
    const lines = `[\n${vectors.map((vector) => JSON.stringify(vector)).join(",\n")}\n]\n`;
    if (process.env["UPDATE_VECTORS"] === "1") writeFileSync(file, lines);
    expect(readFileSync(file, "utf8")).toBe(lines);
  });

  test("are judged as they say, for the reason they say", async () => {
    for (const { id, trust, input, expect: wanted } of vectors) {
      const { token, ...expected } = input;
      const { verdict, credential } = await verifyRecord(
        { record: token },
        { keys: trust.jwks.keys, at: new Date(trust.now), ...expected },
        webCrypto,
      );
      const failed = verdict.parts.filter(({ state }) => state === "failed");
      expect({ id, overall: verdict.overall, codes: failed.map(({ code }) => code) }).toEqual({
        id,
        overall: wanted.verdict === "accept" ? "holds" : "wrong",
        codes: wanted.code === undefined ? [] : [wanted.code],
      });
      if (wanted.verdict === "accept") expect(credential).not.toBeNull();
    }
  });

  test("show every refusal there is, but for records too large to print", () => {
    const shown = new Set<string | undefined>(vectors.map((vector) => vector.expect.code));
    // Full records, and what lists and log say of a record, have vectors of their own; result sheets tests of their own.
    const more =
      /^R_(SD_|SHEET_|LOG_|WITNESS$|STATUS_(TOKEN|REVOKED|SUPERSEDED|SET)$|KEY_(STATUS_ONLY|LATER|RETIRED|COMPROMISED)$)/;
    const ofPublicRecords = Object.keys(refusalCodes).filter((code) => !more.test(code));
    expect(ofPublicRecords.filter((code) => !shown.has(code))).toEqual(["R_SIZE"]);
  });
});

const now = "2026-11-20T13:00:00Z";
const slug = "voltara";
const did = "did:web:registry.example:op:voltara";
const foreignDid = "did:web:registry.example:op:other";

async function makeVectors(): Promise<readonly Vector[]> {
  const key = await testKey("cellproof vectors issuer key 1");
  const foreignKey = await testKey("cellproof vectors issuer key 2");
  const kid = await fullKid(did, key);
  const foreignKid = await fullKid(foreignDid, foreignKey);
  const trusted = { ...key.jwk, kid, alg: "ES256", use: "sig" };
  const foreign = { ...foreignKey.jwk, kid: foreignKid, alg: "ES256", use: "sig" };

  const base = publicRecordPayload({
    publicUrl: "https://registry.example",
    operator: { slug, name: "Voltara Cells GmbH" },
    credentialUuid: "5f0c8a4e-1d2b-4c3d-8e9f-000000000042",
    issuedAt: new Date("2026-11-20T12:00:00Z"),
    status: { list: 1, index: 21_330 },
    logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw",
    version: 1,
    previous: null,
    subject: sampleItemSubject,
  });
  const header = publicRecordHeader(kid);
  const headerText = JSON.stringify(header);
  const payloadText = JSON.stringify(base);
  const signed = (head: string | Uint8Array, payload: string | Uint8Array, by: TestKey = key) =>
    tokenOf(head, payload, by);
  const withHeader = (members: object) => signed(JSON.stringify({ ...header, ...members }), payloadText);
  const withPayload = (members: object) => signed(headerText, JSON.stringify({ ...base, ...members }));
  const without = (member: string) =>
    signed(
      headerText,
      JSON.stringify(Object.fromEntries(Object.entries(base).filter(([name]) => name !== member))),
    );
  const good = await signed(headerText, payloadText);
  const [goodHeader = "", goodPayload = "", goodSignature = ""] = good.split(".");
  const goodSignatureBytes = Uint8Array.from(Buffer.from(goodSignature, "base64url"));
  const withSignature = (bytes: Uint8Array) => `${goodHeader}.${goodPayload}.${encodeBase64url(bytes)}`;

  const list: Vector[] = [];
  type Extra = {
    keys?: readonly CandidateKey[];
    issuer?: string;
    subject?: string;
    about?: string;
    now?: string;
  };
  const add = (id: string, token: string, code: RefusalCode | null, extra: Extra = {}) => {
    const { keys = [trusted], now: at = now, ...input } = extra;
    list.push({
      id,
      kind: "vcjwt",
      trust: { now: at, jwks: { keys } },
      input: { token, ...input },
      expect: code === null ? { verdict: "accept" } : { verdict: "reject", code },
    });
  };

  // Good ones, among them what looks unusual and is allowed.
  add("good", good, null, { issuer: did, subject: base.credentialSubject.id });
  add("good-model", await withPayload({ credentialSubject: sampleModelSubject }), null, {
    subject: sampleModelSubject.id,
  });
  add("good-mirrored-signature", withSignature(mirrored(goodSignatureBytes)), null);
  add("good-typ-long-and-upper-case", await withHeader({ typ: "application/VC+JWT" }), null);
  add("good-unknown-header-member", await withHeader({ x5c: ["later"], remark: 1 }), null);
  add("good-among-other-keys", good, null, {
    keys: [foreign, { kty: "RSA", n: "AQ", e: "AQAB", kid: "r" }, trusted],
  });
  add("good-clock-300-seconds-behind", good, null, { now: "2026-11-20T11:55:00Z" });
  add("good-localhost", await localRecord(key), null, { keys: [await localKey(key)] });
  add("good-sub-and-jti", await withPayload({ sub: base.credentialSubject.id, jti: base.id }), null);
  add("good-large-index", await withStatus({ statusListIndex: "4294967296" }), null);

  // The envelope.
  add("not-ascii", `${good}é`, "R_ASCII");
  add("two-parts", `${goodHeader}.${goodPayload}`, "R_PARTS");
  add("four-parts", `${good}.AA`, "R_PARTS");
  add("empty-payload", `${goodHeader}..${goodSignature}`, "R_PARTS");
  add("empty-text", "", "R_PARTS");
  add("padding", `${good}==`, "R_BASE64URL");
  add("line-end", `${good}\n`, "R_BASE64URL");
  add("white-space-inside", `${goodHeader}. ${goodPayload}.${goodSignature}`, "R_BASE64URL");
  add("other-alphabet", `${goodHeader.slice(0, -1)}+.${goodPayload}.${goodSignature}`, "R_BASE64URL");
  add("loose-bits", `${goodHeader}.${goodPayload}.${looseBits(goodSignature)}`, "R_BASE64URL");
  add("header-not-utf8", await signed(Uint8Array.of(0x7b, 0xff, 0x7d), payloadText), "R_JSON_UTF8");
  add("payload-not-utf8", await signed(headerText, Uint8Array.of(0x7b, 0xc0, 0x80, 0x7d)), "R_JSON_UTF8");
  add("payload-half-a-character", await signed(headerText, `{"name":"\\ud800"}`), "R_JSON_UTF8");
  add("header-byte-order-mark", await signed(`\u{FEFF}${headerText}`, payloadText), "R_JSON_BOM");
  add("payload-byte-order-mark", await signed(headerText, `\u{FEFF}${payloadText}`), "R_JSON_BOM");
  add("header-not-json", await signed("alg=ES256", payloadText), "R_JSON_SYNTAX");
  add("payload-trailing-comma", await signed(headerText, `${payloadText.slice(0, -1)},}`), "R_JSON_SYNTAX");
  add(
    "header-names-alg-twice",
    await signed(headerText.replace("{", `{"alg":"none",`), payloadText),
    "R_JSON_DUPLICATE",
  );
  add(
    "payload-names-subject-twice",
    await signed(headerText, `${payloadText.slice(0, -1)},"credentialSubject":{"id":"x"}}`),
    "R_JSON_DUPLICATE",
  );
  add(
    "payload-names-deep-member-twice-escaped",
    await signed(
      headerText,
      payloadText.replace(`"batterySerialNumber":`, `"batter\\u0079SerialNumber":"X","batterySerialNumber":`),
    ),
    "R_JSON_DUPLICATE",
  );
  add(
    "payload-65-deep",
    await signed(headerText, `{"a":${"[".repeat(64)}${"]".repeat(64)}}`),
    "R_JSON_DEPTH",
  );
  add("payload-number-too-large", await signed(headerText, `{"iat":1e400}`), "R_JSON_NUMBER");
  add("payload-is-a-list", await signed(headerText, "[]"), "R_JSON_NOT_OBJECT");
  add("header-is-null", await signed("null", payloadText), "R_JSON_NOT_OBJECT");
  for (const member of ["crit", "b64", "zip", "enc", "jwk", "jku", "x5u"]) {
    const value = member === "jwk" ? foreignKey.jwk : member === "b64" ? false : ["exp"];
    add(`header-${member}`, await withHeader({ [member]: value }), "R_HEADER_FORBIDDEN");
  }
  for (const alg of ["none", "HS256", "ES384", "es256", null]) {
    add(`alg-${String(alg)}`, await withHeader({ alg }), "R_ALG");
  }
  for (const [name, typ] of [
    ["jwt", "JWT"],
    ["sd-jwt", "dc+sd-jwt"],
    ["status-list", "statuslist+jwt"],
  ] as const) {
    add(`typ-${name}`, await withHeader({ typ }), "R_TYP");
  }
  add("typ-missing", await signed(JSON.stringify({ alg: "ES256", kid }), payloadText), "R_TYP");

  // The key.
  add("kid-missing", await signed(JSON.stringify({ alg: "ES256", typ: "vc+jwt" }), payloadText), "R_KID");
  add("kid-is-a-list", await withHeader({ kid: [kid] }), "R_KID");
  add("kid-unknown", await withHeader({ kid: `${did}#unknown` }), "R_KEY_UNKNOWN");
  add("kid-with-no-trusted-key", good, "R_KEY_UNKNOWN", { keys: [] });
  add("kid-of-two-keys", good, "R_KEY_AMBIGUOUS", { keys: [trusted, { ...foreign, kid }] });
  add("kid-of-the-same-key-twice", good, "R_KEY_AMBIGUOUS", { keys: [trusted, trusted] });
  add("key-of-other-curve", good, "R_KEY_ALG", { keys: [{ ...trusted, crv: "P-384", alg: "ES384" }] });
  add("key-of-other-type", good, "R_KEY_ALG", { keys: [{ kty: "OKP", crv: "Ed25519", x: key.jwk.x, kid }] });
  add("key-alg-other", good, "R_KEY_ALG", { keys: [{ ...trusted, alg: "ES384" }] });
  add("alg-eddsa-with-p256-key", await withHeader({ alg: "EdDSA" }), "R_KEY_ALG");
  add("key-use-enc", good, "R_KEY_USE", { keys: [{ ...trusted, use: "enc" }] });
  add("key-ops-without-verify", good, "R_KEY_OPS", { keys: [{ ...trusted, key_ops: ["sign"] }] });
  add("key-short", good, "R_KEY_FORMAT", { keys: [{ ...trusted, y: "AQ" }] });
  add("key-padded", good, "R_KEY_FORMAT", { keys: [{ ...trusted, x: `${trusted.x}=` }] });
  add("key-off-curve", good, "R_KEY_POINT", { keys: [{ ...trusted, y: foreign.y }] });

  // The signature.
  add("signature-der", withSignature(derOf(goodSignatureBytes)), "R_SIGNATURE_LENGTH");
  add("signature-short", withSignature(goodSignatureBytes.slice(1)), "R_SIGNATURE_LENGTH");
  add("signature-zero", withSignature(new Uint8Array(64)), "R_SIGNATURE_RANGE");
  add(
    "signature-zero-r",
    withSignature(goodSignatureBytes.map((byte, at) => (at < 32 ? 0 : byte))),
    "R_SIGNATURE_RANGE",
  );
  add(
    "signature-zero-s",
    withSignature(goodSignatureBytes.map((byte, at) => (at < 32 ? byte : 0))),
    "R_SIGNATURE_RANGE",
  );
  add(
    "signature-r-is-n",
    withSignature(Uint8Array.from([...order, ...goodSignatureBytes.slice(32)])),
    "R_SIGNATURE_RANGE",
  );
  add(
    "signature-s-is-n",
    withSignature(Uint8Array.from([...goodSignatureBytes.slice(0, 32), ...order])),
    "R_SIGNATURE_RANGE",
  );
  add("signature-of-other-text", withSignature(await signEs256(key, "another text")), "R_SIGNATURE");
  add("signed-by-other-key", await signed(headerText, payloadText, foreignKey), "R_SIGNATURE");
  add(
    "payload-changed",
    `${goodHeader}.${encodeText(payloadText.replace('"2026-10"', '"2026-11"'))}.${goodSignature}`,
    "R_SIGNATURE",
  );

  // What is signed.
  add("claim-vc", await withPayload({ vc: {} }), "R_VC_CLAIM");
  add("claim-vp", await withPayload({ vp: null }), "R_VC_CLAIM");
  add("context-missing", await without("@context"), "R_CONTEXT");
  add("context-other-first", await withPayload({ "@context": base["@context"].toReversed() }), "R_CONTEXT");
  add(
    "context-old",
    await withPayload({ "@context": ["https://www.w3.org/2018/credentials/v1"] }),
    "R_CONTEXT",
  );
  add(
    "context-http",
    await withPayload({ "@context": [base["@context"][0], "http://registry.example/c"] }),
    "R_CONTEXT",
  );
  add("type-other", await withPayload({ type: ["BatteryPassportCredential"] }), "R_TYPE");
  add("id-is-a-number", await withPayload({ id: 42 }), "R_ID");
  add("id-is-empty", await withPayload({ id: "" }), "R_ID");
  add("jti-other", await withPayload({ jti: "urn:uuid:00000000-0000-4000-8000-000000000000" }), "R_ID");
  add(
    "schema-http",
    await withPayload({ credentialSchema: { id: "http://registry.example/s", type: "JsonSchema" } }),
    "R_SCHEMA",
  );
  add("schema-without-id", await withPayload({ credentialSchema: { type: "JsonSchema" } }), "R_SCHEMA");
  add("schema-is-an-address", await withPayload({ credentialSchema: base.credentialSchema.id }), "R_SCHEMA");
  add(
    "second-schema-http",
    await withPayload({ credentialSchema: [base.credentialSchema, { id: "http://registry.example/s" }] }),
    "R_SCHEMA",
  );
  add("issuer-missing", await without("issuer"), "R_ISSUER");
  add("issuer-is-empty", await withPayload({ issuer: { id: "" }, iss: "" }), "R_ISSUER");
  add("iss-missing", await without("iss"), "R_ISSUER_ISS");
  add("iss-other", await withPayload({ iss: foreignDid }), "R_ISSUER_ISS");
  add("issuer-http", await withPayload({ issuer: "http://registry.example/op/voltara" }), "R_ISSUER_HTTP");
  add(
    "other-operators-key",
    await signed(JSON.stringify(publicRecordHeader(foreignKid)), payloadText, foreignKey),
    "R_ISSUER_KID",
    { keys: [trusted, foreign] },
  );
  add(
    "issuer-is-a-prefix",
    await withPayload({ issuer: did.slice(0, -1), iss: did.slice(0, -1) }),
    "R_ISSUER_KID",
  );
  add("issuer-unexpected", good, "R_ISSUER_UNEXPECTED", { issuer: foreignDid });
  add("subject-missing", await without("credentialSubject"), "R_SUBJECT");
  add("subject-empty", await withPayload({ credentialSubject: {} }), "R_SUBJECT");
  add("subject-is-a-list", await withPayload({ credentialSubject: [base.credentialSubject] }), "R_SUBJECT");
  add(
    "subject-id-is-a-number",
    await withPayload({ credentialSubject: { ...base.credentialSubject, id: 42 } }),
    "R_SUBJECT",
  );
  add("sub-other", await withPayload({ sub: "https://registry.example/01/00000000000000" }), "R_SUBJECT_SUB");
  add(
    "subject-http",
    await withPayload({
      credentialSubject: { ...base.credentialSubject, id: "http://registry.example/01/09520123456788/21/1" },
    }),
    "R_SUBJECT_HTTP",
  );
  add("subject-unexpected", good, "R_SUBJECT_UNEXPECTED", { subject: sampleModelSubject.id });
  add("subject-with-slash", good, "R_SUBJECT_UNEXPECTED", { subject: `${base.credentialSubject.id}/` });
  for (const [name, members] of [
    ["valid-from-without-offset", { validFrom: "2026-11-20T12:00:00" }],
    ["valid-from-day-only", { validFrom: "2026-11-20" }],
    ["valid-from-no-such-day", { validFrom: "2026-02-30T12:00:00Z" }],
    ["iat-is-text", { iat: "1795176000" }],
    ["iat-beyond-any-calendar", { iat: 1e300 }],
    ["exp-is-text", { exp: "2030-01-01T00:00:00Z" }],
  ] as const) {
    add(`time-${name}`, await withPayload(members), "R_TIME_FORMAT");
  }
  add(
    "time-ends-before-it-begins",
    await withPayload({ validUntil: "2026-11-20T11:59:59Z" }),
    "R_TIME_ORDER",
    { now: "2026-11-20T12:00:00Z" },
  );
  add("time-signed-in-301-seconds", good, "R_TIME_FUTURE", { now: "2026-11-20T11:54:59Z" });
  add("time-not-before-later", await withPayload({ nbf: 1_800_000_000 }), "R_TIME_FUTURE");
  add("time-expired", await withPayload({ exp: 1_795_176_600 }), "R_TIME_EXPIRED", {
    now: "2026-11-20T12:15:01Z",
  });
  add(
    "time-valid-until-past",
    await withPayload({ validUntil: "2026-11-20T14:00:00+02:00" }),
    "R_TIME_EXPIRED",
  );
  add("status-other-type", await withStatus({ type: "StatusList2021Entry" }), "R_STATUS_ENTRY");
  add(
    "status-list-of-two",
    await withPayload({ credentialStatus: [base.credentialStatus, base.credentialStatus] }),
    "R_STATUS_ENTRY",
  );
  add("status-size-2", await withStatus({ statusSize: 2 }), "R_STATUS_ENTRY");
  for (const [name, index] of [
    ["number", 21_330],
    ["leading-zero", "021330"],
    ["negative", "-1"],
    ["blank", ""],
    ["hexadecimal", "0x10"],
  ] as const) {
    add(`status-index-${name}`, await withStatus({ statusListIndex: index }), "R_STATUS_INDEX");
  }
  add(
    "status-http",
    await withStatus({ statusListCredential: "http://registry.example/op/voltara/status/1" }),
    "R_STATUS_URL",
  );
  add(
    "status-http-look-alike",
    await withStatus({ statusListCredential: "http://localhost.example/status/1" }),
    "R_STATUS_URL",
  );
  add(
    "status-http-user-part",
    await withStatus({ statusListCredential: "http://localhost@registry.example/1" }),
    "R_STATUS_URL",
  );
  add("status-file", await withStatus({ statusListCredential: "file:///etc/status" }), "R_STATUS_URL");

  // Product footprints: what suppliers sign.
  const footprint = productFootprintPayload({
    publicUrl: "https://registry.example",
    operator: { slug, name: "Voltara Cells GmbH" },
    credentialUuid: "5f0c8a4e-1d2b-4c3d-8e9f-000000000051",
    issuedAt: new Date("2026-11-20T12:00:00Z"),
    status: { list: 1, index: 21_330 },
    ...{ logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw", version: 1, previous: null },
    subject: sampleFootprintSubject,
  });
  const footprintWith = (members: object) => signed(headerText, JSON.stringify({ ...footprint, ...members }));
  const stating = (members: object) =>
    footprintWith({ credentialSubject: { ...sampleFootprintSubject, ...members } });
  add("footprint-good", await footprintWith({}), null, { issuer: did, subject: sampleFootprintSubject.id });
  const { credentialSchema, registration } = footprint;
  const first = {
    "@context": footprint["@context"].map((one) => one.replace("1.1.0", "1.0.0")),
    credentialStatus: undefined,
    credentialSchema: { ...credentialSchema, id: credentialSchema.id.replace("1.1.0", "1.0.0") },
    registration: { logOrigin: registration.logOrigin, previous: null },
  };
  add("footprint-of-1.0.0", await footprintWith(first), null, { issuer: did });
  add("footprint-over", await footprintWith({}), "R_TIME_EXPIRED", { now: "2029-01-01T00:10:00Z" });
  add("footprint-without-end", await footprintWith({ validUntil: undefined }), "R_FOOTPRINT_TERM");
  for (const [name, id] of [
    ["another-operator", "https://registry.example/op/other/footprints/1"],
    ["another-host", "https://elsewhere.example/op/voltara/footprints/1"],
    ["no-footprint", "https://registry.example/op/voltara/status/1"],
  ] as const) {
    add(`footprint-at-${name}`, await stating({ id }), "R_FOOTPRINT_PLACE");
  }
  for (const [name, members] of [
    ["number-value", { kgCO2ePerDeclaredUnit: 11.2 }],
    ["no-unit", { declaredUnit: undefined }],
    ["no-stage", { boundary: [] }],
    ["no-such-day", { periodEnd: "2025-02-30" }],
    ["short-digest", { resultDigest: "abc" }],
    ["no-product", { product: { name: "Lithium carbonate" } }],
  ] as const) {
    add(`footprint-${name}`, await stating(members), "R_FOOTPRINT_MEMBER");
  }
  add(
    "footprint-that-is-a-passport",
    await footprintWith({ type: [...footprint.type, "BatteryPassportCredential"] }),
    "R_FOOTPRINT_MEMBER",
  );

  // Opinions: what a notified body signs about one version of the worked example's passport.
  const opinions = { keys: sampleBodyKeys.keys, issuer: sampleBody };
  const { opinion, credentialSubject: finding, type: opinionTypes } = sampleOpinionPayload;
  const about = example.vcJwt;
  add("opinion-good", await signedOpinion(), null, { ...opinions, about });
  add("opinion-about-nothing-asked", await signedOpinion(), null, opinions);
  for (const [name, members] of [
    ["also-a-passport", { type: [...opinionTypes, "BatteryPassportCredential"] }],
    ["with-a-passport-member", { passport: { version: 2 } }],
    ["without-its-member", { opinion: undefined }],
    ["without-log", { opinion: { ...opinion, logOrigin: undefined } }],
    ["short-log-subject", { opinion: { ...opinion, logSubject: "4TXeVUt" } }],
    ["version-text", { opinion: { ...opinion, version: "2" } }],
    ["without-artefacts", { opinion: { ...opinion, artefacts: [] } }],
    ["previous-of-no-digest", { opinion: { ...opinion, previous: "first" } }],
    ["unknown-outcome", { credentialSubject: { ...finding, outcome: "approved" } }],
    ["no-without-why", { credentialSubject: { ...finding, outcome: "notConfirmed" } }],
    ["without-recomputation", { credentialSubject: { ...finding, recomputation: undefined } }],
    ["short-digest", { credentialSubject: { ...finding, resultDigest: "abc" } }],
  ] as const) {
    add(`opinion-${name}`, await signedOpinion(members), "R_OPINION_MEMBER", opinions);
  }
  add(
    "opinion-contradicts-its-record",
    await signedOpinion({ credentialSubject: { ...finding, id: "https://registry.example/01/1" } }),
    "R_OPINION_MEMBER",
    { ...opinions, about },
  );
  const onFirst = { ...opinions, about: example.vcJwtV1 };
  add("opinion-on-another-version", await signedOpinion(), "R_OPINION_VERSION", onFirst);
  add("opinion-on-another-record", await signedOpinion(), "R_OPINION_RECORD", {
    ...opinions,
    about: example.statusListVc,
  });
  add("opinion-that-is-a-passport", good, "R_OPINION_KIND", { about });
  add("opinion-signed-by-the-operator", await signedOpinion(), "R_KEY_UNKNOWN", { issuer: sampleBody });
  return list;

  function withStatus(members: object) {
    return withPayload({ credentialStatus: { ...base.credentialStatus, ...members } });
  }
}

async function localKey(key: TestKey): Promise<CandidateKey> {
  return { ...key.jwk, kid: await fullKid("did:web:localhost%3A3000:op:voltara", key), use: "sig" };
}

async function localRecord(key: TestKey): Promise<string> {
  const payload = publicRecordPayload({
    publicUrl: "http://localhost:3000",
    operator: { slug, name: "Voltara Cells GmbH" },
    credentialUuid: "5f0c8a4e-1d2b-4c3d-8e9f-000000000043",
    issuedAt: new Date("2026-11-20T12:00:00Z"),
    status: { list: 1, index: 0 },
    logSubject: "bz8Yp2fk7U-dZZoOccabnA",
    version: 1,
    previous: null,
    subject: { ...sampleItemSubject, id: "http://localhost:3000/01/09520123456788/21/VLT-000042" },
  });
  const kid = await fullKid("did:web:localhost%3A3000:op:voltara", key);
  return tokenOf(JSON.stringify(publicRecordHeader(kid)), JSON.stringify(payload), key);
}

async function fullKid(did: string, key: TestKey): Promise<string> {
  const digest = await webCrypto.sha256(new TextEncoder().encode(thumbprintInput(key.jwk)));
  return kidOf(did, encodeBase64url(digest));
}

async function tokenOf(
  header: string | Uint8Array,
  payload: string | Uint8Array,
  key: TestKey,
): Promise<string> {
  const input = `${encodeText(header)}.${encodeText(payload)}`;
  return `${input}.${encodeBase64url(await signEs256(key, input))}`;
}

function encodeText(text: string | Uint8Array): string {
  return encodeBase64url(typeof text === "string" ? new TextEncoder().encode(text) : text);
}

/** The same bytes to a lax reader: 64 bytes leave four bits in the last character that must be zero. */
function looseBits(text: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return text.slice(0, -1) + alphabet.charAt(alphabet.indexOf(text.slice(-1)) + 1);
}

const order = Buffer.from("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", "hex");

/** The ASN.1 form of a signature, which JWS does not use. */
function derOf(signature: Uint8Array): Uint8Array {
  const integer = (bytes: Uint8Array) => {
    const digits = (bytes[0] ?? 0) >= 0x80 ? [0, ...bytes] : [...bytes];
    return [2, digits.length, ...digits];
  };
  const body = [...integer(signature.slice(0, 32)), ...integer(signature.slice(32))];
  return Uint8Array.from([0x30, body.length, ...body]);
}
