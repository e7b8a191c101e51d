import { parseArgs } from "node:util";
import { parseJwkSet } from "../domain/record/jwk-set.ts";
import type { CandidateKey } from "../domain/record/jws.ts";
import { readDateTimeStamp } from "../domain/record/time.ts";
import type { LogPolicy } from "../domain/transparency/policy.ts";
import { parsePolicy } from "../domain/transparency/policy.ts";
import type { Trust } from "../domain/verification/evidence.ts";
import type { Outcome, Verdict } from "../domain/verification/verdict.ts";
import { verifyRecord } from "../domain/verification/verify-record.ts";
import { nodeCrypto } from "../platform/node-crypto.ts";
import type { ResultSheet, SheetRow } from "../domain/verification/result-sheet.ts";
import { sheetRow } from "../domain/verification/result-sheet.ts";
import { isResultSheet, verifySheet } from "../domain/verification/verify-sheet.ts";
import type { CliIo } from "./io.ts";
import { messageOf } from "./io.ts";
import { linesOfSheet } from "./sheet-lines.ts";
import { lineOf, summaryOf, wordsOf } from "./verdict-lines.ts";
import type { Given, ToVerify } from "./verify-input.ts";
import { aboutAmong, evidenceFor, readMaterial, recordsIn, textIn } from "./verify-input.ts";
import { writeSheet } from "./write-sheet.ts";

const usage = `cellproof verify --bundle FILE [--policy FILE]
cellproof verify [--record FILE] [--jwks FILE] [--status-list FILE] [--token-status-list FILE] [--proof FILE] [--policy FILE]
  and with either: [--issuer ID] [--subject URL] [--about FILE] [--at TIME] [--json] [--sheet FILE [--sign-with KEY]]

Checks records without network and database: public ones (vc+jwt) and full ones (dc+sd-jwt). --policy pins a log and its
witnesses (C2SP tlog-policy); without it log and witnesses cannot be checked. --issuer and --subject are compared only when
given. --at judges everything as it stood then.

Opinions of notified bodies are records too. --about FILE names the record that an opinion must speak of, byte for byte:
an opinion on another version, or anything that is no opinion, is wrong. Among many, an opinion is held against the
records of its passport that were named with it. Whether such a record is genuine its own check says: name it as well.

--sheet FILE writes what was found to a new file, to be kept: what was checked by its digest, when, under which policy, and
each part of the verdict with its words. --sign-with KEY signs it with a key of yours, a private JSON Web Key (P-256 or
Ed25519; its "kid" names it, else its thumbprint); without it the sheet says that nobody signed it. A result sheet, of yours
or of a registry, is checked as records are: its key comes from --jwks, or from the log that --policy pins.

Many at once: several files, a folder, or a file with one record or one file name on each line. --status-list,
--token-status-list and --proof may be given several times; each record takes those that speak of it.

The record is read from standard input when no file or "-" is named. Exit: 0 all asked parts hold; 1 a part is wrong, or a
record is withdrawn or superseded; 3 could not check.
`;

const exitCodes: Readonly<Record<Outcome, number>> = {
  holds: 0,
  wrong: 1,
  withdrawn: 1,
  superseded: 1,
  couldNotCheck: 3,
};
const couldNotCheck = exitCodes.couldNotCheck;

/**
 * Verifies records and writes each verdict, part by part, in words or as JSON; of many records a line each, or a JSON
 * array.
 *
 * Answers the exit code: 1 when any record has a part that is wrong or is no longer valid; else 3 when anything asked of
 * any record could not be checked, a file could not be read or an option makes no sense; else 0.
 */
export async function runVerify(args: readonly string[], io: CliIo): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") return stop(io, `${options}\n\n${usage}`);
  if (options.help) {
    io.out(usage);
    return 0;
  }
  let trust: Trust;
  let policy: string | null;
  let given: Given;
  let found: { readonly isMany: boolean; readonly records: readonly ToVerify[] };
  try {
    policy = options.policy === null ? null : await policyText(options.policy, io);
    trust = await trustOf(options, policy, io);
    given = await readMaterial(options, io);
    found = await recordsIn(options, io);
  } catch (cause) {
    return stop(io, `${messageOf(cause)}\n`);
  }
  const { isMany, records } = found;
  if (records.length === 0) return stop(io, "There is no record in what was named; nothing was checked.\n");

  const verdicts: Found[] = [];
  const rows: SheetRow[] = [];
  const seen: string[] = [];
  for (const record of records) {
    if (isResultSheet(record.record)) {
      if (options.sheet !== null)
        return stop(
          io,
          `${record.file} is a result sheet itself; --sheet is for records. Nothing was written.\n`,
        );
      const sheetTrust = { ...trust, proofs: given.proofs };
      const checked = await verifySheet(record.record, sheetTrust, nodeCrypto);
      verdicts.push({ file: record.file, ...checked });
      continue;
    }
    const evidence = await evidenceFor(record, given, isMany, nodeCrypto);
    const asks = {
      status: record.isBundle || given.statusLists.length > 0 || given.tokenStatusLists.length > 0,
      log: record.isBundle || given.proofs.length > 0 || trust.policy !== null,
    };
    const about = given.about ?? (await aboutAmong(record, records, nodeCrypto));
    const asked = {
      ...{ ...trust, asks, wantsLoggedLists: record.isBundle },
      ...(about === null ? {} : { about }),
    };
    const checked = await verifyRecord(evidence, asked, nodeCrypto);
    verdicts.push({ file: record.file, verdict: checked.verdict });
    if (options.sheet !== null) {
      const asWhole = record.whole === null ? {} : { file: record.whole };
      const named = { row: rows.length + 1, asked: record.file, record: record.record, ...asWhole };
      rows.push(await sheetRow(named, checked, nodeCrypto));
      seen.push(...(evidence.proofs ?? []));
    }
    if (isMany && io.isWatched === true) io.err(progress(verdicts.length, records.length));
  }
  if (isMany) writeMany(verdicts, options.json, io);
  else
    for (const { verdict, sheet } of verdicts) {
      if (options.json) io.out(inJson(sheet === undefined ? verdict : { ...verdict, sheet }));
      else io.out(wordsOf(verdict) + (sheet === undefined || sheet === null ? "" : linesOfSheet(sheet)));
    }
  if (options.sheet !== null) {
    try {
      await writeSheet({ ...options, file: options.sheet }, { trust, policy, rows, proofs: seen }, io);
    } catch (cause) {
      return stop(io, `The result sheet was not written: ${messageOf(cause)}\n`);
    }
  }
  const exits = verdicts.map(({ verdict }) => exitCodes[verdict.overall]);
  return exits.includes(1) ? 1 : exits.includes(couldNotCheck) ? couldNotCheck : 0;
}

/** A record or result sheet with what was found about it. */
interface Found {
  readonly file: string;
  readonly verdict: Verdict;
  /** What a result sheet says; absent for records. */
  readonly sheet?: ResultSheet | null;
}

export interface Options {
  /** The record that an opinion must be about. */
  readonly about: string | null;
  readonly bundles: readonly string[];
  /** Files of records, and files or folders of either kind. */
  readonly records: readonly string[];
  readonly jwks: string | null;
  readonly policy: string | null;
  readonly statusLists: readonly string[];
  readonly tokenStatusLists: readonly string[];
  readonly proofs: readonly string[];
  readonly issuer: string | undefined;
  readonly subject: string | undefined;
  readonly at: Date | null;
  readonly json: boolean;
  readonly help: boolean;
  /** Where to write what was found. */
  readonly sheet: string | null;
  /** Private key to sign it with. */
  readonly signWith: string | null;
}

/** The options, or a sentence about what is wrong with them. To ignore one would be to say that it was checked. */
function readOptions(args: readonly string[]): Options | string {
  const text = { type: "string" } as const;
  const texts = { type: "string", multiple: true } as const;
  const flag = { type: "boolean", default: false } as const;
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      tokens: true,
      options: {
        ...{ bundle: texts, record: texts, jwks: text, policy: text, proof: texts },
        ...{ "status-list": texts, "token-status-list": texts },
        ...{ issuer: text, subject: text, about: text, at: text, json: flag, help: flag },
        ...{ sheet: text, "sign-with": text },
      },
    });
  } catch (cause) {
    return messageOf(cause);
  }
  const { values, positionals, tokens } = parsed;
  const named = tokens.flatMap((token) => (token.kind === "option" ? [token.name] : []));
  const once = ["jwks", "policy", "issuer", "subject", "about", "at", "sheet", "sign-with"];
  const twice = once.find((name) => named.filter((other) => other === name).length > 1);
  if (twice !== undefined) return `--${twice} was given more than once; nothing was checked.`;
  const empty = Object.entries(values).find(([, value]) => [value].flat().includes(""));
  if (empty !== undefined) return `--${empty[0]} was given without a value; nothing was checked.`;
  const atMs = values.at === undefined ? undefined : readDateTimeStamp(values.at);
  if (atMs === null) return `--at needs a time such as 2026-11-20T13:00:00Z, not ${values.at ?? ""}.`;
  const bundles = values.bundle ?? [];
  const records = [...(values.record ?? []), ...positionals];
  if (values["sign-with"] !== undefined && values.sheet === undefined)
    return "--sign-with signs what --sheet writes, and --sheet was not given; nothing was checked.";
  const isNothingNamed = records.length === 0 && bundles.length === 0;
  const options = {
    bundles,
    about: values.about ?? null,
    records: isNothingNamed ? ["-"] : records,
    jwks: values.jwks ?? null,
    policy: values.policy ?? null,
    statusLists: values["status-list"] ?? [],
    tokenStatusLists: values["token-status-list"] ?? [],
    proofs: values.proof ?? [],
    issuer: values.issuer,
    subject: values.subject,
    at: atMs === undefined ? null : new Date(atMs),
    json: values.json,
    help: values.help,
    sheet: values.sheet ?? null,
    signWith: values["sign-with"] ?? null,
  };
  const { statusLists, tokenStatusLists, proofs, jwks, policy } = options;
  const files = [
    ...bundles,
    ...options.records,
    ...statusLists,
    ...tokenStatusLists,
    ...proofs,
    jwks,
    policy,
    options.about,
    options.signWith,
  ];
  const isTwice = files.filter((file) => file === "-").length > 1;
  return isTwice ? "Only one thing can come from standard input; nothing was checked." : options;
}

async function trustOf(options: Options, policy: string | null, io: CliIo): Promise<Trust> {
  const { jwks, issuer, subject, at } = options;
  const now = new Date();
  return {
    keys: jwks === null ? null : await keysIn(jwks, io),
    policy: policy === null ? null : policyIn(options.policy ?? "", policy),
    ...(issuer === undefined ? {} : { issuer }),
    ...(subject === undefined ? {} : { subject }),
    at: at ?? now,
    now: at !== null && at > now ? at : now,
  };
}

async function keysIn(file: string, io: CliIo): Promise<readonly CandidateKey[]> {
  const set = parseJwkSet(await textIn(file, io));
  if (set.ok) return set.value;
  throw new Error(`${file} is not a JSON Web Key Set (${set.problems[0]?.code ?? ""}).`);
}

async function policyText(file: string, io: CliIo): Promise<string> {
  return new TextDecoder().decode(await textIn(file, io));
}

function policyIn(file: string, text: string): LogPolicy {
  const policy = parsePolicy(text);
  if (policy.ok) return policy.value;
  const [problem] = policy.problems;
  throw new Error(`${file} is not a log policy (${problem?.code ?? ""} ${problem?.path ?? ""}).`);
}

function writeMany(verdicts: readonly Found[], isJson: boolean, io: CliIo): void {
  if (io.isWatched === true) io.err("\n");
  if (isJson) io.out(inJson(verdicts.map(({ file, verdict }) => ({ file, ...verdict }))));
  else {
    for (const { file, verdict } of verdicts) io.out(lineOf(file, verdict));
    io.out(summaryOf(verdicts.map(({ verdict }) => verdict)));
  }
}

function inJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A bar of 30 characters, drawn over itself. */
function progress(done: number, all: number): string {
  const filled = Math.floor((done / all) * 30);
  return `\r[${"#".repeat(filled)}${".".repeat(30 - filled)}] ${done}/${all}`;
}

function stop(io: CliIo, message: string): number {
  io.err(message);
  return couldNotCheck;
}
