import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { decodeBase64url, encodeBase64url } from "../domain/record/base64url.ts";
import { isJsonObject, parseStrictJson } from "../domain/record/strict-json.ts";
import { parsePolicy } from "../domain/transparency/policy.ts";
import type { LogPolicy } from "../domain/transparency/policy.ts";
import type { CliIo } from "./io.ts";
import { messageOf } from "./io.ts";
import { logAddress, LogReader, Unreachable } from "./log-reader.ts";
import { followLog } from "./monitor-round.ts";
import type { OwnRecord, Round, Watch } from "./monitor-round.ts";
import { newMonitorState, readMonitorState, writeEvidence, writeMonitorState } from "./monitor-state.ts";
import type { Finding } from "./monitor-state.ts";
import { sayFinding } from "./monitor-words.ts";

const usage = `cellproof monitor --url URL --state DIR (--log VKEY | --policy FILE) [--issuer DID...] [--key KID...]
                  [--subjects FILE] [--records DIR] [--once] [--interval SECONDS] [--json]

Follows a transparency log: reads every entry from the first on, recomputes the signed root from the entries and from the
tiles, and tells what is not as an honest log does it. What it has seen is kept in DIR; there later runs find the policy.

  --url        the log's address, or the registry's
  --log        the log's verifier key; --policy a policy file that may name witnesses too (C2SP tlog-policy)
  --issuer     tells each key that is logged for this operator; with --key, a key that is not named is an alert
  --subjects   file with names of passports in the log, one a line: tells their versions, statuses and digests
  --records    folder of records (vc+jwt, dc+sd-jwt, bundles): watches their passports, and alerts to a version that has
               no record there and to a record the log does not know
  --once       one look; else again every --interval seconds (60)
  --json       one JSON object a line

Exit: 0 all is well; 1 the log is unsound, or, with --once, there is an alert; 2 cannot start; 3 the log cannot be asked.
`;

const exits = { well: 0, unsound: 1, unusable: 2, unreachable: 3 } as const;

/**
 * Follows a log, once or until stopped or until it is unsound, and tells what it finds.
 *
 * Answers the exit code: 0 all is well, 1 the log is unsound or an alert was raised, 2 cannot start, 3 the log cannot be
 * asked (with `--once`; else it is asked again).
 */
export async function runMonitor(args: readonly string[], io: CliIo): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    io.out(usage);
    return exits.well;
  }
  if (typeof options === "string") {
    io.err(`cellproof monitor: ${options}\n\n${usage}`);
    return exits.unusable;
  }
  try {
    return await watchLog(options, io);
  } catch (error) {
    io.err(`cellproof monitor: ${messageOf(error)}\n`);
    return exits.unusable;
  }
}

async function watchLog(options: Options, io: CliIo): Promise<number> {
  const { policy, policyText } = await policyOf(options, io);
  let state = readMonitorState(options.state) ?? newMonitorState(policyText);
  if (state.policy !== policyText) state = { ...state, policy: policyText };
  const reader = new LogReader(options.url);
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once("SIGTERM", onSignal);
  process.once("SIGINT", onSignal);
  try {
    for (;;) {
      // Records may be added while a monitor runs.
      const watch = await watchOf(options, io);
      const round = await followLog(reader, state, policy, watch).catch((error: unknown) => {
        if (!(error instanceof Unreachable)) throw error;
        io.err(`${error.message}\n`);
        return null;
      });
      if (round !== null) {
        state = round.state;
        writeMonitorState(options.state, state);
        tell(round, options, io);
        const isUnsound = state.unsound.length > 0 || round.findings.some(({ level }) => level === "unsound");
        if (isUnsound) return exits.unsound;
      }
      if (options.once) {
        if (round === null) return exits.unreachable;
        return round.findings.some(({ level }) => level === "alert") ? exits.unsound : exits.well;
      }
      if (stop.signal.aborted || !(await pause(options.intervalMs, stop.signal))) return exits.well;
    }
  } finally {
    process.removeListener("SIGTERM", onSignal);
    process.removeListener("SIGINT", onSignal);
  }
}

function tell({ findings, state, size, witnessed, evidence }: Round, options: Options, io: CliIo): void {
  const say = (finding: Finding) =>
    io.out(
      `${options.json ? JSON.stringify({ ...finding, message: sayFinding(finding) }) : sayFinding(finding)}\n`,
    );
  for (const finding of findings) say(finding);
  if (evidence !== undefined) {
    const name = createHash("sha256").update(evidence.join("\n")).digest("hex").slice(0, 32);
    io.err(
      `The two states that contradict each other are kept in ${writeEvidence(options.state, name, evidence)}.\n`,
    );
  }
  // What was found in an earlier run stays true.
  const earlier = state.unsound.filter((finding) => !findings.includes(finding));
  if (!options.json) for (const finding of earlier) io.out(`Found earlier: ${sayFinding(finding)}\n`);
  const isSound = state.unsound.length === 0 && !findings.some(({ level }) => level === "unsound");
  const witnesses = (witnessed?.cosignatures ?? []).map(({ keyName, time }) => ({
    name: keyName,
    time: new Date(time * 1000).toISOString().replace(".000Z", "Z"),
  }));
  const quorum = witnessed?.quorum ?? "notAsked";
  if (options.json) {
    io.out(`${JSON.stringify({ level: "summary", sound: isSound, size, witnesses, quorum, earlier })}\n`);
    return;
  }
  const seenBy =
    witnesses.length === 0
      ? "no witness"
      : witnesses.map(({ name, time }) => `${name} at ${time}`).join(", ");
  const enough = quorum === "notMet" ? "; fewer witnesses than the policy asks for" : "";
  io.out(
    isSound
      ? `Sound: ${size} entries followed; signed by ${seenBy}${enough}.\n`
      : `Do not rely on this log. Followed as far as entry ${size}.\n`,
  );
}

/** Answers false when told to stop. */
function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve(true);
    }, milliseconds);
    signal.addEventListener("abort", stop, { once: true });
  });
}

/** The policy that was given, or that of the earlier runs. */
async function policyOf(
  options: Options,
  io: CliIo,
): Promise<{ readonly policy: LogPolicy; readonly policyText: string }> {
  const kept = readMonitorState(options.state)?.policy;
  const given =
    options.log !== undefined
      ? `log ${options.log}\nquorum none\n`
      : options.policy === undefined
        ? undefined
        : new TextDecoder().decode(await io.readInput(options.policy));
  const policyText = given ?? kept;
  if (policyText === undefined)
    throw new Error("nothing is pinned: name the log's key with --log VKEY, or a policy with --policy FILE.");
  const policy = parsePolicy(policyText);
  if (!policy.ok) {
    const [problem] = policy.problems;
    throw new Error(
      `line ${problem?.params?.["line"] ?? "?"} of the policy cannot be used (${problem?.code ?? ""}).`,
    );
  }
  if (policy.value.logs.length === 0) throw new Error("the policy names no log.");
  const before = kept === undefined ? null : parsePolicy(kept);
  const names = (one: LogPolicy) => one.logs.map(({ vkey }) => vkey.name);
  if (before?.ok === true && !names(before.value).some((name) => names(policy.value).includes(name)))
    throw new Error(
      `${options.state} remembers another log, ${names(before.value).join(", ")}. Choose another folder.`,
    );
  return { policy: policy.value, policyText };
}

async function watchOf(options: Options, io: CliIo): Promise<Watch> {
  const listed =
    options.subjects === undefined
      ? []
      : subjectsIn(new TextDecoder().decode(await io.readInput(options.subjects)));
  const records = options.records === undefined ? [] : recordsIn(options.records, io);
  return {
    issuers: new Set(options.issuers),
    keys: options.keys === undefined ? null : new Set(options.keys),
    subjects: new Set([...listed, ...records.map(({ subject }) => subject)]),
    records,
  };
}

/** The first word of each line that is no comment. Throws in words for what is no name of a passport. */
function subjectsIn(text: string): readonly string[] {
  const words = text.split("\n").map((line) => line.trim().split(/\s+/)[0] ?? "");
  const subjects = words.filter((word) => word !== "" && !word.startsWith("#"));
  const wrong = subjects.find((subject) => {
    const bytes = decodeBase64url(subject);
    return !bytes.ok || bytes.value.length !== 16;
  });
  if (wrong !== undefined)
    throw new Error(`"${wrong}" is not the name of a passport in the log (22 characters).`);
  return subjects;
}

/** The records in a folder; files that hold none are named and left out. */
function recordsIn(folder: string, io: CliIo): readonly OwnRecord[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .flatMap(({ name }) => {
      const record = recordOf(fs.readFileSync(path.join(folder, name), "utf8").trim());
      if (record === null) io.err(`${name} holds no record of a passport; left out.\n`);
      return record === null ? [] : [{ file: name, ...record }];
    });
}

/** What a record says of itself: nothing is verified, for these are the watcher's own. */
function recordOf(text: string): Omit<OwnRecord, "file"> | null {
  const bundle = text.startsWith("{") ? parseStrictJson(text) : null;
  const inBundle = bundle?.ok === true && isJsonObject(bundle.value) ? bundle.value["record"] : null;
  const [jws = ""] = (typeof inBundle === "string" ? inBundle : text).split("~");
  const [, payload = ""] = jws.split(".");
  const bytes = decodeBase64url(payload);
  const json = bytes.ok ? parseStrictJson(bytes.value) : null;
  const passport = json?.ok === true && isJsonObject(json.value) ? json.value["passport"] : undefined;
  if (!isJsonObject(passport)) return null;
  const { logSubject: subject, version } = passport;
  if (typeof subject !== "string" || typeof version !== "number") return null;
  const digest = encodeBase64url(new Uint8Array(createHash("sha256").update(jws, "ascii").digest()));
  return { subject, version, digest };
}

interface Options {
  readonly url: string;
  readonly state: string;
  readonly log: string | undefined;
  readonly policy: string | undefined;
  readonly issuers: readonly string[];
  readonly keys: readonly string[] | undefined;
  readonly subjects: string | undefined;
  readonly records: string | undefined;
  readonly once: boolean;
  readonly intervalMs: number;
  readonly json: boolean;
}

/** The options; a sentence about what is wrong with them; null when help is asked for. */
function readOptions(args: readonly string[]): Options | string | null {
  const text = { type: "string" } as const;
  const texts = { type: "string", multiple: true } as const;
  const flag = { type: "boolean", default: false } as const;
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      // `--issuer A B` names two issuers, as does `--issuer A --issuer B`.
      allowPositionals: true,
      options: {
        url: text,
        state: text,
        log: text,
        policy: text,
        issuer: texts,
        key: texts,
        subjects: text,
        records: text,
        once: flag,
        interval: { ...text, default: "60" },
        json: flag,
        help: { ...flag, short: "h" },
      },
    });
  } catch (error) {
    return messageOf(error);
  }
  const { values, positionals } = parsed;
  if (values.help) return null;
  const issuers = [...(values.issuer ?? []), ...positionals];
  if (values.url === undefined) return "name the log with --url URL.";
  const url = logAddress(values.url);
  if (url === null) return `--url needs an https address (http for this machine alone), not ${values.url}.`;
  if (values.state === undefined) return "name the folder of the monitor with --state DIR.";
  if (values.log !== undefined && values.policy !== undefined) return "say either --log or --policy.";
  const wrong = issuers.find((issuer) => !issuer.startsWith("did:"));
  if (wrong !== undefined)
    return `--issuer needs a DID such as did:web:registry.example:op:voltara, not ${wrong}.`;
  if (!/^[1-9][0-9]{0,5}$/.test(values.interval)) return "--interval needs a number of seconds.";
  return {
    url,
    state: values.state,
    log: values.log,
    policy: values.policy,
    issuers,
    keys: values.key,
    subjects: values.subjects,
    records: values.records,
    once: values.once,
    intervalMs: Number(values.interval) * 1000,
    json: values.json,
  };
}
