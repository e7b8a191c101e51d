import path from "node:path";
import { isJsonObject } from "../domain/record/strict-json.ts";
import { readEntry } from "../domain/transparency/read-entry.ts";
import { parseTlogProof } from "../domain/transparency/tlog-proof.ts";
import type { Bundle } from "../domain/verification/bundle.ts";
import { evidenceOf, parseBundle } from "../domain/verification/bundle.ts";
import type { VerificationCrypto } from "../domain/verification/crypto.ts";
import type { Evidence } from "../domain/verification/evidence.ts";
import { isBoundTo, isOpinion } from "../domain/verification/opinion-rules.ts";
import { digestOf, unverifiedClaims } from "../domain/verification/read-record.ts";
import { readStatusEntry } from "../domain/verification/status-entry.ts";
import { isResultSheet } from "../domain/verification/verify-sheet.ts";
import type { CliIo } from "./io.ts";
import type { Options } from "./verify.ts";

/** A record as it came, alone or in its bundle. */
export interface ToVerify {
  readonly file: string;
  readonly isBundle: boolean;
  readonly record: Uint8Array | string;
  readonly bundle: Bundle | null;
  /** The bytes of the file, where they are not those of the record alone. */
  readonly whole: Uint8Array | null;
}

/** What was given beside the records. */
export interface Given {
  readonly statusLists: readonly string[];
  readonly tokenStatusLists: readonly string[];
  readonly proofs: readonly string[];
  /** The record that an opinion must be about; null when none was named. */
  readonly about: string | Uint8Array | null;
}

/** Reads lists and proofs. Throws `Error` with a sentence for a file that cannot be read. */
export async function readMaterial(options: Options, io: CliIo): Promise<Given> {
  const texts = (files: readonly string[]) => Promise.all(files.map(async (file) => tokenText(file, io)));
  const proofs = await Promise.all(options.proofs.map(async (file) => decoded(await textIn(file, io))));
  return {
    statusLists: await texts(options.statusLists),
    tokenStatusLists: await texts(options.tokenStatusLists),
    proofs,
    about: options.about === null ? null : await aboutIn(options.about, io),
  };
}

/** The record in a file, alone or in its bundle. */
async function aboutIn(file: string, io: CliIo): Promise<string | Uint8Array> {
  return readOne(file, await textIn(file, io), false).record;
}

/**
 * Among many records, the one that an opinion is held against: the one it is bound to; else any version of the same
 * passport, so that an opinion on another version is found out. Null for other records, and where none of its passport is
 * there.
 */
export async function aboutAmong(
  { record }: ToVerify,
  all: readonly ToVerify[],
  crypto: VerificationCrypto,
): Promise<string | Uint8Array | null> {
  const claims = unverifiedClaims(record);
  if (claims === null || !isOpinion(claims)) return null;
  const place = claims["opinion"];
  if (!isJsonObject(place)) return null;
  let ofPassport: string | Uint8Array | null = null;
  for (const { record: other } of all) {
    const passport = unverifiedClaims(other)?.["passport"];
    if (!isJsonObject(passport)) continue;
    if (isBoundTo(place, await digestOf(other, crypto))) return other;
    if (passport["logSubject"] === place["logSubject"]) ofPassport ??= other;
  }
  return ofPassport;
}

/**
 * The records that were named: files, all files of a folder, or the lines of a list, each a record or the name of a file
 * beside the list. Throws `Error` with a sentence for what cannot be read.
 */
export async function recordsIn(
  { bundles, records }: Pick<Options, "bundles" | "records">,
  io: CliIo,
): Promise<{ readonly isMany: boolean; readonly records: readonly ToVerify[] }> {
  const found: ToVerify[] = [];
  let isMany = bundles.length + records.length > 1;
  for (const [name, mustBeBundle] of [
    ...bundles.map((file) => [file, true] as const),
    ...records.map((file) => [file, false] as const),
  ]) {
    const inFolder = name === "-" ? null : ((await io.listFolder?.(name)) ?? null);
    isMany ||= inFolder !== null;
    for (const file of inFolder ?? [name]) {
      const bytes = await textIn(file, io);
      const lines = linesOf(bytes);
      isMany ||= lines !== null;
      if (lines === null) found.push(readOne(file, bytes, mustBeBundle));
      else
        for (const [at, line] of lines.entries())
          found.push(await readLine(file, at, line, mustBeBundle, io));
    }
  }
  return { isMany, records: found };
}

/** The bytes of a file, or of standard input. Throws `Error` with a sentence. */
export async function textIn(file: string, io: CliIo): Promise<Uint8Array> {
  try {
    return await io.readInput(file);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Could not read the input: ${message}`, { cause });
  }
}

/**
 * A record with what of the given material speaks of it. Of a single record all is taken, so that a wrong list or proof is
 * found out; of many each takes its own. Lists that are given take the place of those in a bundle, with their proof.
 */
export async function evidenceFor(
  { record, bundle }: ToVerify,
  given: Given,
  isMany: boolean,
  crypto: VerificationCrypto,
): Promise<Evidence> {
  const claims = unverifiedClaims(record);
  const entry = claims === null ? null : readStatusEntry(claims);
  const place = entry?.ok === true ? entry.value : null;
  const statusList = listFor(given.statusLists, "id", place?.list);
  const tokenStatusList = listFor(given.tokenStatusLists, "sub", place?.tokenList);
  const digest = await digestOf(record, crypto);
  const proofs = isMany ? given.proofs.filter((proof) => mayConcern(proof, digest)) : given.proofs;
  const isReplaced = statusList !== undefined || tokenStatusList !== undefined;
  const carried =
    bundle === null ? { record } : evidenceOf(isReplaced ? { ...bundle, ...withoutLists(bundle) } : bundle);
  return {
    ...carried,
    ...(statusList === undefined ? {} : { statusList }),
    ...(tokenStatusList === undefined ? {} : { tokenStatusList }),
    proofs: [...(carried.proofs ?? []), ...proofs],
  };
}

function withoutLists({ proofs }: Bundle): Pick<Bundle, "statusList" | "tokenStatusList" | "proofs"> {
  return { statusList: null, tokenStatusList: null, proofs: { ...proofs, statusList: null } };
}

/** The list of this name; the only one there is, whatever its name, so that a wrong one is found out. */
function listFor(
  lists: readonly string[],
  member: "id" | "sub",
  name: string | undefined,
): string | undefined {
  if (lists.length <= 1) return lists[0];
  return lists.find((list) => unverifiedClaims(list)?.[member] === name);
}

/** Among many proofs, those of other records' entries are left out. */
function mayConcern(proof: string, digest: string): boolean {
  const parsed = parseTlogProof(proof);
  const entry = parsed.ok ? readEntry(parsed.value.entry) : parsed;
  if (!entry.ok) return false;
  if (entry.value.type === "digest") return entry.value.digest === digest;
  return entry.value.type !== "passport" || Object.values(entry.value.artifacts).includes(digest);
}

function readOne(file: string, bytes: Uint8Array, mustBeBundle: boolean): ToVerify {
  const text = withoutLineEnd(bytes);
  const isOneToken = bytes.find((byte) => byte > 0x20) !== "{".charCodeAt(0);
  if (!mustBeBundle && (isOneToken || isResultSheet(text))) {
    const whole = text.length === bytes.length ? null : bytes;
    return { file, isBundle: false, record: text, bundle: null, whole };
  }
  const bundle = parseBundle(text);
  if (bundle.ok) {
    return { file, isBundle: true, record: bundle.value.record, bundle: bundle.value, whole: bytes };
  }
  const [problem] = bundle.problems;
  throw new Error(`${file} is not a verification bundle (${problem?.code ?? ""} ${problem?.path ?? ""}).`);
}

async function readLine(
  file: string,
  at: number,
  line: string,
  mustBeBundle: boolean,
  io: CliIo,
): Promise<ToVerify> {
  if (line.startsWith("{") || /^[\w-]+\.[\w-]+\.[\w-]+(~[\w-]*)*$/.test(line)) {
    return readOne(`${file}:${at + 1}`, new TextEncoder().encode(line), mustBeBundle);
  }
  const named = path.resolve(path.dirname(file), line);
  return readOne(line, await textIn(named, io), mustBeBundle);
}

/** The lines of a list: at least two that are not empty. A bundle written over several lines is none. */
function linesOf(bytes: Uint8Array): readonly string[] | null {
  const text = decoded(bytes);
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const isOneObject = text.trimStart().startsWith("{") && !lines.every((line) => /^\{.*\}$/.test(line));
  return lines.length > 1 && !isOneObject ? lines : null;
}

async function tokenText(file: string, io: CliIo): Promise<string> {
  return decoded(withoutLineEnd(await textIn(file, io)));
}

function decoded(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** Files and pipes end with a line end that is no part of the record; anything more is. */
function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  const end = bytes.at(-1) === 0x0a ? (bytes.at(-2) === 0x0d ? -2 : -1) : bytes.length;
  return bytes.subarray(0, end);
}
