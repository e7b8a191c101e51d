import { beforeAll, describe, expect, test } from "vitest";
import { webCrypto } from "../../platform/web-crypto.ts";
import { encodeBase64url } from "../record/base64url.ts";
import { kidOf } from "../record/did.ts";
import { thumbprintInput } from "../record/jwk.ts";
import { publicRecordHeader, publicRecordPayload } from "../record/public-record.ts";
import { sampleItemSubject } from "../record/sample-subject.ts";
import type { StatusPlace } from "../record/status-list.ts";
import {
  bitstringListPayload,
  bitstringOf,
  tokenListHeader,
  tokenListOf,
  tokenListPayload,
} from "../record/status-list.ts";
import type { IssuerKeyEntry } from "../transparency/entry.ts";
import {
  digestEntry,
  issuerKeyEntry,
  passportEntry,
  statusChangeEntry,
  statusListEntry,
} from "../transparency/entry.ts";
import { parsePolicy } from "../transparency/policy.ts";
import type { Bundle } from "./bundle.ts";
import { formatBundle, parseBundle, verifyBundle } from "./bundle.ts";
import type { Trust } from "./evidence.ts";
import type { RefusalCode } from "./refusal-codes.ts";
import { refusalCodes } from "./refusal-codes.ts";
import type { TestNoteKey } from "./test-log.ts";
import { testLog, testNoteKey, testPack } from "./test-log.ts";
import type { TestKey } from "./test-signer.ts";
import { mirrored, signEs256, testKey } from "./test-signer.ts";

/** What lists and log say of a record, in scenarios of a registry made for the purpose. */
const publicUrl = "https://registry.example";
const slug = "voltara";
const did = "did:web:registry.example:op:voltara";
const subject = sampleItemSubject.id;
const time = (text: string) => new Date(`2026-11-20T${text}Z`);
const at = time("13:00:00");
const index = 21_330;

let key: TestKey;
let secondKey: TestKey;
let logKey: TestNoteKey;
let witness: TestNoteKey;

beforeAll(async () => {
  key = await testKey("cellproof scenarios issuer key 1");
  secondKey = await testKey("cellproof scenarios issuer key 2");
  logKey = await testNoteKey("registry.example/log", 1, "cellproof scenarios log key");
  witness = await testNoteKey("witness.example/w1", 4, "cellproof scenarios witness key");
});

/** How a scenario differs from a sound registry. */
interface Twist {
  /** Who signs the record and which key its header names. */
  readonly signer?: TestKey;
  readonly use?: "status";
  readonly alsoKnownAs?: readonly string[];
  readonly places?: readonly StatusPlace[];
  readonly tokenPlaces?: readonly StatusPlace[];
  /** Entries logged before the record, and behind everything. */
  readonly before?: readonly Uint8Array[];
  readonly behind?: readonly Uint8Array[];
  /** Whether the key is logged before the record or behind it. */
  readonly keyLogged?: "before" | "behind";
  readonly cosignedAt?: readonly string[];
  readonly listsIssued?: string;
  readonly passport?: object;
  readonly listsLogged?: boolean;
}

/** A record with its bundle: entries are the key, then the record, then its lists. */
async function world(twist: Twist = {}) {
  const issuedAt = time("12:00:00");
  const kid = await kidFor(key);
  const payload = publicRecordPayload({
    ...{ publicUrl, operator: { slug, name: "Voltara Cells GmbH" }, issuedAt },
    credentialUuid: "5f0c8a4e-1d2b-4c3d-8e9f-000000000042",
    status: { list: 1, index },
    logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw",
    version: 1,
    previous: null,
    subject: sampleItemSubject,
  });
  const record = await jws(
    publicRecordHeader(kid),
    { ...payload, passport: { ...payload.passport, ...twist.passport } },
    twist.signer ?? key,
  );
  const listAt = time(twist.listsIssued ?? "12:00:00");
  const validUntil = new Date(listAt.getTime() + 7 * 86_400_000);
  const list = { publicUrl, slug, list: 1, issuedAt: listAt, validUntil };
  const places = twist.places ?? [];
  const statusList = await jws(
    publicRecordHeader(kid),
    bitstringListPayload(list, testPack(bitstringOf(places), "gzip")),
    key,
  );
  const tokenStatusList = await jws(
    tokenListHeader(kid),
    tokenListPayload(list, testPack(tokenListOf(twist.tokenPlaces ?? places), "zlib")),
    key,
  );
  const named = { subject: payload.passport.logSubject, version: 1, time: issuedAt };
  const added = await keyEntry("add", key, { ...twist });
  const [first, last] = twist.keyLogged === "behind" ? [[], [added]] : [[added], []];
  const entries = [
    ...first,
    ...(twist.before ?? []),
    passportEntry({ ...named, previous: null, artifacts: { "vc+jwt": await digest(record) } }),
    statusListEntry({
      list: `${publicUrl}/op/${slug}/status/1`,
      sequence: 1,
      artifacts: {
        "vc+jwt": await digest(twist.listsLogged === false ? record : statusList),
        "statuslist+jwt": await digest(tokenStatusList),
      },
      time: issuedAt,
    }),
    ...(twist.behind ?? []),
    ...last,
  ];
  const cosigned = (twist.cosignedAt ?? ["12:01:00"]).map(
    (text) => [witness, time(text).getTime() / 1000] as const,
  );
  const log = testLog(logKey, entries, cosigned);
  const place = entries.length - last.length - (twist.behind?.length ?? 0) - 2;
  const others = entries.map((_, one) => one).filter((one) => one !== place && one !== place + 1);
  const [own = 0, ...more] = twist.keyLogged === "behind" ? others.toReversed() : others;
  const bundle: Bundle = {
    record,
    jwks: { keys: [{ ...key.jwk, kid }] },
    statusList,
    tokenStatusList,
    proofs: {
      passport: await log.proof(place),
      issuerKey: await log.proof(own),
      statusList: await log.proof(place + 1),
      more: await Promise.all(more.map((one) => log.proof(one))),
    },
  };
  return { bundle, log, place, named, kid };
}

async function keyEntry(action: IssuerKeyEntry["action"], of: TestKey, more: Partial<IssuerKeyEntry> = {}) {
  return issuerKeyEntry({
    ...{ action, issuer: did, alsoKnownAs: more.alsoKnownAs ?? [`${publicUrl}/op/${slug}`] },
    ...{ kid: await kidFor(of), jwk: of.jwk, time: time("11:00:00") },
    ...(more.use === undefined ? {} : { use: more.use }),
    ...(more.since === undefined ? {} : { since: more.since }),
  });
}

async function kidFor({ jwk }: TestKey): Promise<string> {
  const hash = await webCrypto.sha256(new TextEncoder().encode(thumbprintInput(jwk)));
  return kidOf(did, encodeBase64url(hash));
}

async function jws(header: object, payload: object, by: TestKey): Promise<string> {
  const encode = (value: object) => encodeBase64url(new TextEncoder().encode(JSON.stringify(value)));
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${encodeBase64url(await signEs256(by, input))}`;
}

async function digest(text: string): Promise<string> {
  return encodeBase64url(await webCrypto.sha256(new TextEncoder().encode(text)));
}

/** Codes that some scenario of this file ends with. */
const shown = new Set<string>();

async function judge(bundle: Bundle, trust: Partial<Trust> = {}, quorum = "w1") {
  const policy = parsePolicy(`log ${logKey.text}\nwitness w1 ${witness.text}\nquorum ${quorum}\n`);
  const read = parseBundle(formatBundle(bundle));
  if (!policy.ok || !read.ok) throw new Error("policy or bundle is malformed");
  const asked = { policy: policy.value, issuer: did, subject, at, ...trust };
  const { verdict, credential } = await verifyBundle(read.value, asked, webCrypto);
  for (const { code } of verdict.parts) if (code !== undefined) shown.add(code);
  const states = Object.fromEntries(
    verdict.parts.map(({ part, state, code }) => [part, code === undefined ? state : `${state} ${code}`]),
  );
  return { overall: verdict.overall, ...states, verdict, credential };
}

describe("a sound bundle", () => {
  test("holds in every part, and says what each rests on", async () => {
    const { bundle } = await world();
    const { overall, verdict, credential } = await judge(bundle);
    expect(overall).toBe("holds");
    expect(verdict.parts.every(({ state }) => state === "ok")).toBe(true);
    expect(credential?.["credentialSubject"]).toEqual(sampleItemSubject);
    const evidence = Object.fromEntries(verdict.parts.map((part) => [part.part, part.evidence]));
    expect(evidence["status"]).toMatchObject({
      asOf: "2026-11-20T12:00:00.000Z",
      bitstring: "0",
      token: "0",
      listIndex: "2",
    });
    expect(evidence["log"]).toMatchObject({ leafIndex: "1", treeSize: "3", version: "1" });
    expect(evidence["witnesses"]).toMatchObject({ witnesses: "w1 2026-11-20T12:01:00.000Z" });
  });

  test("without a pinned log holds in no part that rests on it", async () => {
    const { bundle } = await world();
    expect(await judge(bundle, { policy: null })).toMatchObject({
      overall: "couldNotCheck",
      signature: "couldNotCheck C_KEY_NOT_LOGGED",
      issuer: "couldNotCheck C_SIGNATURE_NOT_CHECKED",
      status: "couldNotCheck C_LIST_KEY",
      log: "couldNotCheck C_NO_POLICY",
      witnesses: "couldNotCheck C_NO_WITNESS",
      credential: null,
    });
  });

  test("is not trusted for the key it brings along", async () => {
    const { bundle } = await world();
    const { proofs } = bundle;
    const without = { ...bundle, proofs: { ...proofs, issuerKey: null } };
    expect(await judge(without)).toMatchObject({
      overall: "couldNotCheck",
      signature: "couldNotCheck C_KEY_NOT_LOGGED",
      log: "couldNotCheck C_SIGNATURE_NOT_CHECKED",
    });
  });
});

describe("the status", () => {
  test.each([
    [1, "withdrawn", "failed R_STATUS_REVOKED"],
    [3, "superseded", "failed R_STATUS_SUPERSEDED"],
  ] as const)("value %i", async (value, overall, status) => {
    const { bundle } = await world({ places: [{ index, value }] });
    expect(await judge(bundle)).toMatchObject({ overall, status, signature: "ok", log: "ok" });
  });

  test("of a set bit alone does not tell withdrawn from superseded", async () => {
    const { bundle } = await world({ places: [{ index, value: 3 }] });
    expect(await judge({ ...bundle, tokenStatusList: null })).toMatchObject({
      overall: "withdrawn",
      status: "failed R_STATUS_SET",
    });
  });

  test("is unknown when the lists disagree, whichever says what", async () => {
    for (const twist of [
      { places: [{ index, value: 1 }], tokenPlaces: [] },
      { places: [], tokenPlaces: [{ index, value: 1 }] },
    ] as const) {
      const { bundle } = await world(twist);
      expect(await judge(bundle)).toMatchObject({
        overall: "couldNotCheck",
        status: "couldNotCheck C_LIST_DISAGREE",
      });
    }
  });

  test("is unknown after the list's end, and known for a time up to it; what had ended has ended", async () => {
    const { bundle } = await world();
    const late = new Date("2026-11-28T00:00:00Z");
    expect(await judge(bundle, { at: late })).toMatchObject({
      overall: "couldNotCheck",
      status: "couldNotCheck C_LIST_STALE",
    });
    expect(await judge(bundle, { now: late })).toMatchObject({ overall: "holds" });
    const ended = await world({ places: [{ index, value: 1 }] });
    expect(await judge(ended.bundle, { at: late })).toMatchObject({ overall: "withdrawn" });
  });

  test("of a time before the list: valid later was valid then; what ended since, the log must date", async () => {
    const before = { at: time("12:30:00"), now: at };
    const valid = await world({ listsIssued: "12:45:00" });
    expect(await judge(valid.bundle, before)).toMatchObject({ overall: "holds" });
    const ended = await world({ listsIssued: "12:45:00", places: [{ index, value: 1 }] });
    expect(await judge(ended.bundle, before)).toMatchObject({ status: "couldNotCheck C_LIST_LATER" });
    const { named } = ended;
    const change = statusChangeEntry({ ...named, status: "revoked", time: time("12:40:00") });
    const dated = await world({ listsIssued: "12:45:00", places: [{ index, value: 1 }], behind: [change] });
    expect(await judge(dated.bundle, before)).toMatchObject({ overall: "holds" });
    expect(await judge(dated.bundle)).toMatchObject({ overall: "withdrawn" });
  });

  test("of a time chosen a minute before the end is the one of then; of now, by a clock a minute slow, it is ended", async () => {
    const { named } = await world();
    const change = statusChangeEntry({ ...named, status: "revoked", time: time("12:40:00") });
    const ended = { listsIssued: "12:41:00", places: [{ index, value: 1 }] } as const;
    const { bundle } = await world({ ...ended, behind: [change] });
    const minuteBefore = time("12:39:00");
    expect(await judge(bundle, { at: minuteBefore, now: at })).toMatchObject({ overall: "holds" });
    expect(await judge(bundle, { at: minuteBefore, now: minuteBefore })).toMatchObject({
      overall: "withdrawn",
    });
  });

  test("of a list made after this very moment is unknown: a clock is wrong", async () => {
    const { bundle } = await world({ listsIssued: "14:00:00" });
    expect(await judge(bundle)).toMatchObject({ status: "couldNotCheck C_LIST_NOT_YET" });
  });

  test("that the log says outweighs an older list that says valid", async () => {
    const { named } = await world();
    const change = statusChangeEntry({ ...named, status: "superseded", time: time("12:30:00") });
    const { bundle } = await world({ behind: [change] });
    expect(await judge(bundle)).toMatchObject({ overall: "superseded" });
    const other = statusChangeEntry({ ...named, version: 2, status: "revoked", time: time("12:30:00") });
    expect(await judge((await world({ behind: [other] })).bundle)).toMatchObject({ overall: "holds" });
  });

  test("is unknown when the lists are not the ones in the log, or not shown to be", async () => {
    const { bundle } = await world({ listsLogged: false });
    expect(await judge(bundle)).toMatchObject({ status: "couldNotCheck C_LIST_NOT_LOGGED" });
    const sound = await world();
    const unproved = { ...sound.bundle, proofs: { ...sound.bundle.proofs, statusList: null } };
    expect(await judge(unproved)).toMatchObject({ status: "couldNotCheck C_LIST_NOT_LOGGED" });
    const swapped = {
      ...sound.bundle,
      statusList: (await world({ listsIssued: "12:10:00" })).bundle.statusList,
    };
    expect(await judge(swapped)).toMatchObject({ status: "couldNotCheck C_LIST_NOT_LOGGED" });
  });

  test("is unknown without lists", async () => {
    const { bundle } = await world();
    expect(await judge({ ...bundle, statusList: null, tokenStatusList: null })).toMatchObject({
      status: "couldNotCheck C_NO_STATUS_LIST",
    });
  });
});

describe("the key", () => {
  test("for lists alone signs no record", async () => {
    const { bundle } = await world({ use: "status" });
    expect(await judge(bundle)).toMatchObject({ overall: "wrong", signature: "failed R_KEY_STATUS_ONLY" });
  });

  test("that was logged after the record did not count when it signed", async () => {
    const { bundle } = await world({ keyLogged: "behind" });
    expect(await judge(bundle)).toMatchObject({ overall: "wrong", signature: "failed R_KEY_LATER" });
  });

  test("that was retired later keeps verifying; nothing counts that was logged after", async () => {
    const retired = await keyEntry("retire", key);
    expect(await judge((await world({ behind: [retired] })).bundle)).toMatchObject({ overall: "holds" });
    expect(await judge((await world({ before: [retired] })).bundle)).toMatchObject({
      signature: "failed R_KEY_RETIRED",
    });
  });

  test("that was compromised counts only for what a witness saw before", async () => {
    const since = (text: string) => keyEntry("compromise", key, { since: time(text) });
    const after = await world({ behind: [await since("12:30:00")] });
    expect(await judge(after.bundle)).toMatchObject({ signature: "ok", log: "ok" });
    for (const moment of ["12:01:00", "11:30:00"]) {
      const { bundle } = await world({ behind: [await since(moment)] });
      expect(await judge(bundle)).toMatchObject({ overall: "wrong", signature: "failed R_KEY_COMPROMISED" });
    }
    const unseen = await world({ behind: [await since("12:30:00")], cosignedAt: [] });
    expect(await judge(unseen.bundle)).toMatchObject({ signature: "failed R_KEY_COMPROMISED" });
    expect(await judge(after.bundle, {}, "none")).toMatchObject({ signature: "ok" });
    expect(await judge(unseen.bundle, {}, "none")).toMatchObject({ signature: "failed R_KEY_COMPROMISED" });
  });

  test("given by whoever checks and another in the log under one name are ambiguous", async () => {
    const { bundle, kid } = await world();
    const keys = [{ ...secondKey.jwk, kid }];
    expect(await judge(bundle, { keys })).toMatchObject({ signature: "failed R_KEY_AMBIGUOUS" });
    expect(await judge(bundle, { keys: [{ ...key.jwk, kid }] })).toMatchObject({ overall: "holds" });
  });

  test("whose logged name is not its thumbprint is no key", async () => {
    const { bundle, log } = await world();
    const forged = issuerKeyEntry({
      ...{ action: "add", issuer: did, alsoKnownAs: [], kid: await kidFor(key) },
      ...{ jwk: secondKey.jwk, time: time("11:00:00") },
    });
    const signed = await world({ signer: secondKey, before: [forged] });
    const { proofs } = signed.bundle;
    const [forgedProof = null] = proofs.more;
    const onlyForged = {
      ...signed.bundle,
      jwks: { keys: [] },
      proofs: { ...proofs, issuerKey: forgedProof, more: [] },
    };
    expect(await judge(onlyForged)).toMatchObject({ signature: "couldNotCheck C_NO_KEYS" });
    expect(
      await judge({ ...bundle, proofs: { ...bundle.proofs, more: [await log.proof(0)] } }),
    ).toMatchObject({
      overall: "holds",
    });
  });
});

describe("the log", () => {
  test("must commit to exactly this record: not to its twin with the mirrored signature", async () => {
    const { bundle } = await world();
    const [head = "", body = "", signature = ""] = bundle.record.split(".");
    const twin = encodeBase64url(mirrored(Uint8Array.from(Buffer.from(signature, "base64url"))));
    expect(await judge({ ...bundle, record: `${head}.${body}.${twin}` })).toMatchObject({
      overall: "wrong",
      signature: "ok",
      log: "failed R_LOG_ARTEFACT",
    });
  });

  test.each([
    [{ version: 2 }, "R_LOG_MEMBERS"],
    [{ logSubject: "bz8Yp2fk7U-dZZoOccabnA" }, "R_LOG_MEMBERS"],
    [{ previous: "FJ5XucnAP6MdUQkeJGP2JYEwKNiz5zH6kPR67QQpfQw" }, "R_LOG_MEMBERS"],
    [{ logOrigin: "other.example/log" }, "R_LOG_ORIGIN"],
  ] as const)("says the same of the record as the record itself: %j", async (passport, code) => {
    const { bundle } = await world({ passport });
    expect(await judge(bundle)).toMatchObject({ overall: "wrong", log: `failed ${code}` });
  });

  test("of another registry, or of an attacker under the same name, is not the pinned one", async () => {
    const { bundle } = await world();
    const pinned = logKey;
    for (const name of ["other.example/log", "registry.example/log"]) {
      logKey = await testNoteKey(name, 1, "cellproof scenarios another log key");
      const judged = await judge(bundle).finally(() => {
        logKey = pinned;
      });
      expect(judged).toMatchObject({
        overall: "wrong",
        signature: "couldNotCheck C_KEY_NOT_LOGGED",
        log: "failed R_LOG_PROOF",
      });
    }
  });

  test("that shows two states of one size is caught", async () => {
    const { bundle, place } = await world();
    const fork = await world({ behind: [await keyEntry("add", secondKey)] });
    const [forked, honest] = [await fork.log.proof(place, 3), bundle.proofs];
    expect(await judge({ ...bundle, proofs: { ...honest, more: [forked] } })).toMatchObject({
      overall: "holds",
    });
    const liar = await world({ listsIssued: "12:10:00" });
    const lied = { ...bundle, proofs: { ...honest, more: [await liar.log.proof(2)] } };
    expect(await judge(lied)).toMatchObject({ overall: "wrong", log: "failed R_LOG_SPLIT" });
  });

  test("that is not cosigned leaves the witnesses open; a false cosignature is wrong", async () => {
    const { bundle } = await world({ cosignedAt: [] });
    expect(await judge(bundle)).toMatchObject({
      overall: "couldNotCheck",
      log: "ok",
      witnesses: "couldNotCheck C_NO_WITNESS",
    });
    expect(await judge(bundle, {}, "none")).toMatchObject({ overall: "holds", witnesses: "notAsked" });
    const sound = await world();
    const marker = "— witness.example/w1 ";
    const place = (sound.bundle.proofs.passport?.indexOf(marker) ?? 0) + marker.length + 30;
    const bent = (text: string | null) =>
      text === null
        ? null
        : `${text.slice(0, place)}${text[place] === "A" ? "B" : "A"}${text.slice(place + 1)}`;
    const { proofs } = sound.bundle;
    const lied = { ...sound.bundle, proofs: { ...proofs, passport: bent(proofs.passport) } };
    expect(await judge(lied)).toMatchObject({ overall: "wrong", witnesses: "failed R_WITNESS" });
  });
});

test("an authority's statement is looked for by its digest, and says the same as its entry", async () => {
  const kid = await kidFor(key);
  const named = { logOrigin: "registry.example/log", logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw", version: 1 };
  const record = await jws(
    publicRecordHeader(kid),
    {
      "@context": ["https://www.w3.org/ns/credentials/v2"],
      type: ["VerifiableCredential", "SaleSuspensionCredential"],
      ...{ issuer: did, iss: did, iat: 1_795_176_000, saleSuspension: named },
      credentialSubject: { id: subject },
    },
    key,
  );
  const recordDigest = await digest(record);
  for (const [version, log] of [
    [1, "ok"],
    [2, "failed R_LOG_MEMBERS"],
  ] as const) {
    const entry = {
      what: "suspension",
      digest: recordDigest,
      subject: named.logSubject,
      version,
      time: at,
    } as const;
    const { bundle } = await world({ behind: [digestEntry(entry)] });
    expect(await judge({ ...bundle, record })).toMatchObject({ signature: "ok", subject: "ok", log });
  }
  const { bundle } = await world();
  expect(await judge({ ...bundle, record })).toMatchObject({ log: "couldNotCheck C_NOT_IN_A_CHECKPOINT" });
});

test("every refusal of keys, status and log is shown by a scenario of this file", () => {
  const codes: readonly string[] = Object.keys(refusalCodes);
  const here =
    /^R_(LOG_|WITNESS$|STATUS_(REVOKED|SUPERSEDED|SET)$|KEY_(STATUS_ONLY|LATER|RETIRED|COMPROMISED)$)/;
  const wanted = codes.filter((code): code is RefusalCode => here.test(code));
  expect(wanted.filter((code) => !shown.has(code))).toEqual([]);
});
