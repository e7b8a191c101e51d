import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { ListAnswer } from "../oversight/list-answer.ts";
import { listAnswers } from "../oversight/list-answer.ts";
import { encodeBase64url } from "../record/base64url.ts";
import type { KeyAlgorithm } from "../record/jwk.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import { readDateTimeStamp } from "../record/time.ts";
import { parseCheckpoint } from "../transparency/checkpoint.ts";
import { parseTlogProof } from "../transparency/tlog-proof.ts";
import type { VerificationCrypto } from "./crypto.ts";
import type { Outcome, PartState, PartVerdict, Verdict, VerdictPart } from "./verdict.ts";
import { outcomes, verdictParts } from "./verdict.ts";
import type { CheckedRecord } from "./verify-record.ts";
import type { Headline } from "./words.ts";
import { headlineOf, headlines } from "./words.ts";

/** Kind of the token, so that no record passes as a result sheet and no result sheet as a record. */
export const resultSheetTyp = "result-sheet+jwt";

/** What makes the checks, as sheets name it: this program in its version. */
export const programVersion = "cellproof 0.1.0";

/** A sheet of the longest list is this long at most: 8 MiB. */
export const maxSheetBytes = 8 * 1024 * 1024;

/** What was found in a check, so that it can be filed: what was looked at, when, under which policy, and each part of the verdict. */
export interface ResultSheet {
  /**
   * `registry`: the registry judged what it publishes itself. `reader`: somebody judged what they held, on a machine of
   * their own; the registry has no part in it.
   */
  readonly madeBy: "registry" | "reader";
  /** Program and version, `cellproof 0.1.0`. */
  readonly program: string;
  /** When the check was made, RFC 3339 UTC. */
  readonly checkedAt: string;
  /** The moment as of which everything was judged, RFC 3339 UTC. */
  readonly asOf: string;
  /** Log and witnesses that were pinned (C2SP tlog-policy); null when none were. */
  readonly policy: string | null;
  /** The newest signed state of the log that was looked at; null when there was none. Nothing of it is checked here. */
  readonly log: SheetLog | null;
  /** The list that was checked; null for single records. `sha256` is of its identifiers, one a line, in base64url. */
  readonly list: { readonly sha256: string; readonly rows: number } | null;
  readonly checked: readonly SheetRow[];
  /** The words, in each language, for every code that occurs: `part.signature`, `state.ok`, `R_SIGNATURE`. */
  readonly words: Readonly<Record<"en" | "zh", Readonly<Record<string, string>>>>;
  /** tlog-proofs of the entries about the key that signed, so that the sheet can be checked offline. */
  readonly keyProofs: readonly string[];
}

interface SheetLog {
  readonly origin: string;
  readonly size: number;
  /** Signed note, with cosignatures. */
  readonly checkpoint: string;
}

/** What was found about one record, or behind one row of a list. */
export interface SheetRow {
  /** Row of the list, from 1; place among the files. */
  readonly row: number;
  /** What was asked for: the identifier as it was typed, or the name of the file. */
  readonly asked: string;
  /** Product URL, where one was found. */
  readonly product: string | null;
  readonly operator: string | null;
  readonly version: number | null;
  /** The bytes of the record that was judged; `sha256` in base64url. */
  readonly record: SheetBytes | null;
  /** The bytes of the file it came in, where that is another. */
  readonly file: SheetBytes | null;
  /** What it comes down to in a list, and where there was nothing to judge. */
  readonly answer: ListAnswer | null;
  /** Null where nothing was judged. */
  readonly outcome: Outcome | null;
  readonly headline: Headline | null;
  /** True when the record names http hosts that only a demonstration may use. */
  readonly demonstration: boolean;
  readonly parts: readonly SheetPart[];
}

interface SheetBytes {
  readonly sha256: string;
  readonly bytes: number;
}

interface SheetPart {
  readonly part: VerdictPart;
  readonly state: PartState;
  readonly code: string | null;
  /** Left out in lists. */
  readonly evidence: Readonly<Record<string, string>>;
}

/** Who signs a sheet, and when. */
export interface SheetSigner {
  /** Name of the key up to its `#`: DID of the registry, or what a reader's key is called. */
  readonly issuer: string;
  readonly issuedAt: Date;
  /** Random UUID, lower case. */
  readonly uuid: string;
}

/** Protected header of a sheet. */
export function resultSheetHeader(kid: string, alg: KeyAlgorithm) {
  return { alg, kid, typ: resultSheetTyp };
}

/** The payload that is signed; without a signer what is written to a file that nobody signs. */
export function resultSheetPayload(sheet: ResultSheet, signer: SheetSigner | null) {
  return {
    ...(signer === null
      ? { signed: false }
      : {
          iss: signer.issuer,
          iat: Math.floor(signer.issuedAt.getTime() / 1000),
          jti: `urn:uuid:${signer.uuid}`,
        }),
    resultSheet: "1.0.0",
    ...sheet,
  };
}

/** What was looked at: a record, under the name it was asked for by. */
export interface AskedRecord {
  readonly row: number;
  readonly asked: string;
  readonly record: string | Uint8Array;
  /** The file it came in, where its bytes are others. */
  readonly file?: Uint8Array;
}

/**
 * One record with its verdict as a sheet states it. Product, operator and version are what the record says, and left out
 * where its signature does not hold. Rejects when `crypto` cannot compute.
 */
export async function sheetRow(
  { row, asked, record, file }: AskedRecord,
  { verdict, credential }: CheckedRecord,
  crypto: VerificationCrypto,
): Promise<SheetRow> {
  const bytes = typeof record === "string" ? new TextEncoder().encode(record) : record;
  const digest = async (of: Uint8Array): Promise<SheetBytes> => ({
    sha256: encodeBase64url(await crypto.sha256(of)),
    bytes: of.length,
  });
  const said = (name: string, inside: string) => {
    const value = credential?.[name];
    return isJsonObject(value) ? value[inside] : undefined;
  };
  const version = said("passport", "version");
  return {
    ...{ row, asked: asked.slice(0, 2000) },
    product: textOrNull(said("credentialSubject", "id")),
    operator: textOrNull(said("issuer", "name")),
    version: typeof version === "number" ? version : null,
    record: await digest(bytes),
    file: file === undefined ? null : await digest(file),
    answer: null,
    ...verdictOnSheet(verdict),
  };
}

/** A verdict as a sheet states it. `withEvidence` is left out in lists, which would grow too long. */
export function verdictOnSheet(
  verdict: Verdict,
  withEvidence = true,
): Pick<SheetRow, "outcome" | "headline" | "demonstration" | "parts"> {
  return {
    outcome: verdict.overall,
    headline: headlineOf(verdict),
    demonstration: verdict.demonstration,
    parts: verdict.parts.map((part) => partOnSheet(part, withEvidence)),
  };
}

function partOnSheet({ part, state, code, evidence }: PartVerdict, withEvidence: boolean): SheetPart {
  return { part, state, code: code ?? null, evidence: withEvidence ? evidence : {} };
}

/** The newest state of the log among these tlog-proofs, as they say it; null when none can be read. */
export function newestLogState(proofs: readonly string[]): SheetLog | null {
  let newest: SheetLog | null = null;
  for (const text of proofs) {
    const proof = parseTlogProof(text);
    const state = proof.ok ? logStateOf(proof.value.checkpoint) : null;
    if (state !== null && (newest === null || state.size > newest.size)) newest = state;
  }
  return newest;
}

/** A signed state of the log as a sheet states it; null when it cannot be read. */
export function logStateOf(checkpoint: string): SheetLog | null {
  const parsed = parseCheckpoint(checkpoint);
  return parsed.ok ? { origin: parsed.value.origin, size: parsed.value.size, checkpoint } : null;
}

/**
 * Reads the payload of a sheet. Members it does not know are left alone.
 *
 * Problem: `R_SHEET_MEMBER` with the first member that is missing or malformed.
 *
 * Source: our JSON Schema for result sheets, version 1.0.0.
 */
export function readResultSheet(payload: JsonObject): Parsed<ResultSheet> {
  if (payload["resultSheet"] !== "1.0.0") return faulty("resultSheet");
  const wrong = Object.entries(members).find(
    ([name, isGood]) => !Object.hasOwn(payload, name) || !isGood(payload[name] ?? null),
  );
  if (wrong !== undefined) return faulty(wrong[0]);
  const { madeBy, program, checkedAt, asOf, policy, log, list, checked, words } = payload;
  const rows = arrayOf(checked).map((row) => (isJsonObject(row) ? readRow(row) : null));
  const good = rows.filter((row) => row !== null);
  if (good.length !== rows.length) return faulty("checked");
  return accept({
    madeBy: madeBy === "registry" ? "registry" : "reader",
    program: textOf(program),
    checkedAt: textOf(checkedAt),
    asOf: textOf(asOf),
    policy: typeof policy === "string" ? policy : null,
    log: isJsonObject(log)
      ? { origin: textOf(log["origin"]), size: numberOf(log["size"]), checkpoint: textOf(log["checkpoint"]) }
      : null,
    list: isJsonObject(list) ? { sha256: textOf(list["sha256"]), rows: numberOf(list["rows"]) } : null,
    checked: good,
    words: { en: textsOf(words, "en"), zh: textsOf(words, "zh") },
    keyProofs: keyProofsOf(payload),
  });
}

/** The proofs about its key that a sheet carries: they are judged under the verifier's own policy, before the signature. */
export function keyProofsOf(payload: JsonObject): readonly string[] {
  return arrayOf(payload["keyProofs"])
    .filter((proof) => typeof proof === "string")
    .slice(0, mostKeyProofs);
}

/** Added, retired, declared compromised, and room for more; an honest sheet has one or two. */
const mostKeyProofs = 16;

type Rule = (value: JsonValue) => boolean;

const isText: Rule = (value) => typeof value === "string" && value !== "";
const isTextOrNull: Rule = (value) => value === null || isText(value);
const isDigest: Rule = (value) => typeof value === "string" && /^[A-Za-z0-9_-]{43}$/.test(value);
const isCount: Rule = (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const isStamp: Rule = (value) => typeof value === "string" && readDateTimeStamp(value) !== null;
const isTexts: Rule = (value) =>
  isJsonObject(value) && Object.values(value).every((one) => typeof one === "string");
const isOf =
  (allowed: readonly string[]): Rule =>
  (value) =>
    typeof value === "string" && allowed.includes(value);
const orNull =
  (rule: Rule): Rule =>
  (value) =>
    value === null || rule(value);
const isObjectOf =
  (rules: Readonly<Record<string, Rule>>): Rule =>
  (value) =>
    isJsonObject(value) && Object.entries(rules).every(([name, rule]) => rule(value[name] ?? null));
const isListOf =
  (rule: Rule): Rule =>
  (value) =>
    Array.isArray(value) && value.every((one: JsonValue) => rule(one));

const isBytes = isObjectOf({ sha256: isDigest, bytes: isCount });
const partStates: readonly PartState[] = ["ok", "failed", "couldNotCheck", "notAsked"];

const members: Readonly<Record<string, Rule>> = {
  madeBy: isOf(["registry", "reader"]),
  program: isText,
  checkedAt: isStamp,
  asOf: isStamp,
  policy: isTextOrNull,
  log: orNull(isObjectOf({ origin: isText, size: isCount, checkpoint: isText })),
  list: orNull(isObjectOf({ sha256: isDigest, rows: isCount })),
  checked: isListOf(
    isObjectOf({
      row: isCount,
      asked: (value) => typeof value === "string",
      product: isTextOrNull,
      operator: isTextOrNull,
      version: orNull(isCount),
      record: orNull(isBytes),
      file: orNull(isBytes),
      answer: orNull(isOf(listAnswers)),
      outcome: orNull(isOf(outcomes)),
      headline: orNull(isOf(headlines)),
      demonstration: (value) => typeof value === "boolean",
      parts: isListOf(
        isObjectOf({
          part: isOf(verdictParts),
          state: isOf(partStates),
          code: isTextOrNull,
          evidence: isTexts,
        }),
      ),
    }),
  ),
  words: isObjectOf({ en: isTexts, zh: isTexts }),
  keyProofs: isListOf(isText),
};

/** A row whose members have their kinds already; null for one that says what no check says. */
function readRow(row: JsonObject): SheetRow | null {
  const { answer, outcome, headline } = row;
  const parts = arrayOf(row["parts"]).map((part) => (isJsonObject(part) ? readPart(part) : null));
  const judged = parts.filter((part) => part !== null);
  // A verdict has all its parts, each once; what was not judged has none.
  const names = judged.map(({ part }) => part);
  const isWhole =
    outcome === null ? names.length === 0 : verdictParts.every((part, at) => names[at] === part);
  if (!isWhole || names.length > verdictParts.length || (outcome === null) !== (headline === null))
    return null;
  if (outcome === null && answer === null) return null;
  return {
    row: numberOf(row["row"]),
    asked: textOf(row["asked"]),
    product: textOrNull(row["product"]),
    operator: textOrNull(row["operator"]),
    version: typeof row["version"] === "number" ? row["version"] : null,
    record: bytesOf(row["record"]),
    file: bytesOf(row["file"]),
    answer: listAnswers.find((one) => one === answer) ?? null,
    outcome: outcomes.find((one) => one === outcome) ?? null,
    headline: headlines.find((one) => one === headline) ?? null,
    demonstration: row["demonstration"] === true,
    parts: judged,
  };
}

function readPart(value: JsonObject): SheetPart | null {
  const part = verdictParts.find((one) => one === value["part"]);
  const state = partStates.find((one) => one === value["state"]);
  if (part === undefined || state === undefined) return null;
  return { part, state, code: textOrNull(value["code"]), evidence: textsIn(value["evidence"]) };
}

function bytesOf(value: JsonValue | undefined): SheetBytes | null {
  return isJsonObject(value) ? { sha256: textOf(value["sha256"]), bytes: numberOf(value["bytes"]) } : null;
}

function textsOf(value: JsonValue | undefined, language: "en" | "zh"): Readonly<Record<string, string>> {
  return isJsonObject(value) ? textsIn(value[language]) : {};
}

function textsIn(value: JsonValue | undefined): Readonly<Record<string, string>> {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([name, text]) => [name, textOf(text)]));
}

function arrayOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function textOrNull(value: JsonValue | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function numberOf(value: JsonValue | undefined): number {
  return typeof value === "number" ? value : 0;
}

function faulty(member: string): Parsed<never> {
  return reject("R_SHEET_MEMBER", "", { member });
}
