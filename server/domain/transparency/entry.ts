import { encodeBase64url } from "../record/base64url.ts";
import { canonicalJson } from "../record/canonical-json.ts";
import type { PublicJwk } from "../record/jwk.ts";
import { publicMembers } from "../record/jwk.ts";

/** Entries are prefixed with a 16-bit length in bundles. */
export const maxEntryBytes = 65_535;

/** A new version of a passport. */
export interface PassportEntry {
  /** Base64url of the 16 random bytes that name the passport in the log. */
  readonly subject: string;
  readonly version: number;
  /** Base64url leaf hash of this passport's previous `passport` entry; null for the first. */
  readonly previous: string | null;
  /** Base64url SHA-256 of each compact JWS, by media type: `vc+jwt`, `dc+sd-jwt`, `untp+vc+jwt`. */
  readonly artifacts: Readonly<Record<string, string>>;
  readonly time: Date;
}

/** A version that stops being the valid one. */
export interface StatusChangeEntry {
  readonly subject: string;
  readonly version: number;
  readonly status: "revoked" | "superseded";
  /** A code, never free text: the log is public. */
  readonly reason?: string;
  readonly time: Date;
}

/** A key that an operator starts or stops to use. */
export interface IssuerKeyEntry {
  readonly action: "add" | "retire" | "compromise";
  /** DID of the operator. */
  readonly issuer: string;
  readonly alsoKnownAs: readonly string[];
  readonly kid: string;
  readonly jwk: PublicJwk;
  /** Who holds the private key. */
  readonly custody?: "registry" | "operator";
  /** Set for a key that signs status lists only. */
  readonly use?: "status";
  /** From when signatures of a compromised key are in doubt. */
  readonly since?: Date;
  readonly time: Date;
}

/** A pair of status lists that are about to be published. */
export interface StatusListEntry {
  /** Address of the list; its token form lies below it. */
  readonly list: string;
  /** Counts the published pairs of this list from 1. */
  readonly sequence: number;
  /** Base64url SHA-256 of each compact JWS: `vc+jwt` and `statuslist+jwt`. */
  readonly artifacts: Readonly<Record<string, string>>;
  readonly time: Date;
}

/** What may be committed to by its digest alone. */
export const digestKinds = ["audit", "readings", "opinion", "product-footprint", "suspension"] as const;

/** Something signed or kept elsewhere, committed to by its digest alone. */
export interface DigestEntry {
  readonly what: (typeof digestKinds)[number];
  /** Base64url SHA-256; of a compact JWS over its ASCII. */
  readonly digest: string;
  /** The passport it is about, by its name in the log. */
  readonly subject?: string;
  readonly version?: number;
  readonly time: Date;
}

/** Canonical bytes of a `digest` entry. Source: record format, section 6.1. */
export function digestEntry({ what, digest, subject, version, time }: DigestEntry): Uint8Array {
  return entryBytes("digest", time, { what, digest, subject, version });
}

/** Canonical bytes of a `status-list` entry. Source: record format, section 6.1. */
export function statusListEntry({ list, sequence, artifacts, time }: StatusListEntry): Uint8Array {
  return entryBytes("status-list", time, { list, seq: sequence, artifacts });
}

/** Canonical bytes of a `passport` entry. Source: record format, section 6.1; RFC 8785. */
export function passportEntry({ subject, version, previous, artifacts, time }: PassportEntry): Uint8Array {
  return entryBytes("passport", time, { subject, version, prev: previous, artifacts });
}

/** Canonical bytes of a `status-change` entry. Source: record format, section 6.1. */
export function statusChangeEntry({ subject, version, status, reason, time }: StatusChangeEntry): Uint8Array {
  return entryBytes("status-change", time, { subject, version, status, reason });
}

/** Canonical bytes of an `issuer-key` entry; of the key only its public members. Source: record format, section 6.1. */
export function issuerKeyEntry(entry: IssuerKeyEntry): Uint8Array {
  const { action, issuer, alsoKnownAs, kid, custody, use, since } = entry;
  return entryBytes("issuer-key", entry.time, {
    action,
    issuer,
    alsoKnownAs,
    kid,
    jwk: publicMembers(entry.jwk),
    custody,
    use,
    since: since === undefined ? undefined : seconds(since),
  });
}

/** The name a passport has in the log: base64url of 16 random bytes, which say nothing about the product. */
export function logSubjectOf(randomBytes: Uint8Array): string {
  if (randomBytes.length !== 16) throw new RangeError("a log subject is made of 16 random bytes");
  return encodeBase64url(randomBytes);
}

/** Throws `RangeError` for an entry too long to be bundled: our fault, for no member of it has a free length. */
function entryBytes(type: string, time: Date, members: Readonly<Record<string, unknown>>): Uint8Array {
  const bytes = new TextEncoder().encode(canonicalJson({ ...members, v: 1, type, time: seconds(time) }));
  if (bytes.length > maxEntryBytes) throw new RangeError(`log entry of ${bytes.length} bytes`);
  return bytes;
}

/** RFC 3339 UTC, whole seconds. */
function seconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
