import { beforeAll, describe, expect, test } from "vitest";
import { webCrypto } from "../../platform/web-crypto.ts";
import { encodeBase64url } from "../record/base64url.ts";
import { kidOf } from "../record/did.ts";
import { thumbprintInput } from "../record/jwk.ts";
import { sdJwtHeader } from "../record/sd-jwt.ts";
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
import type { DigestEntry, IssuerKeyEntry } from "../transparency/entry.ts";
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
import { verifyRecord } from "./verify-record.ts";

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
  readonly witnesses?: readonly (readonly [witness: TestNoteKey, seconds: number])[];
  readonly listsIssued?: string;
  /** Null: the record has no such member. */
  readonly passport?: object | null;
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
    {
      ...payload,
      passport: twist.passport === null ? undefined : { ...payload.passport, ...twist.passport },
    },
    twist.signer ?? key,
  );
  const { statusList, tokenStatusList } = await listsOf(twist);
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
  const log = testLog(logKey, entries, twist.witnesses ?? cosigned);
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

/** Both lists; `operator`, `number` and `by` make them somebody's or something else's. */
async function listsOf(
  twist: Pick<Twist, "listsIssued" | "places" | "tokenPlaces"> & {
    readonly operator?: string;
    readonly number?: number;
    readonly by?: TestKey;
    /** In place of what the lists would say. */
    readonly credential?: object;
    readonly claims?: object;
  },
) {
  const { places = [], tokenPlaces = places, operator = slug, number = 1, by = key } = twist;
  const issuedAt = time(twist.listsIssued ?? "12:00:00");
  const validUntil = new Date(issuedAt.getTime() + 7 * 86_400_000);
  const list = { publicUrl, slug: operator, list: number, issuedAt, validUntil };
  const kid = (await kidFor(by)).replace(did, `did:web:registry.example:op:${operator}`);
  return {
    statusList: await jws(
      publicRecordHeader(kid),
      { ...bitstringListPayload(list, testPack(bitstringOf(places), "gzip")), ...twist.credential },
      by,
    ),
    tokenStatusList: await jws(
      tokenListHeader(kid),
      { ...tokenListPayload(list, testPack(tokenListOf(tokenPlaces), "zlib")), ...twist.claims },
      by,
    ),
  };
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

/** What a public record says as a full one with nothing hidden, in the name of an issuer's address. */
async function fullRecord(record: string, issuer: string): Promise<string> {
  const claims = JSON.parse(Buffer.from(record.split(".")[1] ?? "", "base64url").toString());
  const named = { issuer: { id: issuer }, iss: issuer, sub: subject };
  const payload = { ...claims, ...named, vct: `${publicUrl}/vct/battery-passport/1` };
  return `${await jws(sdJwtHeader(await kidFor(key)), payload, key)}~`;
}

async function digest(text: string): Promise<string> {
  return encodeBase64url(await webCrypto.sha256(new TextEncoder().encode(text)));
}

/** Codes that some scenario of this file ends with. */
const shown = new Set<string>();

async function judge(
  bundle: Bundle,
  trust: Partial<Trust> = {},
  quorum = "w1",
  moreWitnesses: readonly TestNoteKey[] = [],
) {
  const known = [witness, ...moreWitnesses].map(({ text }, one) => `witness w${one + 1} ${text}\n`);
  const asksFor = quorum.startsWith("group") ? quorum : `quorum ${quorum}`;
  const policy = parsePolicy(`log ${logKey.text}\n${known.join("")}${asksFor}\n`);
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
    expect(evidence["log"]).toEqual({
      ...{ origin: "registry.example/log", leafIndex: "1", treeSize: "3" },
      ...{ logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw", version: "1" },
    });
    expect(evidence["witnesses"]).toMatchObject({
      ...{ witnesses: "w1 2026-11-20T12:01:00.000Z", witnessedAt: "2026-11-20T12:01:00.000Z" },
    });
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

  test("that the log calls revoked is withdrawn, also where it was superseded first, and not before its time", async () => {
    const { named } = await world();
    const change = (status: "revoked" | "superseded", moment: string) =>
      statusChangeEntry({ ...named, status, time: time(moment) });
    const behind = [change("superseded", "12:30:00"), change("revoked", "12:40:00")];
    const { bundle } = await world({ behind });
    const { overall, verdict } = await judge(bundle);
    const { code, evidence } = verdict.parts.find(({ part }) => part === "status") ?? {};
    expect({ overall, code }).toEqual({ overall: "withdrawn", code: "R_STATUS_REVOKED" });
    expect(evidence).toMatchObject({ since: "2026-11-20T12:40:00.000Z", leafIndex: "4" });
    const then = { at: time("12:35:00"), now: at };
    expect(await judge(bundle, then)).toMatchObject({ status: "failed R_STATUS_SUPERSEDED" });
    const another = statusChangeEntry({ ...named, subject: "bz8Yp2fk7U-dZZoOccabnA", status: "revoked" });
    expect(await judge((await world({ behind: [another] })).bundle)).toMatchObject({ overall: "holds" });
  });

  test("is not read from a list of another operator, of another place or of another kind", async () => {
    const { bundle } = await world();
    const { statusList, tokenStatusList } = bundle;
    const status = async (lists: Partial<Bundle>) => {
      const judged = await judge({ ...bundle, ...lists });
      return judged.verdict.parts.find(({ part }) => part === "status");
    };
    const foreign = await listsOf({ operator: "other" });
    expect(await status({ statusList: foreign.statusList })).toMatchObject({ code: "C_LIST_ISSUER" });
    expect(await status({ tokenStatusList: foreign.tokenStatusList })).toMatchObject({
      code: "C_LIST_ISSUER",
    });
    const second = await listsOf({ number: 2 });
    expect(await status({ statusList: second.statusList })).toMatchObject({ code: "C_LIST_ID" });
    expect(await status({ tokenStatusList: second.tokenStatusList })).toMatchObject({ code: "C_LIST_ID" });
    for (const lists of [{ statusList: tokenStatusList }, { tokenStatusList: statusList }]) {
      expect(await status(lists)).toMatchObject({
        ...{ state: "couldNotCheck", code: "C_LIST_BROKEN", evidence: { reason: "R_TYP" } },
      });
    }
    const [head, body] = (statusList ?? "").split(".");
    const changed = `${head}.${body}.${bundle.record.split(".")[2] ?? ""}`;
    expect(await status({ statusList: changed })).toMatchObject({
      ...{ state: "couldNotCheck", code: "C_LIST_BROKEN", evidence: { reason: "R_SIGNATURE" } },
    });
  });

  /** What is said of the status where these lists came in place of the bundle's. */
  async function statusBy(
    lists: Parameters<typeof listsOf>[0],
    only?: "bitstring" | "token",
    twist: Twist = {},
  ) {
    const { bundle } = await world(twist);
    const { statusList, tokenStatusList } = await listsOf(lists);
    const [bits, token] = [only !== "token", only !== "bitstring"];
    const given = {
      ...{ statusList: bits ? statusList : null, tokenStatusList: token ? tokenStatusList : null },
    };
    const policy = parsePolicy(`log ${logKey.text}\nwitness w1 ${witness.text}\nquorum w1\n`);
    if (!policy.ok) throw new Error("policy is malformed");
    const proofs = [bundle.proofs.passport, bundle.proofs.issuerKey].filter((proof) => proof !== null);
    const evidence = {
      ...{ record: bundle.record, proofs },
      ...(given.statusList === null ? {} : { statusList: given.statusList }),
      ...(given.tokenStatusList === null ? {} : { tokenStatusList: given.tokenStatusList }),
    };
    const trust = { policy: policy.value, issuer: did, subject, at, asks: { status: true, log: true } };
    const { verdict } = await verifyRecord(evidence, trust, webCrypto);
    const { state, code, evidence: said } = verdict.parts.find(({ part }) => part === "status") ?? {};
    return { state, code, said };
  }

  test("needs no proof of the lists where none is asked for", async () => {
    expect(await statusBy({})).toMatchObject({ state: "ok" });
    expect(await statusBy({}, "bitstring")).toMatchObject({ state: "ok" });
    expect(await statusBy({}, "token")).toMatchObject({ state: "ok" });
  });

  test("is unknown by a list that is over, or not begun, by any of its times", async () => {
    const seconds = (moment: string) => time(moment).getTime() / 1000;
    for (const [credential, code] of [
      [{ exp: seconds("12:30:00") }, "C_LIST_STALE"],
      [{ nbf: seconds("14:00:00") }, "C_LIST_NOT_YET"],
      [{ iat: seconds("14:00:00") }, "C_LIST_NOT_YET"],
      [{ exp: seconds("12:30:00"), validUntil: undefined }, "C_LIST_TIME"],
      [{ exp: "soon" }, "C_LIST_BROKEN"],
    ] as const) {
      expect(await statusBy({ credential }, "bitstring")).toMatchObject({ state: "couldNotCheck", code });
    }
    for (const [claims, code] of [
      [{ exp: seconds("12:30:00") }, "C_LIST_STALE"],
      [{ iat: seconds("14:00:00") }, "C_LIST_NOT_YET"],
      [{ exp: undefined }, "C_LIST_TIME"],
    ] as const) {
      expect(await statusBy({ claims }, "token")).toMatchObject({ state: "couldNotCheck", code });
    }
  });

  test("is unknown by a token list under another name than those of the operator", async () => {
    const iss = `${publicUrl}/op/other`;
    expect(await statusBy({ claims: { iss } }, "token")).toMatchObject({ code: "C_LIST_ISSUER" });
    const alias = "https://voltara.example/records";
    expect(await statusBy({ claims: { iss: alias } }, "token")).toMatchObject({ code: "C_LIST_ISSUER" });
    const known = { alsoKnownAs: [alias] };
    expect(await statusBy({ claims: { iss: alias } }, "token", known)).toMatchObject({ state: "ok" });
  });

  test("is unknown by a value that no list of ours holds", async () => {
    const packed = tokenListOf([]);
    packed[index >> 2] = 2 << ((index & 3) * 2);
    const claims = { status_list: { bits: 2, lst: encodeBase64url(testPack(packed, "zlib")) } };
    expect(await statusBy({ claims }, "token")).toMatchObject({
      ...{ state: "couldNotCheck", code: "C_LIST_VALUE", said: { value: "2" } },
    });
  });

  test("is as of the older of two lists, and counts until the first of them ends", async () => {
    const seconds = (moment: string) => time(moment).getTime() / 1000;
    const claims = { iat: seconds("11:00:00"), exp: seconds("20:00:00") };
    expect(await statusBy({ claims })).toMatchObject({
      ...{ state: "ok", said: { asOf: "2026-11-20T11:00:00.000Z", until: "2026-11-20T20:00:00.000Z" } },
    });
  });

  test("is unknown by two lists that never stood in the log together", async () => {
    const [older, newer] = [await listsOf({}), await listsOf({ listsIssued: "12:20:00" })];
    const entry = statusListEntry({
      list: `${publicUrl}/op/${slug}/status/1`,
      sequence: 2,
      artifacts: {
        "vc+jwt": await digest(newer.statusList),
        "statuslist+jwt": await digest(newer.tokenStatusList),
      },
      time: time("12:20:00"),
    });
    const { bundle } = await world({ behind: [entry] });
    expect(await judge({ ...bundle, ...newer })).toMatchObject({ overall: "holds" });
    for (const mixed of [
      { statusList: older.statusList, tokenStatusList: newer.tokenStatusList },
      { statusList: newer.statusList, tokenStatusList: older.tokenStatusList },
    ]) {
      expect(await judge({ ...bundle, ...mixed })).toMatchObject({
        status: "couldNotCheck C_LIST_NOT_LOGGED",
      });
    }
  });

  test("is unknown without lists", async () => {
    const { bundle } = await world();
    expect(await judge({ ...bundle, statusList: null, tokenStatusList: null })).toMatchObject({
      status: "couldNotCheck C_NO_STATUS_LIST",
    });
  });
});

describe("the key of the lists", () => {
  /** The record's own key stays sound: what becomes of the other one touches the lists alone. */
  async function withListKey(
    life: readonly Uint8Array[],
    listed: "before" | "behind" | "never",
    more: Twist = {},
  ) {
    const { statusList, tokenStatusList } = await listsOf({ by: secondKey });
    const entry = statusListEntry({
      list: `${publicUrl}/op/${slug}/status/1`,
      sequence: 2,
      artifacts: { "vc+jwt": await digest(statusList), "statuslist+jwt": await digest(tokenStatusList) },
      time: time("12:00:00"),
    });
    const added = await keyEntry("add", secondKey, { use: "status" });
    const behind = {
      before: [added, entry, ...life],
      behind: [added, ...life, entry],
      never: [added, ...life],
    };
    const { bundle } = await world({ ...more, behind: behind[listed] });
    return { ...bundle, statusList, tokenStatusList };
  }

  test("may be one for lists alone", async () => {
    expect(await judge(await withListKey([], "before"))).toMatchObject({ overall: "holds", status: "ok" });
  });

  test("counts once it is logged and until it is retired: what was logged after leaves the status unknown", async () => {
    const retired = await keyEntry("retire", secondKey);
    expect(await judge(await withListKey([retired], "before"))).toMatchObject({ status: "ok" });
    expect(await judge(await withListKey([retired], "behind"))).toMatchObject({
      ...{ overall: "couldNotCheck", signature: "ok", status: "couldNotCheck C_LIST_KEY" },
    });
  });

  test("once retired signs no list that is not shown to be older", async () => {
    const retired = await keyEntry("retire", secondKey);
    const { record, jwks, statusList, tokenStatusList, proofs } = await withListKey([retired], "never");
    expect(await judge({ record, jwks, statusList, tokenStatusList, proofs })).toMatchObject({
      status: "couldNotCheck C_LIST_KEY",
    });
  });

  test("once compromised counts for what a witness saw before alone", async () => {
    const since = (moment: string) => keyEntry("compromise", secondKey, { since: time(moment) });
    const later = await withListKey([await since("12:30:00")], "before");
    expect(await judge(later)).toMatchObject({ status: "ok" });
    const earlier = await withListKey([await since("11:30:00")], "before");
    expect(await judge(earlier)).toMatchObject({ signature: "ok", status: "couldNotCheck C_LIST_KEY" });
    const unseen = await withListKey([await since("12:30:00")], "before", { cosignedAt: [] });
    expect(await judge(unseen)).toMatchObject({ status: "couldNotCheck C_LIST_KEY" });
    const unlogged = await withListKey([await since("12:30:00")], "never");
    expect(await judge(unlogged)).toMatchObject({ status: "couldNotCheck C_LIST_KEY" });
  });

  test("has to be in the log: lists of another key that names itself after the operator are no lists", async () => {
    const { bundle } = await world();
    const { statusList, tokenStatusList } = await listsOf({ by: secondKey });
    expect(await judge({ ...bundle, statusList, tokenStatusList })).toMatchObject({
      status: "couldNotCheck C_LIST_KEY",
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
    // Under one x there are two points of the curve.
    const otherPoint = { ...key.jwk, y: secondKey.jwk.y, kid };
    expect(await judge(bundle, { keys: [otherPoint] })).toMatchObject({
      signature: "failed R_KEY_AMBIGUOUS",
    });
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

describe("the issuer of a full record", () => {
  const own = `${publicUrl}/op/${slug}`;
  const another = `${publicUrl}/op/other`;

  test("is whom the logged key belongs to, under each of its names: nobody signs in another's", async () => {
    const alias = "https://voltara.example/records";
    const { bundle } = await world({ alsoKnownAs: [own, alias] });
    for (const name of [own, alias]) {
      const record = await fullRecord(bundle.record, name);
      for (const issuer of [own, alias, did]) {
        expect(await judge({ ...bundle, record }, { issuer })).toMatchObject({
          signature: "ok",
          issuer: "ok",
        });
      }
      expect(await judge({ ...bundle, record }, { issuer: another })).toMatchObject({
        issuer: "failed R_ISSUER_UNEXPECTED",
      });
    }
    const record = await fullRecord(bundle.record, another);
    expect(await judge({ ...bundle, record }, { issuer: another })).toMatchObject({
      ...{ overall: "wrong", signature: "ok", issuer: "failed R_ISSUER_KID" },
    });
    const { bundle: withoutOwn } = await world({ alsoKnownAs: [alias] });
    const unnamed = await fullRecord(withoutOwn.record, own);
    expect(await judge({ ...withoutOwn, record: unnamed })).toMatchObject({ issuer: "failed R_ISSUER_KID" });
  });

  test("is, where no log is at hand, whose address the name of the key stands for", async () => {
    const { bundle, kid } = await world();
    const keys = [{ ...key.jwk, kid }];
    const outcome = async (issuer: string) => {
      const record = await fullRecord(bundle.record, issuer);
      const { verdict } = await verifyRecord({ record }, { keys, issuer, at }, webCrypto);
      return verdict.parts.find(({ part }) => part === "issuer")?.code ?? verdict.overall;
    };
    expect(await outcome(own)).toBe("holds");
    expect(await outcome(another)).toBe("R_ISSUER_KID");
    expect(await outcome("https://elsewhere.example/op/voltara")).toBe("R_ISSUER_KID");
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
    [null, "R_LOG_MEMBERS"],
  ] as const)("says the same of the record as the record itself: %j", async (passport, code) => {
    const { bundle } = await world({ passport });
    expect(await judge(bundle)).toMatchObject({ overall: "wrong", log: `failed ${code}` });
  });

  test("knows each form of a record by its own name: a digest under another form's commits to nothing", async () => {
    const { bundle, named, kid } = await world();
    const projection = await jws(
      publicRecordHeader(kid),
      {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        type: ["DigitalProductPassport", "VerifiableCredential"],
        ...{ issuer: { id: did, name: "Voltara Cells GmbH" }, iss: did, iat: 1_795_176_000 },
        credentialSubject: { id: subject },
      },
      key,
    );
    const signed = (await fullRecord(bundle.record, `${publicUrl}/op/${slug}`)).slice(0, -1);
    const forms = { "vc+jwt": bundle.record, "dc+sd-jwt": `${signed}~`, "untp+vc+jwt": projection };
    const digests = {
      "vc+jwt": await digest(bundle.record),
      "dc+sd-jwt": await digest(signed),
      "untp+vc+jwt": await digest(projection),
    };
    const swapped = {
      "vc+jwt": digests["dc+sd-jwt"],
      "dc+sd-jwt": digests["untp+vc+jwt"],
      "untp+vc+jwt": digests["vc+jwt"],
    };
    for (const [artifacts, log] of [
      [digests, "ok"],
      [swapped, "failed R_LOG_ARTEFACT"],
    ] as const) {
      const { log: itsLog } = await world({
        behind: [passportEntry({ ...named, previous: null, artifacts })],
      });
      const { proofs } = bundle;
      const alone = {
        ...proofs,
        passport: await itsLog.proof(3),
        statusList: await itsLog.proof(2),
        more: [],
      };
      for (const record of Object.values(forms)) {
        const issuerKey = await itsLog.proof(0);
        expect(await judge({ ...bundle, record, proofs: { ...alone, issuerKey } })).toMatchObject({
          ...{ signature: "ok", log },
        });
      }
    }
  });

  test.each([
    ["a text", "VerifiableCredential"],
    ["nothing", null],
    ["a number", 7],
  ])(
    "is looked up as a passport's for a record whose type is %s, and does not hold it; nothing is thrown",
    async (_, type) => {
      const { bundle, kid } = await world();
      const [, body = ""] = bundle.record.split(".");
      const payload: object = JSON.parse(Buffer.from(body, "base64url").toString());
      const record = await jws(publicRecordHeader(kid), { ...payload, type }, key);
      expect(await judge({ ...bundle, record })).toMatchObject({
        ...{ overall: "wrong", log: "failed R_LOG_ARTEFACT" },
      });
    },
  );

  test("one of whose proofs proves nothing is wrong, however many others do", async () => {
    const { bundle, log } = await world();
    const more = [(await log.proof(2)).replace("index 2", "index 1")];
    expect(await judge({ ...bundle, proofs: { ...bundle.proofs, more } })).toMatchObject({
      overall: "wrong",
      log: "failed R_LOG_PROOF",
    });
  });

  test("needs as many witnesses as the policy asks for, and those it names", async () => {
    const second = await testNoteKey("witness.example/w2", 4, "cellproof scenarios witness key 2");
    const stranger = await testNoteKey("witness.example/w3", 4, "cellproof scenarios witness key 3");
    const both = `group both 2 w1 w2\nquorum both`;
    const { bundle } = await world();
    expect(await judge(bundle, {}, "w1", [second])).toMatchObject({ witnesses: "ok" });
    expect(await judge(bundle, {}, both, [second])).toMatchObject({
      ...{ overall: "couldNotCheck", log: "ok", witnesses: "couldNotCheck C_WITNESS_QUORUM" },
    });
    const seconds = time("12:01:00").getTime() / 1000;
    const [saw, signs] = [[witness, seconds] as const, (by: TestNoteKey) => [by, seconds] as const];
    const quorumOf = async (by: TestNoteKey) => {
      const { bundle: cosigned } = await world({ witnesses: [saw, signs(by)] });
      return judge(cosigned, {}, both, [second]);
    };
    expect(await quorumOf(second)).toMatchObject({ overall: "holds", witnesses: "ok" });
    expect(await quorumOf(stranger)).toMatchObject({ witnesses: "couldNotCheck C_WITNESS_QUORUM" });
    const impostor = await testNoteKey("witness.example/w2", 4, "cellproof scenarios witness key 3");
    expect(await quorumOf(impostor)).toMatchObject({ witnesses: "couldNotCheck C_WITNESS_QUORUM" });
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

describe("an authority's statement", () => {
  const named = { logOrigin: "registry.example/log", logSubject: "4TXeVUt-Q5j3LL9O9F2Ftw", version: 1 };
  const statement = async (members: object = { saleSuspension: named }) =>
    jws(
      publicRecordHeader(await kidFor(key)),
      {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        type: ["VerifiableCredential", "SaleSuspensionCredential"],
        ...{ issuer: did, iss: did, iat: 1_795_176_000, ...members },
        credentialSubject: { id: subject },
      },
      key,
    );
  const whole = { what: "suspension", subject: named.logSubject, version: 1, time: at } as const;
  async function logged(record: string, members: Partial<DigestEntry> = {}) {
    const entry = digestEntry({ ...whole, digest: await digest(record), ...members });
    const { bundle } = await world({ behind: [entry] });
    return judge({ ...bundle, record });
  }

  test("is looked for by its digest, among statements alone", async () => {
    const record = await statement();
    expect(await logged(record)).toMatchObject({ signature: "ok", subject: "ok", log: "ok" });
    expect(await logged(record, { what: "opinion" })).toMatchObject({ log: "failed R_LOG_ARTEFACT" });
    const { bundle } = await world();
    expect(await judge({ ...bundle, record })).toMatchObject({ log: "couldNotCheck C_NOT_IN_A_CHECKPOINT" });
  });

  test("is not found by another statement's entry", async () => {
    const digestOfOther = await digest(await statement({ saleSuspension: { ...named, version: 2 } }));
    expect(await logged(await statement(), { digest: digestOfOther })).toMatchObject({
      log: "failed R_LOG_ARTEFACT",
    });
  });

  test.each<[string, object, object]>([
    ["another version", { saleSuspension: { ...named, version: 2 } }, {}],
    ["another passport", { saleSuspension: { ...named, logSubject: "bz8Yp2fk7U-dZZoOccabnA" } }, {}],
    ["no passport, where the entry names one", {}, {}],
    ["a passport, where the entry names none", { saleSuspension: named }, { subject: undefined }],
    ["a version, where the entry names none", { saleSuspension: named }, { version: undefined }],
    ["nothing, like its entry", {}, { subject: undefined, version: undefined }],
  ])("that names %s is not tied to its entry", async (_, members, inEntry) => {
    expect(await logged(await statement(members), inEntry)).toMatchObject({
      ...{ overall: "wrong", log: "failed R_LOG_MEMBERS" },
    });
  });

  test("on a passport of another log is not tied to this one", async () => {
    const record = await statement({ saleSuspension: { ...named, logOrigin: "other.example/log" } });
    expect(await logged(record)).toMatchObject({ log: "failed R_LOG_ORIGIN" });
  });
});

test("every refusal of keys, status and log is shown by a scenario of this file", () => {
  const codes: readonly string[] = Object.keys(refusalCodes);
  const here =
    /^R_(LOG_|WITNESS$|STATUS_(REVOKED|SUPERSEDED|SET)$|KEY_(STATUS_ONLY|LATER|RETIRED|COMPROMISED)$)/;
  const wanted = codes.filter((code): code is RefusalCode => here.test(code));
  expect(wanted.filter((code) => !shown.has(code))).toEqual([]);
});
