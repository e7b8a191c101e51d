import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { sameBytes } from "./hashing.ts";
import type { Vkey } from "./note.ts";
import { parseVkey } from "./note.ts";
import { decodeUtf8 } from "../record/utf8.ts";

export interface PolicyLog {
  readonly vkey: Vkey;
  readonly url?: string;
}

export interface PolicyWitness {
  /** What the policy calls it; its key has a name of its own. */
  readonly name: string;
  readonly vkey: Vkey;
  readonly url?: string;
}

/** Which witnesses are enough. */
export type Quorum =
  | { readonly kind: "none" }
  | { readonly kind: "witness"; readonly name: string }
  | {
      readonly kind: "group";
      readonly name: string;
      readonly threshold: number;
      readonly members: readonly Quorum[];
    };

/** Whom a verifier trusts: a state of the log counts when one of the logs signed it and enough witnesses did. */
export interface LogPolicy {
  /** Any of them is accepted; usually one. */
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  readonly quorum: Quorum;
}

/** Larger files are refused unread: 32 logs, witnesses and groups need a tenth of it. */
const maxPolicyBytes = 256 * 1024;

/**
 * Reads a policy file: lines `log VKEY [URL]`, `witness NAME VKEY [URL]`, `group NAME all|any|K NAME…`, `quorum NAME|none`.
 * A name must stand above where it is used, and be a member of one group at most.
 *
 * Problems, with the number of the line: `E_POLICY_SIZE`, `E_POLICY_CHARACTER` (not UTF-8, or a control character other
 * than tab and newline), `E_POLICY_LINE` (an unknown word, or too few or many), the codes of verifier keys,
 * `E_POLICY_KEY_TYPE` (a witness's key for a log or the other way round), `E_POLICY_DUPLICATE` (a name, key or quorum given
 * twice), `E_POLICY_NAME` (not defined above, or the reserved word `none`), `E_POLICY_THRESHOLD` (not a number from 1 to
 * the members), `E_POLICY_MEMBER` (a member of two groups), `E_POLICY_QUORUM` (no quorum line).
 *
 * Source: C2SP tlog-policy.
 */
export function parsePolicy(input: string | Uint8Array): Parsed<LogPolicy> {
  if (input.length > maxPolicyBytes) return reject("E_POLICY_SIZE");
  const text = typeof input === "string" ? input : decodeUtf8(input);
  if (text === null || /\p{Surrogate}/u.test(text)) return reject("E_POLICY_CHARACTER", "", { line: "1" });
  const reader = new PolicyReader();
  for (const [at, line] of text.split("\n").entries()) {
    // oxlint-disable-next-line no-control-regex -- control characters are what a policy must not hold
    const problem = /[\u0000-\u0008\u000B-\u001F\u007F]/.test(line)
      ? "E_POLICY_CHARACTER"
      : reader.take(line);
    if (problem !== null) return reject(problem, `lines[${at}]`, { line: String(at + 1) });
  }
  return reader.finish();
}

/**
 * The policy of one log, in which `threshold` of the witnesses must have signed; 0 asks for none. Problems as in
 * `parsePolicy`, which reads the same policy as a file.
 */
export function policyOf(
  logVkeys: readonly string[],
  witnessVkeys: readonly string[],
  threshold: number,
): Parsed<LogPolicy> {
  const names = witnessVkeys.map((_, at) => `w${at + 1}`);
  const lines = [
    ...logVkeys.map((vkey) => `log ${vkey}`),
    ...witnessVkeys.map((vkey, at) => `witness w${at + 1} ${vkey}`),
    ...(threshold === 0 ? [] : [`group enough ${threshold} ${names.join(" ")}`]),
    `quorum ${threshold === 0 ? "none" : "enough"}`,
  ];
  return parsePolicy(lines.join("\n"));
}

/** Whether these witnesses, by their names in the policy, are enough. */
export function isQuorumMet(quorum: Quorum, witnesses: ReadonlySet<string>): boolean {
  switch (quorum.kind) {
    case "none":
      return true;
    case "witness":
      return witnesses.has(quorum.name);
    case "group":
      return quorum.members.filter((member) => isQuorumMet(member, witnesses)).length >= quorum.threshold;
  }
}

/** Takes a policy line by line. */
class PolicyReader {
  readonly #logs: PolicyLog[] = [];
  readonly #witnesses: PolicyWitness[] = [];
  readonly #defined = new Map<string, Quorum>();
  readonly #members = new Set<string>();
  #quorum: Quorum | undefined;

  /** The code of what is wrong with the line; null when nothing is. */
  take(line: string): string | null {
    const words = line.split(/[ \t]+/).filter((word) => word !== "");
    const [keyword = "#", ...rest] = words;
    if (keyword.startsWith("#")) return null;
    switch (keyword) {
      case "log":
        return this.#log(rest);
      case "witness":
        return this.#witness(rest);
      case "group":
        return this.#group(rest);
      case "quorum":
        return this.#setQuorum(rest);
      default:
        return "E_POLICY_LINE";
    }
  }

  finish(): Parsed<LogPolicy> {
    if (this.#quorum === undefined) return reject("E_POLICY_QUORUM");
    return accept({ logs: this.#logs, witnesses: this.#witnesses, quorum: this.#quorum });
  }

  #log([text = "", url, ...more]: readonly string[]): string | null {
    if (text === "" || more.length > 0) return "E_POLICY_LINE";
    const vkey = parseVkey(text);
    if (!vkey.ok) return vkey.problems[0]?.code ?? "E_VKEY_FORM";
    if (vkey.value.type !== 1) return "E_POLICY_KEY_TYPE";
    if (hasKey(this.#logs, vkey.value)) return "E_POLICY_DUPLICATE";
    this.#logs.push({ vkey: vkey.value, ...(url === undefined ? {} : { url }) });
    return null;
  }

  #witness([name = "", text = "", url, ...more]: readonly string[]): string | null {
    if (text === "" || more.length > 0) return "E_POLICY_LINE";
    const vkey = parseVkey(text);
    if (!vkey.ok) return vkey.problems[0]?.code ?? "E_VKEY_FORM";
    if (vkey.value.type !== 4) return "E_POLICY_KEY_TYPE";
    if (hasKey(this.#witnesses, vkey.value)) return "E_POLICY_DUPLICATE";
    this.#witnesses.push({ name, vkey: vkey.value, ...(url === undefined ? {} : { url }) });
    return this.#define(name, { kind: "witness", name });
  }

  #group([name = "", thresholdText = "", ...names]: readonly string[]): string | null {
    if (names.length === 0) return "E_POLICY_LINE";
    const threshold = thresholdOf(thresholdText, names.length);
    if (threshold === null) return "E_POLICY_THRESHOLD";
    const members: Quorum[] = [];
    for (const memberName of names) {
      const member = this.#defined.get(memberName);
      if (member === undefined) return "E_POLICY_NAME";
      if (this.#members.has(memberName)) return "E_POLICY_MEMBER";
      this.#members.add(memberName);
      members.push(member);
    }
    return this.#define(name, { kind: "group", name, threshold, members });
  }

  #setQuorum([name = "", ...more]: readonly string[]): string | null {
    if (name === "" || more.length > 0) return "E_POLICY_LINE";
    if (this.#quorum !== undefined) return "E_POLICY_DUPLICATE";
    this.#quorum = name === "none" ? { kind: "none" } : this.#defined.get(name);
    return this.#quorum === undefined ? "E_POLICY_NAME" : null;
  }

  #define(name: string, meaning: Quorum): string | null {
    if (name === "none") return "E_POLICY_NAME";
    if (this.#defined.has(name)) return "E_POLICY_DUPLICATE";
    this.#defined.set(name, meaning);
    return null;
  }
}

/** Two keys are the same when the public key is, whatever they are called. */
function hasKey(list: readonly { readonly vkey: Vkey }[], { publicKey }: Vkey): boolean {
  return list.some(({ vkey }) => sameBytes(vkey.publicKey, publicKey));
}

function thresholdOf(text: string, members: number): number | null {
  if (text === "any") return 1;
  if (text === "all") return members;
  const threshold = /^[1-9][0-9]{0,5}$/.test(text) ? Number(text) : 0;
  return threshold >= 1 && threshold <= members ? threshold : null;
}
