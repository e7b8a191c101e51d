import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { decodeBase64, encodeBase64 } from "../record/base64.ts";
import type { VerificationCrypto } from "../verification/crypto.ts";
import type { VerifiedCheckpoint, Witnessed } from "./checkpoint.ts";
import { parseCount, verifyUnderPolicy } from "./checkpoint.ts";
import { maxEntryBytes } from "./entry.ts";
import { hashBytes } from "./hashing.ts";
import { leafHash } from "./leaf-hash.ts";
import { maxNoteBytes } from "./note.ts";
import type { LogPolicy } from "./policy.ts";
import type { LogEntry } from "./read-entry.ts";
import { readEntry } from "./read-entry.ts";
import { maxProofHashes, verifyInclusion } from "./verify-proof.ts";
import { decodeUtf8 } from "../record/utf8.ts";

/** An entry with its way to a signed state of the log; nothing of it is checked. */
export interface TlogProof {
  readonly index: number;
  /** From the leaf's sibling upwards. */
  readonly hashes: readonly Uint8Array[];
  /** The bytes of the entry, trusted only through the proof. */
  readonly entry: Uint8Array;
  /** The signed note, as the log published it. */
  readonly checkpoint: string;
}

/** An entry that is in the log: a pinned key says so, and perhaps witnesses. */
export interface LoggedEntry extends Witnessed {
  readonly entry: LogEntry;
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly origin: string;
}

const firstLine = "c2sp.org/tlog-proof@v1";
const maxProofBytes = Math.ceil(maxEntryBytes / 3) * 4 + (maxProofHashes + 4) * 45 + maxNoteBytes;

/** The offline file of a logged entry. Source: C2SP tlog-proof; record format, section 6.5. */
export function formatTlogProof({ index, hashes, entry, checkpoint }: TlogProof): string {
  const lines = [
    firstLine,
    `extra ${encodeBase64(entry)}`,
    `index ${index}`,
    ...hashes.map((hash) => encodeBase64(hash)),
  ];
  return `${lines.join("\n")}\n\n${checkpoint}`;
}

/**
 * Reads the offline file of a logged entry, without checking what it claims.
 *
 * Problems: `E_TLOG_PROOF_SIZE`, `E_TLOG_PROOF_FORM` (another first line, no index, no blank line), `E_TLOG_PROOF_ENTRY` (no
 * entry, or not base64), `E_TLOG_PROOF_HASH` (not 32 bytes in base64), `E_LOG_PROOF_LENGTH` (more than 63 hashes).
 *
 * Source: C2SP tlog-proof; record format, section 6.5.
 */
export function parseTlogProof(input: string | Uint8Array): Parsed<TlogProof> {
  if (input.length > maxProofBytes) return reject("E_TLOG_PROOF_SIZE");
  const text = typeof input === "string" ? input : decodeUtf8(input);
  const blank = text?.indexOf("\n\n") ?? -1;
  if (text === null || blank < 0) return reject("E_TLOG_PROOF_FORM");
  const [first, extra = "", indexLine = "", ...hashLines] = text.slice(0, blank).split("\n");
  if (first !== firstLine) return reject("E_TLOG_PROOF_FORM");
  const entry = extra.startsWith("extra ") ? decodeBase64(extra.slice("extra ".length)) : null;
  if (entry === null || !entry.ok || entry.value.length > maxEntryBytes) return reject("E_TLOG_PROOF_ENTRY");
  const index = indexLine.startsWith("index ") ? parseCount(indexLine.slice("index ".length)) : null;
  if (index === null) return reject("E_TLOG_PROOF_FORM");
  if (hashLines.length > maxProofHashes) return reject("E_LOG_PROOF_LENGTH");
  const hashes: Uint8Array[] = [];
  for (const line of hashLines) {
    const hash = decodeBase64(line);
    if (!hash.ok || hash.value.length !== hashBytes) return reject("E_TLOG_PROOF_HASH");
    hashes.push(hash.value);
  }
  return accept({ index, hashes, entry: entry.value, checkpoint: text.slice(blank + 2) });
}

/**
 * Whether the entry is in a log of the policy: signature under the pinned key, every signature of a known witness,
 * inclusion, and an entry that is strict and canonical. That too few witnesses signed is no problem here but said in
 * `quorum`: it makes the log's word weaker, not false.
 *
 * Problems: those of the checkpoint, the cosignatures, the inclusion and the entry; `E_LOG_UNKNOWN` (the checkpoint is of
 * no log of the policy).
 *
 * Source: record format, section 6.5.
 */
export async function verifyTlogProof(
  proof: TlogProof,
  policy: LogPolicy,
  crypto: VerificationCrypto,
): Promise<Parsed<LoggedEntry>> {
  const verified = await verifyUnderPolicy(proof.checkpoint, policy, crypto);
  return verified.ok ? verifyUnderCheckpoint(proof, verified.value, crypto) : verified;
}

/**
 * `verifyTlogProof` where the proof's checkpoint has been verified under the policy already.
 *
 * Problems: those of the inclusion and the entry.
 */
export async function verifyUnderCheckpoint(
  proof: TlogProof,
  { checkpoint, witnessed }: VerifiedCheckpoint,
  crypto: VerificationCrypto,
): Promise<Parsed<LoggedEntry>> {
  const { origin, size, root } = checkpoint;
  const leaf = await leafHash(proof.entry, (bytes) => crypto.sha256(bytes));
  const included = await verifyInclusion(
    { leafHash: leaf, index: proof.index, size, proof: proof.hashes, root },
    crypto,
  );
  if (!included.ok) return included;
  const entry = readEntry(proof.entry);
  if (!entry.ok) return entry;
  return accept({
    entry: entry.value,
    leafHash: leaf,
    index: proof.index,
    size,
    root,
    origin,
    ...witnessed,
  });
}
