import { encodeBase64url } from "../record/base64url.ts";
import { thumbprintInput } from "../record/jwk.ts";
import type { Sha256 } from "./hashing.ts";
import type { LogEntry } from "./read-entry.ts";

/** What is wrong with an entry as the continuation of those before it. */
export const unsoundKinds = [
  "versionTwice",
  "versionGap",
  "previousWrong",
  "statusOfNothing",
  "listTwice",
  "listGap",
  "keyTwice",
  "keyUnknown",
  "keyChanged",
  "keyName",
] as const;
export type UnsoundKind = (typeof unsoundKinds)[number];

/** An entry that no honest log has at this place. */
export interface UnsoundEntry {
  readonly kind: UnsoundKind;
  /** What the sentence needs: found and expected values. */
  readonly params: Readonly<Record<string, string>>;
}

/** The newest version of a passport. */
export interface FollowedPassport {
  readonly version: number;
  /** Base64url leaf hash of its entry: what the next one has to name. */
  readonly leaf: string;
}

export interface FollowedKey {
  readonly state: "add" | "retire" | "compromise";
  /** Thumbprint of what was added: a key never becomes another. */
  readonly thumbprint: string;
}

/** What a reader of the log has to remember to judge the next entry; it grows with what it has seen. */
export interface Followed {
  /** By the name of the passport in the log. */
  readonly passports: Map<string, FollowedPassport>;
  /** Last sequence number, by address of the list. */
  readonly lists: Map<string, number>;
  /** By `kid`. */
  readonly keys: Map<string, FollowedKey>;
}

/** A reader that has seen nothing. */
export function followNothing(): Followed {
  return { passports: new Map(), lists: new Map(), keys: new Map() };
}

/**
 * Judges an entry as the continuation of all before it and remembers it: `followed` is changed. Versions of a passport
 * count 1, 2, 3 … and each names the leaf of the one before; a status belongs to a version there is; published pairs of a
 * list count from 1 without gaps; a key is added before it is retired or compromised, once, and never becomes another; its
 * name is that of its issuer and its own thumbprint.
 *
 * After a wrong entry the reader goes on from what the entry says, so that one fault is told once.
 *
 * Source: record format, sections 3, 4 and 6.1.
 */
export function follow(
  followed: Followed,
  entry: LogEntry,
  leafHash: Uint8Array,
  sha256: Sha256,
): readonly UnsoundEntry[] {
  switch (entry.type) {
    case "passport": {
      const before = followed.passports.get(entry.subject);
      const leaf = encodeBase64url(leafHash);
      const isNewer = entry.version > (before?.version ?? 0);
      if (isNewer) followed.passports.set(entry.subject, { version: entry.version, leaf });
      const fault = versionFault(entry.subject, before?.version ?? 0, entry.version);
      if (fault.length > 0 || entry.previous === (before?.leaf ?? null)) return fault;
      return [
        unsound("previousWrong", {
          subject: entry.subject,
          version: String(entry.version),
          found: entry.previous ?? "null",
          expected: before?.leaf ?? "null",
        }),
      ];
    }
    case "status-change": {
      const newest = followed.passports.get(entry.subject)?.version ?? 0;
      return entry.version <= newest
        ? []
        : [unsound("statusOfNothing", { subject: entry.subject, version: String(entry.version) })];
    }
    case "status-list": {
      const before = followed.lists.get(entry.list) ?? 0;
      followed.lists.set(entry.list, Math.max(before, entry.sequence));
      if (entry.sequence === before + 1) return [];
      const kind = entry.sequence <= before ? "listTwice" : "listGap";
      return [
        unsound(kind, { list: entry.list, found: String(entry.sequence), expected: String(before + 1) }),
      ];
    }
    case "issuer-key":
      return followKey(followed, entry, sha256);
    case "digest":
      return [];
  }
}

function versionFault(subject: string, before: number, version: number): readonly UnsoundEntry[] {
  if (version === before + 1) return [];
  const kind = version <= before ? "versionTwice" : "versionGap";
  return [unsound(kind, { subject, found: String(version), expected: String(before + 1) })];
}

function followKey(
  followed: Followed,
  { action, issuer, kid, jwk }: LogEntry & { readonly type: "issuer-key" },
  sha256: Sha256,
): readonly UnsoundEntry[] {
  const before = followed.keys.get(kid);
  const thumbprint = encodeBase64url(sha256(new TextEncoder().encode(thumbprintInput(jwk))));
  // A compromised key stays compromised, whatever is said later.
  if (before?.state !== "compromise")
    followed.keys.set(kid, { state: action, thumbprint: before?.thumbprint ?? thumbprint });
  const faults: UnsoundEntry[] = [];
  if (kid !== `${issuer}#${thumbprint}`) faults.push(unsound("keyName", { kid, thumbprint }));
  if (before !== undefined && before.thumbprint !== thumbprint) faults.push(unsound("keyChanged", { kid }));
  if (action === "add" && before !== undefined) faults.push(unsound("keyTwice", { kid }));
  if (action !== "add" && before === undefined) faults.push(unsound("keyUnknown", { kid, action }));
  return faults;
}

function unsound(kind: UnsoundKind, params: Readonly<Record<string, string>>): UnsoundEntry {
  return { kind, params };
}
