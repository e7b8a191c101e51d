import type { Problem } from "../problem.ts";
import { didOfKey, isAddressOf } from "../record/did.ts";
import { checkSignature, readJws, readPayload } from "../record/jws.ts";
import type { ListedStatus } from "../record/status-list.ts";
import { readBitstringStatus, readTokenStatus } from "../record/status-list.ts";
import type { JsonObject } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import { readDateTimeStamp } from "../record/time.ts";
import { credentialFaults } from "./credential-rules.ts";
import type { VerificationCrypto } from "./crypto.ts";
import type { Evidence, Trust } from "./evidence.ts";
import type { KeyRing } from "./key-ring.ts";
import { lifeFault, trustedKey } from "./key-ring.ts";
import type { Logged, LogEvidence } from "./log-evidence.ts";
import { digestOf } from "./read-record.ts";
import type { CouldNotCheckCode, RefusalCode } from "./refusal-codes.ts";
import type { StatusEntry } from "./status-entry.ts";
import type { Finding } from "./verdict.ts";

/** Clocks differ: 300 seconds either way are forgiven. */
const toleranceMs = 300_000;

/** All that the status of a record is judged by. */
export interface StatusQuestion {
  readonly entry: StatusEntry;
  /** What was signed: its `passport` member, of a footprint `registration`, names the version the log speaks of. */
  readonly payload: JsonObject;
  /** DID of the operator whose key signed the record: its lists must be signed by the same. */
  readonly operator: string;
  /** Its issuer URL, where the verifier knows it; else what the log or the address of a did:web says. */
  readonly operatorUrl?: string;
  readonly lists: Pick<Evidence, "statusList" | "tokenStatusList">;
  readonly log: LogEvidence;
  readonly ring: KeyRing;
  readonly trust: Trust;
}

/**
 * Whether a record is the valid one at the judging time, by the lists of its issuer and the changes in the pinned log.
 *
 * Only a value that could be read in every list at hand counts, and the lists must agree. Whatever is wrong with a list
 * leaves the status unknown: never "valid". What a list or the log says to have ended has ended, also after the list has
 * gone stale, for a value never goes back; for the same reason a list made after the judging time that says "valid" says
 * so of the time before as well.
 *
 * Source: record format, sections 4 and 5, Status.
 */
export async function checkStatus(question: StatusQuestion, crypto: VerificationCrypto): Promise<Finding> {
  const { entry, lists, log, trust } = question;
  const place = { list: entry.list, index: entry.index };
  const ended = changesOf(question.payload, log);
  const endedThen = ended.filter(({ entry: change }) => change.time.getTime() <= trust.at.getTime());
  const revoked = endedThen.find(({ entry: change }) => change.status === "revoked");
  const change = revoked ?? endedThen[0];
  if (change !== undefined) {
    const code = change.entry.status === "revoked" ? "R_STATUS_REVOKED" : "R_STATUS_SUPERSEDED";
    return failed(code, {
      ...place,
      since: change.entry.time.toISOString(),
      leafIndex: String(change.index),
    });
  }

  const readings: Reading[] = [];
  if (lists.statusList !== undefined) {
    readings.push(await readList({ kind: "bitstring", text: lists.statusList }, question, crypto));
  }
  if (lists.tokenStatusList !== undefined) {
    readings.push(await readList({ kind: "token", text: lists.tokenStatusList }, question, crypto));
  }
  if (readings.length === 0) return open("C_NO_STATUS_LIST", place);
  const evidence = { ...place, ...evidenceOf(readings), ...(await loggedPlace(question, crypto)) };

  const [broken, readable] = [readings.filter(isBroken), readings.filter((reading) => !isBroken(reading))];
  const ends = readable.map(({ value }) => value !== "0");
  if (new Set(ends).size > 1) return open("C_LIST_DISAGREE", evidence);
  if (ends.includes(true)) {
    const asOf = readable.map((reading) => reading.asOf ?? "").toSorted()[0] ?? "";
    // The lists are younger than the time asked for: only the log could say when it ended.
    if (Date.parse(asOf) > trust.at.getTime() + forgivenMs(trust)) {
      return ended.length > 0 ? { state: "ok", evidence } : open("C_LIST_LATER", evidence);
    }
    return endedBy(readable, evidence);
  }
  const fault = [...broken, ...readable].map((reading) => reading.fault).find((found) => found !== null);
  const unsure = fault ?? (await unloggedFault(question, crypto));
  return unsure === null ? { state: "ok", evidence } : openFor(unsure, evidence);
}

/** A clock may be wrong, so what is read as of now gets the tolerance; a time somebody chose in the past is meant exactly. */
function forgivenMs({ at, now = at }: Trust): number {
  return now > at ? 0 : toleranceMs;
}

/** Nothing is believed of such a list. One that is merely stale still tells what had ended while it was current. */
function isBroken({ fault }: Reading): boolean {
  return fault !== null && fault.code !== "C_LIST_STALE";
}

/** What one list says; `fault` is why that cannot be relied on. */
export interface Reading {
  readonly kind: "bitstring" | "token";
  readonly value: string | null;
  readonly asOf: string | null;
  readonly until: string | null;
  readonly fault: Problem | null;
}

export interface StatusList {
  readonly kind: "bitstring" | "token";
  readonly text: string;
}

/**
 * What one list says of the place an entry names: its form, kind, key, signature, claims and place are judged in this
 * order. `fault` has one of the codes `C_LIST_…`, with the inner `reason` where there is one.
 *
 * Source: record format, section 5, Status.
 */
export async function readList(
  list: StatusList,
  question: Omit<StatusQuestion, "payload" | "lists">,
  crypto: VerificationCrypto,
): Promise<Reading> {
  const { entry, operator, ring, log, trust } = question;
  const reject = (code: CouldNotCheckCode, params: Readonly<Record<string, string>>): Reading => {
    const fault = { code, path: "", params: { ...params, which: list.kind } };
    return { kind: list.kind, value: null, asOf: null, until: null, fault };
  };
  const because = (problems: readonly Problem[]) => ({ reason: problems[0]?.code ?? "" });

  const jws = readJws(list.text, list.kind === "bitstring" ? "vc+jwt" : "statuslist+jwt");
  if (!jws.ok) return reject("C_LIST_BROKEN", because(jws.problems));
  if (didOfKey(jws.value.kid) !== operator) return reject("C_LIST_ISSUER", { kid: jws.value.kid });
  const key = trustedKey(ring, jws.value, "list");
  if (key === null) return reject("C_LIST_KEY", { kid: jws.value.kid });
  if (!key.ok) return reject("C_LIST_KEY", { kid: jws.value.kid, ...because(key.problems) });
  const signature = await checkSignature(key.value, jws.value.signingInput, jws.value.signature, crypto);
  if (!signature.ok) return reject("C_LIST_BROKEN", because(signature.problems));
  const payload = readPayload(jws.value);
  if (!payload.ok) return reject("C_LIST_BROKEN", because(payload.problems));
  const life = lifeFault(ring, jws.value.kid, await loggedList(list, entry, log, crypto), "list");
  if (life !== null) return reject("C_LIST_KEY", { kid: jws.value.kid, ...because([life]) });

  const madeMs = madeAt(payload.value);
  const at = laterOf(trust.at, madeMs, trust.now ?? trust.at);
  const issuer = issuerOfList(payload.value, list.kind, question);
  if (list.kind === "token") {
    return readingOf(
      list.kind,
      readTokenStatus(payload.value, { list: entry.tokenList, index: entry.index, issuer }, at),
    );
  }
  const faults = credentialFaults(payload.value, jws.value.kid, { at });
  const broken = faults.find(({ code }) => code !== "R_TIME_EXPIRED" && code !== "R_TIME_FUTURE");
  if (broken !== undefined) return reject("C_LIST_BROKEN", because([broken]));
  const pointer = { list: entry.list, index: entry.index, issuer };
  const reading = readingOf(list.kind, readBitstringStatus(payload.value, pointer, entry.purpose, at));
  // The reader knows the times of the credential; `exp`, `nbf` and `iat` of the token count as well.
  const [untimely] = faults;
  if (untimely === undefined || reading.fault !== null) return reading;
  const code = untimely.code === "R_TIME_EXPIRED" ? "C_LIST_STALE" : "C_LIST_NOT_YET";
  return { ...reading, fault: { code, path: "", params: { ...untimely.params, which: list.kind } } };
}

function readingOf(kind: StatusList["kind"], read: ReturnType<typeof readTokenStatus>): Reading {
  if (read.ok) {
    const { value, asOf, until }: ListedStatus = read.value;
    const fault = isKnown(kind, value)
      ? null
      : { code: "C_LIST_VALUE", path: "", params: { value: String(value), which: kind } };
    return { kind, value: String(value), asOf: asOf.toISOString(), until: until.toISOString(), fault };
  }
  const [problem] = read.problems;
  const { value = null, asOf = null, until = null } = problem?.params ?? {};
  const fault = {
    code: problem?.code ?? "C_LIST_TYPE",
    path: "",
    params: { ...problem?.params, which: kind },
  };
  return { kind, value, asOf, until, fault };
}

/** 0 valid and 1 revoked; in a token list also 3, superseded. 2, suspended, is not used. */
function isKnown(kind: StatusList["kind"], value: number): boolean {
  return value === 0 || value === 1 || (kind === "token" && value === 3);
}

/** A set bit alone says "withdrawn or replaced"; the token list says which. */
function endedBy(readings: readonly Reading[], evidence: Readonly<Record<string, string>>): Finding {
  const token = readings.find(({ kind }) => kind === "token")?.value;
  if (token === "1") return failed("R_STATUS_REVOKED", evidence);
  return failed(token === "3" ? "R_STATUS_SUPERSEDED" : "R_STATUS_SET", evidence);
}

/** Changes of exactly this version, or this footprint record, in the pinned log, earliest first. */
function changesOf(payload: JsonObject, log: LogEvidence): readonly Logged<"status-change">[] {
  const named = payload["passport"] ?? payload["registration"];
  if (!isJsonObject(named)) return [];
  return log.changes
    .filter(({ entry }) => entry.subject === named["logSubject"] && entry.version === named["version"])
    .toSorted((one, other) => one.index - other.index);
}

/** The entry that commits to a list; null when no proof shows one. */
async function loggedList(
  { kind, text }: StatusList,
  { list }: StatusEntry,
  log: LogEvidence,
  crypto: VerificationCrypto,
): Promise<Logged<"status-list"> | null> {
  const digest = await digestOf(text, crypto);
  const artefact = kind === "bitstring" ? "vc+jwt" : "statuslist+jwt";
  const found = log.lists.find(({ entry }) => entry.list === list && entry.artifacts[artefact] === digest);
  return found ?? null;
}

/** Place of the lists in the log, as evidence. */
async function loggedPlace(question: StatusQuestion, crypto: VerificationCrypto) {
  const [first] = await loggedLists(question, crypto);
  return first === undefined || first === null ? {} : { listIndex: String(first.index) };
}

/**
 * Where it is asked that lists are logged, or a proof for them came along: every list at hand must be the one that the
 * log commits to, both in one entry. Otherwise one visitor could be shown lists that nobody else sees.
 */
async function unloggedFault(question: StatusQuestion, crypto: VerificationCrypto): Promise<Problem | null> {
  const { log, trust } = question;
  if (!log.isPinned || (trust.wantsLoggedLists !== true && log.lists.length === 0)) return null;
  const entries = await loggedLists(question, crypto);
  const isLogged = entries.every((entry) => entry !== null && entry.index === entries[0]?.index);
  return isLogged ? null : { code: "C_LIST_NOT_LOGGED", path: "", params: {} };
}

async function loggedLists({ entry, lists, log }: StatusQuestion, crypto: VerificationCrypto) {
  const entries: (Logged<"status-list"> | null)[] = [];
  const { statusList, tokenStatusList } = lists;
  if (statusList !== undefined) {
    entries.push(await loggedList({ kind: "bitstring", text: statusList }, entry, log, crypto));
  }
  if (tokenStatusList !== undefined) {
    entries.push(await loggedList({ kind: "token", text: tokenStatusList }, entry, log, crypto));
  }
  return entries;
}

/** A bitstring list names its operator by DID, a token list by the URL that belongs to the DID. */
function issuerOfList(
  list: JsonObject,
  kind: StatusList["kind"],
  { operator: did, operatorUrl, ring }: Pick<StatusQuestion, "operator" | "operatorUrl" | "ring">,
): string {
  if (kind === "bitstring") return did;
  if (operatorUrl !== undefined) return operatorUrl;
  const claimed = list["iss"];
  const names = ring.logged.flatMap(({ entry }) => (entry.issuer === did ? entry.alsoKnownAs : []));
  const isName = typeof claimed === "string" && (names.includes(claimed) || isAddressOf(did, claimed));
  return isName ? claimed : did;
}

/** When a list says it was made; null when it does not. */
function madeAt(list: JsonObject): number | null {
  const { validFrom, iat } = list;
  if (typeof validFrom === "string") return readDateTimeStamp(validFrom);
  return typeof iat === "number" ? iat * 1000 : null;
}

/** A list made after the judging time is read as of its own time, unless it was made after this very moment. */
function laterOf(at: Date, madeMs: number | null, now: Date): Date {
  return madeMs !== null && madeMs > at.getTime() && madeMs <= now.getTime() ? new Date(madeMs) : at;
}

/** What the lists say and when, of both where both are there: the earlier times, for that is how far they reach. */
function evidenceOf(readings: readonly Reading[]): Readonly<Record<string, string>> {
  const known = readings.filter(({ value }) => value !== null);
  const values = known.map(({ kind, value }) => [kind, String(value)] as const);
  const [asOf] = known.flatMap((reading) => reading.asOf ?? []).toSorted();
  const [until] = known.flatMap((reading) => reading.until ?? []).toSorted();
  return {
    ...Object.fromEntries(values),
    ...(asOf === undefined ? {} : { asOf }),
    ...(until === undefined ? {} : { until }),
  };
}

function failed(code: RefusalCode, evidence: Readonly<Record<string, string>>): Finding {
  return { state: "failed", code, evidence };
}

function open(code: CouldNotCheckCode, evidence: Readonly<Record<string, string>>): Finding {
  return { state: "couldNotCheck", code, evidence };
}

function openFor({ code, params }: Problem, evidence: Readonly<Record<string, string>>): Finding {
  return { state: "couldNotCheck", code, evidence: { ...evidence, ...params } };
}
