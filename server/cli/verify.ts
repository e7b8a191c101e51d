import { parseArgs } from "node:util";
import { parseJwkSet } from "../domain/record/jwk-set.ts";
import type { CandidateKey } from "../domain/record/jws.ts";
import { readDateTimeStamp } from "../domain/record/time.ts";
import { verifyPublicRecord } from "../domain/verification/check.ts";
import type { Verdict } from "../domain/verification/verdict.ts";
import { englishVerdict, explanationOf, headlineOf } from "../domain/verification/words.ts";
import { webCrypto } from "../platform/web-crypto.ts";
import type { CliIo } from "./io.ts";

const usage = `cellproof verify [--record FILE] [--jwks FILE] [--issuer DID] [--subject URL] [--at TIME] [--json]

Checks one public record (vc+jwt) without network and database. The record is read from standard input when no file or "-"
is named. Exit: 0 all asked parts hold; 1 a part is wrong; 3 could not check.
`;

/** Options promised for later. To ignore one would be to say that something was checked which was not. */
const laterOptions = ["bundle", "status-list", "token-status-list", "proof", "policy"] as const;

const exitCodes: Readonly<Record<Verdict["overall"], number>> = {
  holds: 0,
  wrong: 1,
  withdrawn: 1,
  superseded: 1,
  couldNotCheck: 3,
};
const couldNotCheck = exitCodes.couldNotCheck;

/**
 * Verifies one record and writes the verdict, part by part, in words or as JSON.
 *
 * Answers the exit code: 0 all asked parts hold, 1 a part is wrong, 3 could not check (no keys, an unreadable file, or an
 * option that this version does not know how to check).
 */
export async function runVerify(args: readonly string[], io: CliIo): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") return stop(io, `${options}\n\n${usage}`);
  if (options.help) {
    io.out(usage);
    return 0;
  }
  let keys: readonly CandidateKey[] | null = null;
  let record: Uint8Array;
  try {
    if (options.jwks !== null) {
      const set = parseJwkSet(await io.readInput(options.jwks));
      if (!set.ok)
        return stop(io, `${options.jwks} is not a JSON Web Key Set (${set.problems[0]?.code ?? ""}).\n`);
      keys = set.value;
    }
    record = await io.readInput(options.record);
  } catch (cause) {
    return stop(io, `Could not read the input: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  }
  const { verdict } = await verifyPublicRecord(
    withoutLineEnd(record),
    { ...options.expected, keys },
    webCrypto,
  );
  io.out(options.json ? `${JSON.stringify(verdict, null, 2)}\n` : inWords(verdict));
  return exitCodes[verdict.overall];
}

interface Options {
  readonly record: string;
  readonly jwks: string | null;
  readonly expected: { readonly issuer?: string; readonly subject?: string; readonly at: Date };
  readonly json: boolean;
  readonly help: boolean;
}

/** The options, or a sentence about what is wrong with them. */
function readOptions(args: readonly string[]): Options | string {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      tokens: true,
      options: {
        record: text,
        jwks: text,
        issuer: text,
        subject: text,
        at: text,
        json: flag,
        help: flag,
        bundle: text,
        "status-list": text,
        "token-status-list": text,
        proof: text,
        policy: text,
      },
    });
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
  const { values, positionals, tokens } = parsed;
  const named = tokens.flatMap((token) => (token.kind === "option" ? [token.name] : []));
  const twice = named.find((name, index) => named.indexOf(name) !== index);
  if (twice !== undefined) return `--${twice} was given more than once; nothing was checked.`;
  const later = laterOptions.filter((name) => values[name] !== undefined);
  if (later.length > 0) {
    return `This version cannot check ${later.map((name) => `--${name}`).join(", ")} yet; nothing was checked.`;
  }
  const files = values.record === undefined ? positionals : [values.record, ...positionals];
  if (files.length > 1) return "This version checks one record at a time; nothing was checked.";
  const record = files[0] ?? "-";
  if (record === "-" && values.jwks === "-") return "Record and keys cannot both come from standard input.";
  const atMs = values.at === undefined ? Date.now() : readDateTimeStamp(values.at);
  if (atMs === null) return `--at needs a time such as 2026-11-20T13:00:00Z, not ${values.at ?? ""}.`;
  return {
    record,
    jwks: values.jwks ?? null,
    expected: {
      at: new Date(atMs),
      ...(values.issuer === undefined ? {} : { issuer: values.issuer }),
      ...(values.subject === undefined ? {} : { subject: values.subject }),
    },
    json: values.json,
    help: values.help,
  };
}

function inWords(verdict: Verdict): string {
  const lines = [englishVerdict.headlines[headlineOf(verdict)]];
  if (verdict.demonstration) lines.push(englishVerdict.demonstration);
  lines.push("");
  for (const part of verdict.parts) {
    const { name } = englishVerdict.parts[part.part];
    lines.push(`${name}: ${englishVerdict.states[part.state]}`);
    lines.push(`  ${explanationOf(part, englishVerdict)}${part.code === undefined ? "" : ` [${part.code}]`}`);
    for (const [evidence, value] of Object.entries(part.evidence))
      lines.push(`  ${evidence}: ${printable(value)}`);
  }
  lines.push("", `Checked for ${verdict.checkedAt}.`, "");
  return lines.join("\n");
}

/** Evidence was written by a stranger: no control character of it reaches the terminal. */
function printable(value: string): string {
  return value.replaceAll(/\p{C}/gu, "\u{FFFD}");
}

/** Files and pipes end with a line end that is no part of the record; anything more is. */
function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  const end = bytes.at(-1) === 0x0a ? (bytes.at(-2) === 0x0d ? -2 : -1) : bytes.length;
  return bytes.subarray(0, end);
}

function stop(io: CliIo, message: string): number {
  io.err(message);
  return couldNotCheck;
}
