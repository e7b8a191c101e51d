import type { Parsed, Problem } from "../problem.ts";
import { reject } from "../problem.ts";
import type { PublicJwk } from "../record/jwk.ts";
import type { CandidateKey, ReadJws } from "../record/jws.ts";
import { keyFor } from "../record/jws.ts";
import type { LoggedEntry } from "../transparency/tlog-proof.ts";
import type { Logged, LogEvidence } from "./log-evidence.ts";
import type { RefusalCode } from "./refusal-codes.ts";

/** The keys a signature may be checked with, and what the log says of them. */
export interface KeyRing {
  /** Given by whoever checks; null when none were. */
  readonly given: readonly CandidateKey[] | null;
  readonly logged: readonly Logged<"issuer-key">[];
  /** Came along with the record; vouched for by nobody. */
  readonly hints: readonly CandidateKey[];
}

/** What a key is to be used for: a key of the use `status` signs lists, and no record. */
export type Purpose = "record" | "list";

/** The keys at hand. Source: record format, sections 3 and 7. */
export function keyRing(
  given: readonly CandidateKey[] | null,
  hints: readonly CandidateKey[],
  log: LogEvidence,
): KeyRing {
  return { given, hints, logged: log.keys };
}

/** The `add` entry of a key in the pinned log; undefined when no proof shows it. */
export function addedAt(ring: KeyRing, kid: string): Logged<"issuer-key"> | undefined {
  return ring.logged.find(({ entry }) => entry.action === "add" && entry.kid === kid);
}

/**
 * The one key that a token names, among those that count: given by whoever checks, or added in the pinned log. Null when
 * there is nothing to look in, which says nothing about the token.
 *
 * Problems: those of `keyFor`; `R_KEY_AMBIGUOUS` also when the given key and the logged one of a name differ;
 * `R_KEY_STATUS_ONLY`.
 */
export function trustedKey(ring: KeyRing, jws: ReadJws, purpose: Purpose): Parsed<PublicJwk> | null {
  const added = addedAt(ring, jws.kid);
  if (added?.entry.use === "status" && purpose === "record") {
    return reject("R_KEY_STATUS_ONLY", "", { kid: jws.kid });
  }
  if (added === undefined) return ring.given === null ? null : keyFor(jws, ring.given);
  const { jwk } = added.entry;
  const ofLog = { ...jwk, kid: added.entry.kid };
  const given = ring.given ?? [];
  const isRepeated = given.some(
    (key) => key["kid"] === jws.kid && key["x"] === jwk.x && (jwk.kty === "OKP" || key["y"] === jwk.y),
  );
  return keyFor(jws, isRepeated ? given : [...given, ofLog]);
}

/** The key that came along with the record under the name it uses. It vouches for nothing. */
export function hintedKey(ring: KeyRing, jws: ReadJws): PublicJwk | null {
  const key = keyFor(jws, ring.hints);
  return key.ok ? key.value : null;
}

/**
 * Why a key does not count for what it signed, by what is known of its life; null when it does. Order in the log is what
 * tells before from after; a time counts only when a witness states it.
 *
 * - `R_KEY_LATER`: it was logged after what it signed, so at the time nobody could know it.
 * - `R_KEY_RETIRED`: what it signed was logged after it was retired. What was logged before stays good. Of a record that is
 *   not shown to be logged its own part says so; a list has none, and could be made anew each day by whoever has the key.
 * - `R_KEY_COMPROMISED`: it is in foreign hands since a moment, and no trusted witness saw what it signed in the log before.
 *
 * Source: record format, section 3, rotation and compromise.
 *
 * @param signed what was signed, as the log shows it; null when that is not shown.
 */
export function lifeFault(
  ring: KeyRing,
  kid: string,
  signed: LoggedEntry | null,
  purpose: Purpose,
): Problem | null {
  const life = ring.logged.filter(({ entry }) => entry.kid === kid);
  for (const { entry, index } of life) {
    const isLoggedBefore = signed !== null && signed.index < index;
    const places = {
      ...(signed === null ? {} : { leafIndex: String(signed.index) }),
      keyIndex: String(index),
    };
    if (entry.action === "add" && isLoggedBefore) return fault("R_KEY_LATER", { kid, ...places });
    if (entry.action === "retire" && !isLoggedBefore && (signed !== null || purpose === "list")) {
      return fault("R_KEY_RETIRED", { kid, ...places });
    }
    if (entry.action === "compromise") {
      const seenMs = signed === null ? null : witnessedMs(signed);
      const since = entry.since ?? entry.time;
      if (seenMs === null || seenMs >= since.getTime()) {
        return fault("R_KEY_COMPROMISED", { kid, since: since.toISOString() });
      }
    }
  }
  return null;
}

/**
 * The moment by which witnesses the policy relies on had seen the entry; null when they had not. A policy that asks for no
 * quorum relies on any of the witnesses it names.
 */
export function witnessedMs({ quorum, time, cosignatures }: LoggedEntry): number | null {
  const seconds = quorum === "none" ? Math.min(...cosignatures.map((witness) => witness.time)) : time;
  return seconds === undefined || !Number.isFinite(seconds) ? null : seconds * 1000;
}

function fault(code: RefusalCode, params: Readonly<Record<string, string>>): Problem {
  return { code, path: "", params };
}
