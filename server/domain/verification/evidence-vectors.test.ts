import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, inflateSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import example from "../../../public/vectors/worked-example.json" with { type: "json" };
import { webCrypto } from "../../platform/web-crypto.ts";
import {
  exampleAt,
  exampleIssuer,
  exampleIssuerUrl,
  exampleProof,
  exampleSubject,
} from "../../test/example-evidence.ts";
import { encodeBase64 } from "../record/base64.ts";
import { encodeBase64url } from "../record/base64url.ts";
import { canonicalJson } from "../record/canonical-json.ts";
import { hiddenSection } from "../record/sd-jwt.ts";
import { bitstringOf, statusUnknownCodes, tokenListOf } from "../record/status-list.ts";
import type { JsonValue } from "../record/strict-json.ts";
import { leafHash } from "../transparency/leaf-hash.ts";
import { consistencyPath, inclusionPath, rootOf } from "../transparency/tree.ts";
import { judgeLine } from "./conformance.ts";
import { refusalCodes } from "./refusal-codes.ts";
import type { TestNoteKey } from "./test-log.ts";
import { testLog, testNoteKey, testPack } from "./test-log.ts";
import { mirrored, signEs256, testKey } from "./test-signer.ts";

/**
 * Published vectors of everything but public records alone: `public/vectors/evidence.json`, in the form that
 * `cellproof conformance` reads, with what must come out. Write them anew with
 * `UPDATE_VECTORS=1 npx vitest run server/domain/verification/evidence-vectors.test.ts` and read the difference.
 */
const file = new URL("../../../public/vectors/evidence.json", import.meta.url);

interface Vector {
  readonly id: string;
  readonly kind: string;
  readonly trust: object;
  readonly input: object;
  readonly expect: {
    readonly verdict: "accept" | "reject";
    readonly code?: string;
    readonly status?: number;
  };
}

let vectors: readonly Vector[] = [];
beforeAll(async () => {
  vectors = await makeVectors();
});

describe("the published vectors of full records, lists and log", () => {
  test("are exactly what this test makes", () => {
    const lines = `[\n${vectors.map((vector) => JSON.stringify(vector)).join(",\n")}\n]\n`;
    if (process.env["UPDATE_VECTORS"] === "1") writeFileSync(file, lines);
    expect(readFileSync(file, "utf8")).toBe(lines);
  });

  test("are more than two hundred, each with a name of its own", () => {
    expect(new Set(vectors.map(({ id }) => id)).size).toBe(vectors.length);
    expect(vectors.length).toBeGreaterThan(200);
  });

  test("are judged as they say, for the reason they say", async () => {
    for (const vector of vectors) {
      const { expect: wanted, ...line } = vector;
      const judged = await judgeLine(JSON.stringify(line), new Date(), webCrypto);
      expect({ id: judged.id, verdict: judged.verdict, code: judged.code, status: judged.status }).toEqual({
        id: vector.id,
        code: undefined,
        status: undefined,
        ...wanted,
      });
    }
  });

  test("show every rule of full records and of lists broken", () => {
    const shown = new Set(vectors.map((vector) => vector.expect.code));
    const ofFullRecords = Object.keys(refusalCodes).filter((code) => /^R_SD_|^R_STATUS_TOKEN$/.test(code));
    const wanted = [...ofFullRecords, ...statusUnknownCodes, "C_LIST_BROKEN", "C_LIST_KEY"];
    expect(wanted.filter((code) => !shown.has(code))).toEqual([]);
  });

  test("and the vectors of public records come out the same through the command", async () => {
    const records: Vector[] = JSON.parse(
      readFileSync(new URL("../../../public/vectors/records.json", import.meta.url), "utf8"),
    );
    for (const { expect: wanted, ...line } of records) {
      const judged = await judgeLine(JSON.stringify(line), new Date(), webCrypto);
      expect({ id: judged.id, verdict: judged.verdict, code: judged.code }).toEqual({
        id: line.id,
        code: undefined,
        ...wanted,
      });
    }
  });
});

describe("a line that is no vector", () => {
  test.each([
    ["", "E_JSON_SYNTAX"],
    ["[]", "E_CONFORMANCE_LINE"],
    ["{}", "E_CONFORMANCE_KIND"],
    [`{"id":1,"kind":"__proto__","input":{}}`, "E_CONFORMANCE_KIND"],
    [`{"id":1,"kind":"vcjwt","input":{}}`, "E_CONFORMANCE_INPUT"],
    [`{"id":1,"kind":"vcjwt","trust":{"now":"soon"},"input":{"token":"a"}}`, "E_CONFORMANCE_INPUT"],
    [`{"id":1,"kind":"sdjwt","trust":{"jwks":{"keys":[1]}},"input":{"token":"a~"}}`, "E_CONFORMANCE_INPUT"],
    [
      `{"id":1,"kind":"inclusion","input":{"leafData":"","index":-1,"size":1,"proof":[],"root":""}}`,
      "E_LOG_SIZE",
    ],
    [`{"id":1,"kind":"log","trust":{"logVkey":"x"},"input":{"proof":"x"}}`, "E_TLOG_PROOF_FORM"],
  ])("is rejected and never stops the others: %s", async (line, code) => {
    expect(await judgeLine(line, new Date(), webCrypto)).toMatchObject({ verdict: "reject", code });
  });
});

test("the deterministic packing is what zlib unpacks", () => {
  const plain = bitstringOf([{ index: 94_567, value: 1 }]);
  expect(gunzipSync(testPack(plain, "gzip")).equals(plain)).toBe(true);
  expect(inflateSync(testPack(plain, "zlib")).equals(plain)).toBe(true);
});

async function makeVectors(): Promise<readonly Vector[]> {
  const list: Vector[] = [];
  const trust = {
    now: exampleAt,
    jwks: example.jwks,
    logVkey: example.log.vkey,
    witnessVkeys: [example.log.witnessVkey],
    quorum: 1,
    issuer: exampleIssuer,
    sdIssuer: exampleIssuerUrl,
    kidPrefix: exampleIssuer,
  };
  const add = (
    kind: string,
    id: string,
    input: object,
    code: string | null,
    more: object = {},
    result = {},
  ) => {
    const wanted =
      code === null ? { verdict: "accept" as const, ...result } : { verdict: "reject" as const, code };
    const own = kind === "inclusion" || kind === "consistency" ? {} : { ...trust, ...more };
    list.push({ id: `${kind}-${id}`, kind, trust: own, input, expect: wanted });
  };

  const key = await testKey("verifiable-records example issuer key 1|0");
  const other = await testKey("cellproof vectors issuer key 2");
  const { kid = "" } = example.jwks.keys[0] ?? {};
  const encode = (value: unknown) =>
    encodeBase64url(new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value)));
  const jws = async (header: object | string, payload: object | string, by = key) => {
    const input = `${encode(header)}.${encode(payload)}`;
    return `${input}.${encodeBase64url(await signEs256(by, input))}`;
  };

  // Full records.
  const { sdJwtPayload: base, sdJwtIssuerSigned: signed, disclosures } = example;
  const { L, A, I } = disclosures;
  const sdHeader = { alg: "ES256", kid, typ: "dc+sd-jwt" };
  const sd = (id: string, token: string, code: string | null, asked: object = {}, more: object = {}) =>
    add("sdjwt", id, { token, issuer: exampleIssuerUrl, subject: exampleSubject, ...asked }, code, more);
  const issued = (payload: object, ...shown: readonly string[]) =>
    jws(sdHeader, payload).then((text) => `${[text, ...shown].join("~")}~`);
  const sha = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
  const disclose = (...members: readonly unknown[]) => encode(members);
  const salt = "MOKh_IRKzImRdUOe2xsOQg";
  const hidden = disclose(salt, "extra", 1);
  const withSection = (section: object, members: object = {}) => ({
    ...base,
    ...members,
    credentialSubject: { ...base.credentialSubject, more: section },
  });
  sd("good-public", example.sdJwtPublic, null);
  sd("good-legitimate-interest", example.sdJwtLegitimate, null);
  sd("good-authority", example.sdJwtAuthority, null);
  sd("good-in-another-order", `${[signed, ...I, ...A, ...L].join("~")}~`, null);
  sd("good-one-disclosure", `${signed}~${I[0] ?? ""}~`, null);
  sd(
    "good-typ-long",
    await jws({ ...sdHeader, typ: "application/dc+sd-jwt" }, base).then((t) => `${t}~`),
    null,
  );
  sd("good-without-alg", await issued({ ...base, _sd_alg: undefined }), null);
  sd("good-nested", await issued(withSection(hiddenSection([hidden], sha)), hidden), null);
  const element = disclose(salt, "inside");
  const elementDigest = encodeBase64url(sha(new TextEncoder().encode(element)));
  sd("good-element", await issued(withSection({ list: [{ "...": elementDigest }, "clear"] }), element), null);
  sd("no-tilde", signed, "R_SD_TILDE");
  sd("no-tilde-at-the-end", `${signed}~${L[0] ?? ""}`, "R_SD_TILDE");
  sd("key-binding", `${example.sdJwtPublic}${example.vcJwt}`, "R_SD_KEY_BINDING");
  sd("empty-disclosure", `${signed}~~`, "R_SD_EMPTY");
  sd("disclosure-padded", `${signed}~${L[0] ?? ""}==~`, "R_SD_BASE64URL");
  sd("disclosure-not-json", `${signed}~${encode("[")}~`, "R_JSON_SYNTAX");
  sd("disclosure-object", `${signed}~${encode({})}~`, "R_SD_SHAPE");
  sd("disclosure-of-one", `${signed}~${disclose(salt)}~`, "R_SD_SHAPE");
  sd("disclosure-of-four", `${signed}~${disclose(salt, "a", 1, 2)}~`, "R_SD_SHAPE");
  sd("disclosure-salt-number", `${signed}~${disclose(1, "a", 1)}~`, "R_SD_SHAPE");
  sd("disclosure-name-number", `${signed}~${disclose(salt, 1, 1)}~`, "R_SD_SHAPE");
  sd("disclosure-duplicate-member", `${signed}~${encode('["s","a",{"b":1,"b":2}]')}~`, "R_JSON_DUPLICATE");
  sd("tampered-disclosure", `${signed}~${disclose(salt, "stateOfHealthPercent", 99)}~`, "R_SD_UNREFERENCED");
  sd("extra-disclosure", `${example.sdJwtLegitimate}${hidden}~`, "R_SD_UNREFERENCED");
  sd("repeated-disclosure", `${signed}~${L[0] ?? ""}~${L[0] ?? ""}~`, "R_SD_TWICE");
  const twice = hiddenSection([hidden], sha);
  sd("digest-twice", await issued({ ...withSection({ one: twice, two: twice }) }), "R_SD_TWICE");
  sd("alg-other", await issued({ ...base, _sd_alg: "sha-512" }), "R_SD_ALG");
  sd("alg-below", await issued(withSection({ _sd_alg: "sha-256" })), "R_SD_ALG");
  sd("digests-no-list", await issued(withSection({ _sd: "x" })), "R_SD_DIGESTS");
  sd("digests-numbers", await issued(withSection({ _sd: [1] })), "R_SD_DIGESTS");
  sd("dots-beside", await issued(withSection({ list: [{ "...": elementDigest, a: 1 }] })), "R_SD_DOTS");
  sd("dots-number", await issued(withSection({ list: [{ "...": 1 }] })), "R_SD_DOTS");
  sd("dots-in-object", await issued(withSection({ "...": elementDigest })), "R_SD_DOTS");
  sd("element-for-member", await issued(withSection({ _sd: [elementDigest] }), element), "R_SD_KIND");
  const [hiddenDigest = ""] = hiddenSection([hidden], sha)._sd;
  sd(
    "member-for-element",
    await issued(withSection({ list: [{ "...": hiddenDigest }] }), hidden),
    "R_SD_KIND",
  );
  for (const name of ["_sd", "..."]) {
    const reserved = disclose(salt, name, []);
    sd(
      `name-${name === "_sd" ? "sd" : "dots"}`,
      await issued(withSection(hiddenSection([reserved], sha)), reserved),
      "R_SD_NAME",
    );
  }
  sd(
    "name-taken",
    await issued(withSection({ extra: 0, ...hiddenSection([hidden], sha) }), hidden),
    "R_SD_NAME_TAKEN",
  );
  for (const name of [
    "iss",
    "exp",
    "nbf",
    "status",
    "cnf",
    "vct",
    "validUntil",
    "credentialStatus",
    "passport",
  ]) {
    const claim = disclose(salt, name, "x");
    const without = Object.fromEntries(Object.entries(base).filter(([member]) => member !== name));
    sd(`hidden-${name}`, await issued({ ...without, ...hiddenSection([claim], sha) }, claim), "R_SD_HIDDEN");
  }
  for (const claim of ["sub", "vct", "iat"] as const) {
    const { [claim]: _, ...without } = base;
    sd(`without-${claim}`, await issued(without), "R_SD_CLAIM");
  }
  sd("sub-other", await issued({ ...base, sub: `${exampleSubject}X` }), "R_SUBJECT_SUB");
  sd("iss-is-the-did", await issued({ ...base, iss: exampleIssuer }), "R_ISSUER_ISS");
  sd("issuer-unexpected", example.sdJwtPublic, "R_ISSUER_UNEXPECTED", { issuer: `${exampleIssuerUrl}x` });
  sd("subject-unexpected", example.sdJwtPublic, "R_SUBJECT_UNEXPECTED", { subject: `${exampleSubject}X` });
  sd("kid-of-another", example.sdJwtPublic, "R_ISSUER_KID", {
    kidPrefix: "did:web:registry.example:op:other",
  });
  sd("kid-prefix-is-a-beginning", example.sdJwtPublic, "R_ISSUER_KID", {
    kidPrefix: exampleIssuer.slice(0, -1),
  });
  sd("typ-vc", `${example.vcJwt}~`, "R_TYP");
  sd("typ-list", `${example.tokenStatusList}~`, "R_TYP");
  sd("signed-by-another-key", await jws(sdHeader, base, other).then((text) => `${text}~`), "R_SIGNATURE");
  sd("payload-changed", `${signed.replace(".eyJpc3Mi", ".eyJpc3Nx")}~`, "R_SIGNATURE");
  sd("expired", await issued({ ...base, exp: 1_795_176_100 }), "R_TIME_EXPIRED");
  sd(
    "status-other-place",
    await issued({ ...base, status: { status_list: { idx: 1, uri: base.status.status_list.uri } } }),
    "R_STATUS_TOKEN",
  );
  sd("status-not-an-object", await issued({ ...base, status: "valid" }), "R_STATUS_TOKEN");
  sd(
    "status-http",
    await issued({ ...base, status: { status_list: { idx: 21_330, uri: "http://registry.example/l" } } }),
    "R_STATUS_URL",
  );
  sd("a-public-record", example.vcJwt, "R_SD_TILDE");
  add("vcjwt", "a-full-record", { token: example.sdJwtPublic }, "R_BASE64URL");
  add(
    "vcjwt",
    "good-example",
    { token: example.vcJwt, issuer: exampleIssuer, subject: exampleSubject },
    null,
  );
  add("vcjwt", "issuer-of-the-trust", { token: example.vcJwt }, "R_ISSUER_UNEXPECTED", {
    issuer: "did:web:registry.example:op:other",
  });

  // Bitstring lists.
  const credential: { credentialStatus: object } & Record<string, JsonValue> = JSON.parse(
    Buffer.from(example.vcJwt.split(".")[1] ?? "", "base64url").toString(),
  );
  const listPayload: { credentialSubject: object } & Record<string, JsonValue> = JSON.parse(
    Buffer.from(example.statusListVc.split(".")[1] ?? "", "base64url").toString(),
  );
  const listHeader = { alg: "ES256", kid, typ: "vc+jwt", cty: "vc" };
  const at = (index: string) => ({
    ...credential,
    credentialStatus: { ...credential.credentialStatus, statusListIndex: index },
  });
  const bits = (
    id: string,
    text: string,
    code: string | null,
    asked: object = credential,
    status = 0,
    more = {},
  ) => add("status", id, { list: text, credential: asked }, code, more, { status });
  const listWith = (members: object, header: object = {}) =>
    jws({ ...listHeader, ...header }, { ...listPayload, ...members });
  const subjectWith = (members: object) =>
    listWith({ credentialSubject: { ...listPayload.credentialSubject, ...members } });
  const encodedWith = (bytes: Uint8Array) => subjectWith({ encodedList: `u${encodeBase64url(bytes)}` });
  const packed = testPack(bitstringOf([]), "gzip");
  bits("good-valid", example.statusListVc, null);
  bits("good-set", example.statusListVc, null, at("94567"), 1);
  bits("good-neighbour", example.statusListVc, null, at("94566"), 0);
  bits(
    "good-last-place",
    await encodedWith(testPack(bitstringOf([{ index: 131_071, value: 1 }]), "gzip")),
    null,
    at("131071"),
    1,
  );
  bits(
    "good-first-place",
    await encodedWith(testPack(bitstringOf([{ index: 0, value: 3 }]), "gzip")),
    null,
    at("0"),
    1,
  );
  bits("good-just-ended", example.statusListVc, null, credential, 0, { now: "2026-11-27T12:05:00Z" });
  bits("good-for-a-full-record", example.statusListVc, null, base);
  bits("index-outside", example.statusListVc, "C_LIST_INDEX", at("131072"));
  bits("index-beyond-2-31", example.statusListVc, "C_LIST_INDEX", at("4294988626"));
  bits("index-beyond-2-53", example.statusListVc, "C_LIST_INDEX", at("9007199254740993"));
  bits("index-negative", example.statusListVc, "R_STATUS_INDEX", at("-1"));
  bits("index-leading-zero", example.statusListVc, "R_STATUS_INDEX", at("021330"));
  bits("entry-missing", example.statusListVc, "C_NO_STATUS_ENTRY", {
    ...credential,
    credentialStatus: undefined,
  });
  bits("entry-http", example.statusListVc, "R_STATUS_URL", {
    ...credential,
    credentialStatus: {
      ...credential.credentialStatus,
      statusListCredential: "http://registry.example/op/voltara/status/1",
    },
  });
  bits("other-list", await listWith({ id: "https://registry.example/op/voltara/status/2" }), "C_LIST_ID");
  bits("other-purpose", await subjectWith({ statusPurpose: "suspension" }), "C_LIST_PURPOSE");
  bits("other-type", await listWith({ type: ["VerifiableCredential"] }), "C_LIST_TYPE");
  bits("other-subject-type", await subjectWith({ type: "List" }), "C_LIST_TYPE");
  bits("stale", example.statusListVc, "C_LIST_STALE", credential, 0, { now: "2026-11-27T12:05:01Z" });
  bits("stale-by-exp", await listWith({ exp: 1_795_176_100 }), "C_LIST_STALE");
  bits("not-yet", example.statusListVc, "C_LIST_NOT_YET", credential, 0, { now: "2026-11-20T11:54:59Z" });
  bits("without-end", await listWith({ validUntil: undefined }), "C_LIST_TIME");
  bits(
    "ends-before-it-begins",
    await listWith({ validUntil: "2026-11-20T11:00:00Z" }),
    "C_LIST_BROKEN",
    credential,
    0,
  );
  bits(
    "by-another-operator",
    await listWith({ issuer: "did:web:registry.example:op:other", iss: "did:web:registry.example:op:other" }),
    "C_LIST_BROKEN",
  );
  bits("for-another-operator", example.statusListVc, "C_LIST_ISSUER", {
    ...credential,
    issuer: "did:web:registry.example:op:other",
  });
  bits("unknown-key", await listWith({}, { kid: `${exampleIssuer}#unknown` }), "C_LIST_KEY");
  bits("signed-by-another-key", await jws(listHeader, listPayload, other), "C_LIST_BROKEN");
  bits("token-list-instead", example.tokenStatusList, "C_LIST_BROKEN");
  bits("record-instead", example.vcJwt, "C_LIST_TYPE");
  bits("no-jws", "list", "C_LIST_BROKEN");
  bits("no-multibase-prefix", await subjectWith({ encodedList: encodeBase64url(packed) }), "C_LIST_ENCODING");
  bits(
    "other-multibase-prefix",
    await subjectWith({ encodedList: `z${encodeBase64url(packed)}` }),
    "C_LIST_ENCODING",
  );
  bits("padded", await subjectWith({ encodedList: `u${encodeBase64url(packed)}==` }), "C_LIST_ENCODING");
  bits("zlib-instead-of-gzip", await encodedWith(testPack(bitstringOf([]), "zlib")), "C_LIST_STREAM");
  bits("two-streams", await encodedWith(Uint8Array.of(...packed, ...packed)), "C_LIST_STREAM");
  bits("bytes-behind", await encodedWith(Uint8Array.of(...packed, 0)), "C_LIST_STREAM");
  bits("cut-off", await encodedWith(packed.slice(0, -1)), "C_LIST_STREAM");
  bits(
    "checksum",
    await encodedWith(packed.map((byte, place) => (place === packed.length - 8 ? byte ^ 1 : byte))),
    "C_LIST_STREAM",
  );
  bits("short", await encodedWith(testPack(new Uint8Array(16_383), "gzip")), "C_LIST_SHORT", at("1"));
  bits("bomb", await encodedWith(testPack(new Uint8Array(16_777_217), "gzip")), "C_LIST_BOMB");

  // Token lists.
  const tokenPayload: Record<string, JsonValue> = JSON.parse(
    Buffer.from(example.tokenStatusList.split(".")[1] ?? "", "base64url").toString(),
  );
  const uri = `${exampleIssuerUrl}/status/1/tsl`;
  const tokens = (
    id: string,
    token: string,
    code: string | null,
    idx: number | string = 21_330,
    status = 0,
    more = {},
  ) => add("token-status", id, { token, idx, uri }, code, more, { status });
  const tokenWith = (members: object, header: object = {}) =>
    jws({ alg: "ES256", kid, typ: "statuslist+jwt", ...header }, { ...tokenPayload, ...members });
  const lstWith = (bytes: Uint8Array, width = 2) =>
    tokenWith({ status_list: { bits: width, lst: encodeBase64url(bytes) } });
  const values = testPack(
    tokenListOf([
      { index: 0, value: 3 },
      { index: 1, value: 1 },
      { index: 131_071, value: 3 },
    ]),
    "zlib",
  );
  tokens("good-valid", example.tokenStatusList, null);
  tokens("good-superseded", example.tokenStatusList, null, 94_567, 3);
  tokens("good-first-places", await lstWith(values), null, 0, 3);
  tokens("good-second-place", await lstWith(values), null, 1, 1);
  tokens("good-last-place", await lstWith(values), null, 131_071, 3);
  tokens("good-suspended-elsewhere", await lstWith(testPack(Uint8Array.of(2, 0), "zlib")), null, 0, 2);
  tokens("good-eight-bits", await lstWith(testPack(Uint8Array.of(7, 9), "zlib"), 8), null, 1, 9);
  tokens("index-outside", example.tokenStatusList, "C_LIST_INDEX", 131_072);
  tokens("index-beyond-2-32", example.tokenStatusList, "C_LIST_INDEX", 4_294_967_296);
  tokens("index-negative", example.tokenStatusList, "C_LIST_INDEX", -1);
  tokens("index-fraction", example.tokenStatusList, "C_LIST_INDEX", 0.5);
  tokens("other-sub", await tokenWith({ sub: `${uri}/x` }), "C_LIST_ID");
  tokens("other-iss", await tokenWith({ iss: "https://registry.example/op/other" }), "C_LIST_ISSUER");
  tokens("expired", await tokenWith({ exp: 1_795_176_100 }), "C_LIST_STALE");
  tokens("without-end", await tokenWith({ exp: undefined }), "C_LIST_TIME");
  tokens("from-tomorrow", await tokenWith({ iat: 1_795_266_400 }), "C_LIST_NOT_YET");
  tokens("three-bits", await lstWith(values, 3), "C_LIST_BITS");
  tokens("gzip-instead-of-zlib", await lstWith(packed), "C_LIST_STREAM");
  tokens("bytes-behind", await lstWith(Uint8Array.of(...values, 0)), "C_LIST_STREAM");
  tokens("no-list", await tokenWith({ status_list: [] }), "C_LIST_TYPE");
  tokens("lst-number", await tokenWith({ status_list: { bits: 2, lst: 1 } }), "C_LIST_ENCODING");
  tokens("bitstring-list-instead", example.statusListVc, "R_TYP");
  tokens("typ-jwt", await tokenWith({}, { typ: "JWT" }), "R_TYP");
  tokens("unknown-key", await tokenWith({}, { kid: `${exampleIssuer}#unknown` }), "C_LIST_KEY");
  tokens("key-of-another", example.tokenStatusList, "C_LIST_ISSUER", 1, 0, {
    kidPrefix: "did:web:registry.example:op:other",
  });
  tokens(
    "signed-by-another-key",
    await jws({ alg: "ES256", kid, typ: "statuslist+jwt" }, tokenPayload, other),
    "C_LIST_BROKEN",
  );

  // The log.
  const proof = await exampleProof(3);
  const payload = { passport: base.passport };
  const log = (id: string, input: object, code: string | null, more: object = {}) =>
    add("log", id, input, code, more);
  log("good", { proof, artifact: example.vcJwt, payload }, null);
  log("good-full-record", { proof, artifact: example.sdJwtLegitimate, payload }, null);
  log("good-member-alone", { proof, payload: base.passport }, null);
  log("good-proof-alone", { proof }, null);
  log("good-nothing-asked-of-witnesses", { proof, quorum: 0 }, null, { witnessVkeys: [] });
  for (const [index] of example.log.entries.entries())
    log(`good-entry-${index}`, { proof: await exampleProof(index) }, null);
  log("list", { proof: await exampleProof(5), artifact: example.statusListVc }, null);
  log("token-list", { proof: await exampleProof(5), artifact: example.tokenStatusList }, null);
  log("other-record", { proof, artifact: example.vcJwtV1 }, "R_LOG_ARTEFACT");
  const [h = "", p = "", s = ""] = example.vcJwt.split(".");
  const twin = `${h}.${p}.${encodeBase64url(mirrored(Uint8Array.from(Buffer.from(s, "base64url"))))}`;
  log("mirrored-signature", { proof, artifact: twin }, "R_LOG_ARTEFACT");
  log("other-version", { proof, payload: { passport: { ...base.passport, version: 1 } } }, "R_LOG_MEMBERS");
  log(
    "other-passport",
    { proof, payload: { passport: { ...base.passport, logSubject: "bz8Yp2fk7U-dZZoOccabnA" } } },
    "R_LOG_MEMBERS",
  );
  log(
    "other-previous",
    { proof, payload: { passport: { ...base.passport, previous: null } } },
    "R_LOG_MEMBERS",
  );
  log(
    "other-origin",
    { proof, payload: { passport: { ...base.passport, logOrigin: "other.example/log" } } },
    "R_LOG_ORIGIN",
  );
  log("entry-is-no-passport", { proof: await exampleProof(0), payload }, "R_LOG_MEMBERS");
  log("changed-index", { proof: proof.replace("index 3", "index 2") }, "E_LOG_INCLUSION");
  log("index-outside", { proof: proof.replace("index 3", "index 7") }, "E_LOG_INDEX");
  log("index-leading-zero", { proof: proof.replace("index 3", "index 03") }, "E_TLOG_PROOF_FORM");
  log("other-format", { proof: proof.replace("@v1", "@v2") }, "E_TLOG_PROOF_FORM");
  log("hash-missing", { proof: proof.replace(/\n[^\n]+=\n\n/, "\n\n") }, "E_LOG_PROOF_LENGTH");
  log(
    "hash-too-many",
    { proof: proof.replace("index 3\n", `index 3\n${encodeBase64(new Uint8Array(32))}\n`) },
    "E_LOG_PROOF_LENGTH",
  );
  log("hash-short", { proof: proof.replace("index 3\n", "index 3\nAAAA\n") }, "E_TLOG_PROOF_HASH");
  log("quorum-of-two", { proof, quorum: 2 }, "E_POLICY_THRESHOLD");
  const unsigned = `${proof.split("\n").slice(0, -2).join("\n")}\n`;
  log("witness-missing", { proof: unsigned }, "C_WITNESS_QUORUM");
  log("witness-missing-and-not-asked", { proof: unsigned, quorum: 0 }, null);
  const flip = (text: string, marker: string) => {
    const place = text.indexOf(marker) + marker.length + 20;
    return `${text.slice(0, place)}${text[place] === "A" ? "B" : "A"}${text.slice(place + 1)}`;
  };
  log("log-signature", { proof: flip(proof, "— registry.example/log ") }, "E_LOG_SIGNATURE");
  log("witness-signature", { proof: flip(proof, "— witness.example/w1 ") }, "E_LOG_COSIGNATURE");
  log("changed-size", { proof: proof.replace("/log\n7\n", "/log\n8\n") }, "E_LOG_SIGNATURE");
  const foreign = await testNoteKey("registry.example/log", 1, "cellproof vectors log key 2");
  const stranger = await testNoteKey("other.example/log", 1, "cellproof vectors log key 3");
  log("other-key-of-the-log", { proof }, "E_LOG_UNSIGNED", { logVkey: foreign.text });
  log("other-log", { proof }, "E_LOG_UNKNOWN", { logVkey: stranger.text });
  log("policy-broken", { proof }, "E_VKEY_FORM", { logVkey: example.log.vkey.slice(0, -2) });
  log("key-id-of-another", { proof }, "E_VKEY_ID", {
    logVkey: example.log.vkey.replace("+d7554689+", "+d755468a+"),
  });

  // Entries that are not what they have to be, in a log that signed them all the same.
  const own = await testNoteKey("registry.example/log", 1, "cellproof vectors log key 1");
  const witness = await testNoteKey("witness.example/w1", 4, "cellproof vectors witness key 1");
  const ownTrust = { logVkey: own.text, witnessVkeys: [witness.text] };
  const entry = {
    artifacts: { "vc+jwt": "k_egTvz-1O0vuWS97f0TJt71YkHaMYi2LkTw8H6K1tE" },
    prev: null,
    subject: "4TXeVUt-Q5j3LL9O9F2Ftw",
    time: "2026-11-20T12:00:00Z",
    type: "passport",
    v: 1,
    version: 1,
  };
  const inOwnLog = (text: string) => logOf(own, witness, [text]).then((one) => one.proof(0));
  for (const [id, text, code] of [
    ["canonical", canonicalJson(entry), null],
    ["spaces", JSON.stringify(entry, null, 1), "E_LOG_ENTRY_CANONICAL"],
    [
      "members-unsorted",
      JSON.stringify(Object.fromEntries(Object.entries(entry).toReversed())),
      "E_LOG_ENTRY_CANONICAL",
    ],
    ["duplicate", canonicalJson(entry).replace('"v":1', '"v":1,"v":1'), "E_JSON_DUPLICATE"],
    ["fraction", canonicalJson({ ...entry, version: 1.5 }), "E_LOG_ENTRY_VALUE"],
    ["truth-value", canonicalJson({ ...entry, prev: true }), "E_LOG_ENTRY_VALUE"],
    ["type-unknown", canonicalJson({ ...entry, type: "gift" }), "E_LOG_ENTRY_TYPE"],
    ["member-unknown", canonicalJson({ ...entry, more: 1 }), "E_LOG_ENTRY_MEMBER"],
    ["member-missing", canonicalJson({ ...entry, subject: undefined }), "E_LOG_ENTRY_MEMBER"],
    ["version-zero", canonicalJson({ ...entry, version: 0 }), "E_LOG_ENTRY_MEMBER"],
    [
      "time-with-offset",
      canonicalJson({ ...entry, time: "2026-11-20T12:00:00+00:00" }),
      "E_LOG_ENTRY_MEMBER",
    ],
    ["digest-short", canonicalJson({ ...entry, artifacts: { "vc+jwt": "AA" } }), "E_LOG_ENTRY_MEMBER"],
    ["not-an-object", "[]", "E_LOG_ENTRY_TYPE"],
  ] as const) {
    log(`entry-${id}`, { proof: await inOwnLog(text) }, code, ownTrust);
  }

  // Checkpoints.
  const checkpoint = (id: string, input: object, code: string | null, more: object = {}) =>
    add("checkpoint", id, input, code, more);
  const { checkpoint3, checkpoint7, consistency3to7 } = example.log;
  checkpoint("good", { checkpoint: checkpoint7 }, null);
  checkpoint(
    "good-consistent",
    { checkpoint: checkpoint7, oldCheckpoint: checkpoint3, consistency: consistency3to7 },
    null,
  );
  checkpoint("good-same", { checkpoint: checkpoint7, oldCheckpoint: checkpoint7, consistency: [] }, null);
  checkpoint(
    "rolled-back",
    { checkpoint: checkpoint3, oldCheckpoint: checkpoint7, consistency: [] },
    "E_LOG_SIZE",
  );
  checkpoint("proof-missing", { checkpoint: checkpoint7, oldCheckpoint: checkpoint3 }, "E_LOG_PROOF_LENGTH");
  checkpoint(
    "proof-reordered",
    { checkpoint: checkpoint7, oldCheckpoint: checkpoint3, consistency: consistency3to7.toReversed() },
    "E_LOG_CONSISTENCY",
  );
  checkpoint(
    "proof-short",
    { checkpoint: checkpoint7, oldCheckpoint: checkpoint3, consistency: consistency3to7.slice(1) },
    "E_LOG_PROOF_LENGTH",
  );
  checkpoint(
    "without-signature",
    { checkpoint: checkpoint7.slice(0, checkpoint7.indexOf("—")) },
    "E_NOTE_FORM",
  );
  checkpoint("without-last-line-end", { checkpoint: checkpoint7.slice(0, -1) }, "E_NOTE_FORM");
  checkpoint("carriage-return", { checkpoint: checkpoint7.replace("\n7\n", "\r\n7\n") }, "E_NOTE_CONTROL");
  checkpoint(
    "size-leading-zero",
    { checkpoint: checkpoint7.replace("\n7\n", "\n07\n") },
    "E_CHECKPOINT_SIZE",
  );
  checkpoint("root-short", { checkpoint: checkpoint7.replace("\nUqbp", "\n") }, "E_CHECKPOINT_ROOT");
  checkpoint(
    "signature-false",
    { checkpoint: flip(checkpoint7, "— registry.example/log ") },
    "E_LOG_SIGNATURE",
  );
  checkpoint(
    "cosignature-false",
    { checkpoint: flip(checkpoint7, "— witness.example/w1 ") },
    "E_LOG_COSIGNATURE",
  );
  checkpoint("other-log", { checkpoint: checkpoint7 }, "E_LOG_ORIGIN", { logVkey: stranger.text });
  checkpoint("hyphen-for-dash", { checkpoint: checkpoint7.replaceAll("—", "-") }, "E_NOTE_SIGNATURE_LINE");
  const texts = await logOf(own, witness, ["a", "b", "c"]);
  const forked = await logOf(own, witness, ["a", "x", "c"]);
  checkpoint(
    "another-history",
    { checkpoint: await forked.checkpoint(3), oldCheckpoint: await texts.checkpoint(3), consistency: [] },
    "E_LOG_ROOT",
    ownTrust,
  );

  // Every place and every pair of sizes of a small tree, and the same with one bit flipped.
  const leafData = Array.from({ length: 8 }, (_, at) => `leaf ${at}`);
  const leaves = leafData.map((text) => leafHash(new TextEncoder().encode(text), sha));
  const hashAt = (level: number, n: number) =>
    rootOf(leaves.slice(n * 2 ** level, (n + 1) * 2 ** level), sha);
  const base64s = (hashes: readonly Uint8Array[]) => hashes.map(encodeBase64);
  const rootText = (size: number) => encodeBase64(rootOf(leaves.slice(0, size), sha));
  const bent = (text: string) =>
    encodeBase64(
      Uint8Array.from(Buffer.from(text, "base64")).map((byte, at) => (at === 5 ? byte ^ 16 : byte)),
    );
  for (let size = 1; size <= 8; size++) {
    for (let index = 0; index < size; index++) {
      const path = base64s(await inclusionPath(index, size, hashAt, sha));
      const claim = { leafData: leafData[index] ?? "", index, size, proof: path, root: rootText(size) };
      add("inclusion", `good-${index}-of-${size}`, claim, null);
      add(
        "inclusion",
        `bad-root-${index}-of-${size}`,
        { ...claim, root: bent(claim.root) },
        "E_LOG_INCLUSION",
      );
    }
    for (let old = 1; old <= size; old++) {
      const path = base64s(await consistencyPath(old, size, hashAt, sha));
      const claim = { size1: old, root1: rootText(old), size2: size, root2: rootText(size), proof: path };
      add("consistency", `good-${old}-to-${size}`, claim, null);
      add(
        "consistency",
        `bad-root-${old}-to-${size}`,
        { ...claim, root2: bent(claim.root2) },
        old === size ? "E_LOG_ROOT" : "E_LOG_CONSISTENCY",
      );
    }
  }
  const emptyText = encodeBase64(rootOf([], sha));
  add(
    "consistency",
    "good-from-nothing",
    { size1: 0, root1: emptyText, size2: 3, root2: rootText(3), proof: [] },
    null,
  );
  add(
    "consistency",
    "from-nothing-with-a-proof",
    { size1: 0, root1: emptyText, size2: 3, root2: rootText(3), proof: [rootText(1)] },
    "E_LOG_PROOF_LENGTH",
  );
  add(
    "consistency",
    "backwards",
    { size1: 3, root1: rootText(3), size2: 2, root2: rootText(2), proof: [] },
    "E_LOG_SIZE",
  );
  add(
    "consistency",
    "hash-short",
    { size1: 1, root1: "AAAA", size2: 1, root2: "AAAA", proof: [] },
    "E_LOG_HASH_LENGTH",
  );
  add(
    "inclusion",
    "index-is-size",
    { leafData: "leaf 0", index: 1, size: 1, proof: [], root: rootText(1) },
    "E_LOG_INDEX",
  );
  add(
    "inclusion",
    "other-leaf",
    { leafData: "leaf 1", index: 0, size: 1, proof: [], root: rootText(1) },
    "E_LOG_INCLUSION",
  );
  add(
    "inclusion",
    "too-many-hashes",
    { leafData: "leaf 0", index: 0, size: 1, proof: [rootText(1)], root: rootText(1) },
    "E_LOG_PROOF_LENGTH",
  );
  return list;
}

async function logOf(log: TestNoteKey, witness: TestNoteKey, entries: readonly string[]) {
  const bytes = entries.map((text) => new TextEncoder().encode(text));
  return testLog(log, bytes, [[witness, 1_795_176_060]]);
}
