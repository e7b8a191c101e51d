import type { Problem } from "../problem.ts";
import { encodeBase64url } from "../record/base64url.ts";
import { thumbprintInput } from "../record/jwk.ts";
import { verifyUnderPolicy } from "../transparency/checkpoint.ts";
import { sameBytes } from "../transparency/hashing.ts";
import type { LogPolicy } from "../transparency/policy.ts";
import type { LogEntry } from "../transparency/read-entry.ts";
import type { LoggedEntry } from "../transparency/tlog-proof.ts";
import { parseTlogProof, verifyUnderCheckpoint } from "../transparency/tlog-proof.ts";
import type { VerificationCrypto } from "./crypto.ts";

/** An entry of one type that is in the pinned log. */
export type Logged<Type extends LogEntry["type"]> = LoggedEntry & { readonly entry: { readonly type: Type } };

/** What the pinned log says, as far as the proofs at hand show it. */
export interface LogEvidence {
  /** Whether a log is pinned. Without one nothing is believed of any proof. */
  readonly isPinned: boolean;
  /** Whether there was any proof to judge. */
  readonly hasProofs: boolean;
  readonly passports: readonly Logged<"passport">[];
  /** Only keys that are named by their thumbprints: one with another name is left out, and so is never found. */
  readonly keys: readonly Logged<"issuer-key">[];
  readonly lists: readonly Logged<"status-list">[];
  readonly changes: readonly Logged<"status-change">[];
  readonly digests: readonly Logged<"digest">[];
  /** What is wrong with the first proof that proves nothing; null when each proves what it claims. */
  readonly fault: Problem | null;
}

/** What is known of the log without a proof: nothing. */
export const nothingLogged: LogEvidence = {
  isPinned: false,
  hasProofs: false,
  ...{ passports: [], keys: [], lists: [], changes: [], digests: [] },
  fault: null,
};

/** What proofs show to whoever has pinned no log: nothing. */
export function unpinned(proofs: readonly string[]): LogEvidence {
  return proofs.length === 0 ? nothingLogged : { ...nothingLogged, hasProofs: true };
}

/**
 * Judges every proof at hand under the pinned log: its signature, the signatures of known witnesses, inclusion, and that
 * the entry can be read in one way only. A proof that fails any of it counts for nothing and is reported.
 *
 * `fault` has the code `R_WITNESS` (a false signature of a known witness), `R_LOG_SPLIT` (two proofs show two states of
 * one size: the log has shown somebody another history) or `R_LOG_PROOF`, each with the inner `reason` as evidence.
 *
 * Source: record format, section 6.5.
 */
export async function readLogEvidence(
  proofs: readonly string[],
  policy: LogPolicy,
  crypto: VerificationCrypto,
): Promise<LogEvidence> {
  const entries: LoggedEntry[] = [];
  let fault: Problem | null = null;
  const checkpoints: JudgedCheckpoints = new Map();
  for (const text of proofs) {
    const judged = await judgeProof(text, policy, checkpoints, crypto);
    if ("code" in judged) fault ??= judged;
    else entries.push(judged);
  }
  const split = splitIn(entries);
  const keys: Logged<"issuer-key">[] = [];
  const ofType = <Type extends LogEntry["type"]>(type: Type) =>
    entries.filter((logged): logged is Logged<Type> => logged.entry.type === type);
  for (const key of ofType("issuer-key")) if (await hasOwnName(key, crypto)) keys.push(key);
  return {
    isPinned: true,
    hasProofs: proofs.length > 0,
    passports: ofType("passport"),
    keys,
    lists: ofType("status-list"),
    changes: ofType("status-change"),
    digests: ofType("digest"),
    fault: split ?? fault,
  };
}

/** Place of an entry and who saw it, as evidence. */
export function placeOf({ index, size, origin }: LoggedEntry): Readonly<Record<string, string>> {
  return { origin, leafIndex: String(index), treeSize: String(size) };
}

/**
 * Whether the name of a logged key is its RFC 7638 thumbprint below its issuer: a key cannot take another's name.
 *
 * Source: record format, section 3.
 */
async function hasOwnName({ entry }: Logged<"issuer-key">, crypto: VerificationCrypto): Promise<boolean> {
  const digest = await crypto.sha256(new TextEncoder().encode(thumbprintInput(entry.jwk)));
  return entry.kid === `${entry.issuer}#${encodeBase64url(digest)}`;
}

/** The proofs of a bundle end in one checkpoint: its signatures are checked once. */
type JudgedCheckpoints = Map<string, Awaited<ReturnType<typeof verifyUnderPolicy>>>;

async function judgeProof(
  text: string,
  policy: LogPolicy,
  checkpoints: JudgedCheckpoints,
  crypto: VerificationCrypto,
): Promise<LoggedEntry | Problem> {
  const proof = parseTlogProof(text);
  if (!proof.ok) return faultOf(proof.problems);
  const { checkpoint } = proof.value;
  const judged = checkpoints.get(checkpoint) ?? (await verifyUnderPolicy(checkpoint, policy, crypto));
  checkpoints.set(checkpoint, judged);
  const logged = judged.ok ? await verifyUnderCheckpoint(proof.value, judged.value, crypto) : judged;
  return logged.ok ? logged.value : faultOf(logged.problems);
}

function faultOf([problem]: readonly Problem[]): Problem {
  const reason = problem?.code ?? "";
  const code = reason === "E_LOG_COSIGNATURE" ? "R_WITNESS" : "R_LOG_PROOF";
  return { code, path: "", params: { ...problem?.params, reason } };
}

function splitIn(entries: readonly LoggedEntry[]): Problem | null {
  for (const one of entries) {
    const other = entries.find(
      ({ origin, size, root }) => origin === one.origin && size === one.size && !sameBytes(root, one.root),
    );
    if (other !== undefined) {
      return { code: "R_LOG_SPLIT", path: "", params: { origin: one.origin, treeSize: String(one.size) } };
    }
  }
  return null;
}
