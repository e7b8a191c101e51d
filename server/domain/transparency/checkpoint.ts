import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { decodeBase64, encodeBase64 } from "../record/base64.ts";
import type { VerificationCrypto } from "../verification/crypto.ts";
import { hashBytes, joinBytes } from "./hashing.ts";
import type { Note, NoteSignature, Vkey } from "./note.ts";
import { isWholeVkey, jwkOfVkey, parseNote, signatureLine, signaturesOf } from "./note.ts";
import type { LogPolicy } from "./policy.ts";
import { isQuorumMet } from "./policy.ts";

/** The state of a log at one size, as its note says it. */
export interface Checkpoint {
  /** Log URL without its scheme, and the name of the log's key. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Further lines, which our log never writes. */
  readonly extensions: readonly string[];
  /** The note it was read from; `note.text` is what is signed. */
  readonly note: Note;
}

/** A witness's word that it saw this state and that it continues every earlier one it saw. */
export interface Cosignature {
  /** The name the policy gives the witness. */
  readonly witness: string;
  readonly keyName: string;
  /** Seconds since 1970, by the clock of the witness. */
  readonly time: number;
}

/** Who of the witnesses of a policy signed, and whether that is enough for it. */
export interface Witnessed {
  readonly cosignatures: readonly Cosignature[];
  /** `none`: the policy asks for no witness. */
  readonly quorum: "met" | "notMet" | "none";
  /** Seconds since 1970 by which enough witnesses had signed; absent unless the quorum is met. */
  readonly time?: number;
}

/** A state that a log of a policy signed, and which of the policy's witnesses signed it too. */
export interface VerifiedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly witnessed: Witnessed;
}

/** What a log signs. Source: C2SP tlog-checkpoint. */
export function checkpointBody(origin: string, size: number, root: Uint8Array): string {
  return `${origin}\n${size}\n${encodeBase64(root)}\n`;
}

/**
 * Reads a checkpoint without checking any signature.
 *
 * Problems: those of a note; `E_CHECKPOINT_FORM` (fewer than three lines, an empty line), `E_CHECKPOINT_SIZE` (not a plain
 * decimal number below 2^53), `E_CHECKPOINT_ROOT` (not 32 bytes in base64).
 *
 * Source: C2SP tlog-checkpoint.
 */
export function parseCheckpoint(input: string | Uint8Array): Parsed<Checkpoint> {
  const note = parseNote(input);
  if (!note.ok) return note;
  const lines = note.value.text.slice(0, -1).split("\n");
  const [origin = "", sizeText = "", rootText, ...extensions] = lines;
  if (rootText === undefined || lines.includes("")) return reject("E_CHECKPOINT_FORM");
  const size = parseCount(sizeText);
  if (size === null) return reject("E_CHECKPOINT_SIZE", "", { found: sizeText.slice(0, 40) });
  const root = decodeBase64(rootText);
  if (!root.ok || root.value.length !== hashBytes) return reject("E_CHECKPOINT_ROOT");
  return accept({ origin, size, root: root.value, extensions, note: note.value });
}

/**
 * Reads a checkpoint and checks the log's signature under its pinned key; signatures of other keys are left alone.
 *
 * Problems: those of `parseCheckpoint`; `E_VKEY_ID` (the pinned key's identifier is not its own), `E_LOG_ORIGIN` (the
 * checkpoint is of another log), `E_LOG_EXTENSION` (it says more than our log ever does), `E_LOG_UNSIGNED` (no signature of
 * this key), `E_LOG_SIGNATURE` (one of them does not fit).
 *
 * Source: record format, section 6.3.
 */
export async function verifyCheckpoint(
  input: string | Uint8Array,
  logVkey: Vkey,
  crypto: VerificationCrypto,
): Promise<Parsed<Checkpoint>> {
  const parsed = parseCheckpoint(input);
  if (!parsed.ok) return parsed;
  const { origin, extensions, note } = parsed.value;
  if (origin !== logVkey.name) return reject("E_LOG_ORIGIN", "", { expected: logVkey.name, found: origin });
  if (extensions.length > 0) return reject("E_LOG_EXTENSION");
  const signed = await verifyLogSignature(note, logVkey, crypto);
  return signed.ok ? parsed : signed;
}

/**
 * Reads a checkpoint of any log of the policy and checks the log's signature and those of the policy's witnesses.
 *
 * Problems: those of `verifyCheckpoint` and `verifyCosignatures`; `E_LOG_UNKNOWN` (of no log of the policy).
 *
 * Source: C2SP tlog-policy.
 */
export async function verifyUnderPolicy(
  input: string | Uint8Array,
  policy: LogPolicy,
  crypto: VerificationCrypto,
): Promise<Parsed<VerifiedCheckpoint>> {
  const parsed = parseCheckpoint(input);
  if (!parsed.ok) return parsed;
  const { origin, note } = parsed.value;
  const named = policy.logs.filter(({ vkey }) => vkey.name === origin);
  // One origin may have two keys pinned for it; where none of them signed, the first says so.
  const pinned = named.find(({ vkey }) => signaturesOf(note, vkey).length > 0) ?? named[0];
  if (pinned === undefined) return reject("E_LOG_UNKNOWN", "", { origin });
  const checkpoint = await verifyCheckpoint(input, pinned.vkey, crypto);
  if (!checkpoint.ok) return checkpoint;
  const witnessed = await verifyCosignatures(checkpoint.value, policy, crypto);
  return witnessed.ok ? accept({ checkpoint: checkpoint.value, witnessed: witnessed.value }) : witnessed;
}

/**
 * Whether the log's key signed the text of the note.
 *
 * Problems: `E_VKEY_TYPE` (a witness's key), `E_VKEY_ID`, `E_LOG_UNSIGNED`, `E_LOG_SIGNATURE`.
 *
 * Source: C2SP signed-note.
 */
export async function verifyLogSignature(
  note: Note,
  logVkey: Vkey,
  crypto: VerificationCrypto,
): Promise<Parsed<true>> {
  if (logVkey.type !== 1) return reject("E_VKEY_TYPE", "", { type: String(logVkey.type) });
  if (!(await isWholeVkey(logVkey, crypto))) return reject("E_VKEY_ID", "", { name: logVkey.name });
  const signatures = signaturesOf(note, logVkey);
  if (signatures.length === 0) return reject("E_LOG_UNSIGNED");
  const body = new TextEncoder().encode(note.text);
  for (const { signature } of signatures) {
    if (signature.length !== 64 || !(await crypto.verify(jwkOfVkey(logVkey), body, signature)))
      return reject("E_LOG_SIGNATURE");
  }
  return accept(true);
}

/**
 * What a witness signs: the body of a checkpoint with the second in which it does so.
 *
 * Source: C2SP tlog-cosignature, Ed25519 signed message.
 */
export function cosignatureMessage(body: string, timestampSeconds: number): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`cosignature/v1\ntime ${timestampSeconds}\n${body}`);
}

/** The signature line of a witness, without its line end; `signature` is over `cosignatureMessage`. */
export function cosignatureLine(
  { name, keyId }: Pick<Vkey, "name" | "keyId">,
  timestampSeconds: number,
  signature: Uint8Array,
): string {
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, BigInt(timestampSeconds));
  return signatureLine(name, keyId, joinBytes(time, signature));
}

/**
 * The seconds of each of a witness's signatures under a checkpoint, all of them checked; an empty list when it did not
 * sign.
 *
 * Problems: `E_VKEY_TYPE` (a log's key), `E_VKEY_ID`, `E_LOG_COSIGNATURE` (malformed, or it does not fit).
 *
 * Source: C2SP tlog-cosignature.
 */
export async function verifyCosignature(
  note: Note,
  witness: Vkey,
  crypto: VerificationCrypto,
): Promise<Parsed<readonly number[]>> {
  if (witness.type !== 4) return reject("E_VKEY_TYPE", "", { type: String(witness.type) });
  if (!(await isWholeVkey(witness, crypto))) return reject("E_VKEY_ID", "", { name: witness.name });
  const times: number[] = [];
  for (const { signature } of signaturesOf(note, witness)) {
    const time = timeOf(signature);
    const isRight =
      time !== null &&
      (await crypto.verify(jwkOfVkey(witness), cosignatureMessage(note.text, time), signature.subarray(8)));
    if (!isRight) return reject("E_LOG_COSIGNATURE", "", { witness: witness.name });
    times.push(time);
  }
  return accept(times);
}

/**
 * Which witnesses of the policy signed the checkpoint, each with its earliest time, and whether they are enough.
 * Signatures of witnesses the policy does not know are left alone.
 *
 * Problems: those of `verifyCosignature`: one false signature of a known witness spoils the checkpoint.
 *
 * Source: C2SP tlog-policy; record format, section 6.3.
 */
export async function verifyCosignatures(
  checkpoint: Checkpoint,
  policy: LogPolicy,
  crypto: VerificationCrypto,
): Promise<Parsed<Witnessed>> {
  const cosignatures: Cosignature[] = [];
  for (const { name, vkey } of policy.witnesses) {
    const times = await verifyCosignature(checkpoint.note, vkey, crypto);
    if (!times.ok) return times;
    if (times.value.length > 0)
      cosignatures.push({ witness: name, keyName: vkey.name, time: Math.min(...times.value) });
  }
  if (policy.quorum.kind === "none") return accept({ cosignatures, quorum: "none" });
  const earliestFirst = cosignatures.toSorted((one, other) => one.time - other.time);
  const enough = earliestFirst.find((_, at) =>
    isQuorumMet(policy.quorum, new Set(earliestFirst.slice(0, at + 1).map(({ witness }) => witness))),
  );
  return accept(
    enough === undefined
      ? { cosignatures, quorum: "notMet" }
      : { cosignatures, quorum: "met", time: enough.time },
  );
}

/** A plain decimal number from 0 to below 2^53; null for anything else. */
export function parseCount(text: string): number | null {
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text)) return null;
  const count = Number(text);
  return Number.isSafeInteger(count) ? count : null;
}

/** Seconds of a cosignature; null when it has another length, or a time no calendar reaches. */
function timeOf(signature: NoteSignature["signature"]): number | null {
  if (signature.length !== 72) return null;
  const time = new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0);
  return time <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(time) : null;
}
