import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { decodeBase64, encodeBase64 } from "../record/base64.ts";
import { encodeBase64url } from "../record/base64url.ts";
import type { PublicJwk } from "../record/jwk.ts";
import type { VerificationCrypto } from "../verification/crypto.ts";
import type { Sha256 } from "./hashing.ts";
import { joinBytes, sameBytes } from "./hashing.ts";
import { decodeUtf8 } from "../record/utf8.ts";

/** Larger notes are refused unread. */
export const maxNoteBytes = 64 * 1024;

/** More signatures are refused; C2SP asks for at least 16. */
export const maxNoteSignatures = 100;

/** What a key signs: 1 the text of a note (a log), 4 a text together with a time (a witness). Source: C2SP signed-note. */
export type NoteKeyType = 1 | 4;

/** A verifier key: what others pin to trust a log or a witness. */
export interface Vkey {
  /** Of a log: its origin. */
  readonly name: string;
  /** Four bytes that stand before each signature. */
  readonly keyId: Uint8Array;
  readonly type: NoteKeyType;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Uint8Array;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  /** What follows the key identifier; its form depends on the key. */
  readonly signature: Uint8Array;
  /** The whole line, without its line end. */
  readonly line: string;
}

/** A text with signatures under it, none of them checked. */
export interface Note {
  /** With its last newline, without the blank line: what is signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/**
 * Reads a signed note. Text and signatures part at the last blank line; the last line must be complete.
 *
 * Problems: `E_NOTE_SIZE` (more than 64 KiB), `E_NOTE_UTF8`, `E_NOTE_CONTROL` (a control character other than newline),
 * `E_NOTE_FORM` (no blank line, no signatures, no last newline), `E_NOTE_SIGNATURES` (more than 100),
 * `E_NOTE_SIGNATURE_LINE` (with the number of the line).
 *
 * Source: C2SP signed-note; record format, section 6.3.
 */
export function parseNote(input: string | Uint8Array): Parsed<Note> {
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  if (bytes.length > maxNoteBytes) return reject("E_NOTE_SIZE");
  const note = typeof input === "string" ? input : decodeUtf8(input);
  if (note === null || /\p{Surrogate}/u.test(note)) return reject("E_NOTE_UTF8");
  // oxlint-disable-next-line no-control-regex -- control characters are what a note must not hold
  if (/[\u0000-\u0009\u000B-\u001F]/.test(note)) return reject("E_NOTE_CONTROL");
  const blank = note.lastIndexOf("\n\n");
  if (blank < 0 || !note.endsWith("\n") || blank + 2 === note.length) return reject("E_NOTE_FORM");
  const lines = note.slice(blank + 2, -1).split("\n");
  if (lines.length > maxNoteSignatures) return reject("E_NOTE_SIGNATURES");
  const signatures: NoteSignature[] = [];
  for (const [at, line] of lines.entries()) {
    const signature = parseSignatureLine(line);
    if (signature === null) return reject("E_NOTE_SIGNATURE_LINE", "", { line: String(at + 1) });
    signatures.push(signature);
  }
  return accept({ text: note.slice(0, blank + 1), signatures });
}

/** A note of a text that ends with a newline, and signature lines without their line ends. Source: C2SP signed-note. */
export function formatNote(text: string, signatureLines: readonly string[]): string {
  return `${text}\n${signatureLines.map((line) => `${line}\n`).join("")}`;
}

/** One signature line, without its line end. Source: C2SP signed-note. */
export function signatureLine(name: string, keyId: Uint8Array, signature: Uint8Array): string {
  return `— ${name} ${encodeBase64(joinBytes(keyId, signature))}`;
}

/** The signature of one line without its line end; null when it is none. Source: C2SP signed-note. */
export function parseSignatureLine(line: string): NoteSignature | null {
  const [, name = "", text = ""] = /^— ([^ ]+) ([^ ]+)$/u.exec(line) ?? [];
  if (!isKeyName(name)) return null;
  const bytes = decodeBase64(text);
  if (!bytes.ok || bytes.value.length < 5) return null;
  return { name, keyId: bytes.value.subarray(0, 4), signature: bytes.value.subarray(4), line };
}

/**
 * Identifier of a key: the first four bytes of SHA-256(name || newline || type || public key).
 *
 * Source: C2SP signed-note.
 */
export function keyIdOf(name: string, type: NoteKeyType, publicKey: Uint8Array, sha256: Sha256): Uint8Array {
  return sha256(keyIdInput(name, type, publicKey)).slice(0, 4);
}

/** A key with its identifier. Throws `RangeError` for a name no key may have: a fault of the caller. */
export function vkeyOf(name: string, type: NoteKeyType, publicKey: Uint8Array, sha256: Sha256): Vkey {
  if (!isKeyName(name)) throw new RangeError("a key name has neither spaces nor plus signs");
  return { name, type, publicKey, keyId: keyIdOf(name, type, publicKey, sha256) };
}

/** `name+hex identifier+base64(type || public key)`. Source: C2SP signed-note, verifier keys. */
export function formatVkey({ name, keyId, type, publicKey }: Vkey): string {
  return `${name}+${hexOf(keyId)}+${encodeBase64(joinBytes(Uint8Array.of(type), publicKey))}`;
}

/**
 * Reads a verifier key. Whether its identifier belongs to it is asked when it is used (`isWholeVkey`), for that takes a
 * hash.
 *
 * Problems: `E_VKEY_FORM`, `E_VKEY_NAME` (empty, or with spaces), `E_VKEY_TYPE` (neither a log's nor a witness's Ed25519
 * key).
 *
 * Source: C2SP signed-note, verifier keys.
 */
export function parseVkey(text: string): Parsed<Vkey> {
  const [name = "", id = "", ...rest] = text.split("+");
  const key = decodeBase64(rest.join("+"));
  const keyId = /^[0-9a-f]{8}$/.test(id)
    ? Uint8Array.from(id.match(/../g) ?? [], (byte) => parseInt(byte, 16))
    : null;
  if (!key.ok || keyId === null) return reject("E_VKEY_FORM");
  if (!isKeyName(name)) return reject("E_VKEY_NAME");
  const [type] = key.value;
  if (type !== 1 && type !== 4) return reject("E_VKEY_TYPE", "", { type: String(type) });
  const publicKey = key.value.subarray(1);
  return publicKey.length === 32 ? accept({ name, keyId, type, publicKey }) : reject("E_VKEY_FORM");
}

/** Whether the identifier of a verifier key is that of its name, type and key. */
export async function isWholeVkey(vkey: Vkey, crypto: Pick<VerificationCrypto, "sha256">): Promise<boolean> {
  const hash = await crypto.sha256(keyIdInput(vkey.name, vkey.type, vkey.publicKey));
  return sameBytes(hash.subarray(0, 4), vkey.keyId);
}

/** The key in the form the signature check takes. */
export function jwkOfVkey({ publicKey }: Pick<Vkey, "publicKey">): PublicJwk {
  return { kty: "OKP", crv: "Ed25519", x: encodeBase64url(publicKey) };
}

/** The signatures of a note that carry name and identifier of this key; all others are of keys one does not know. */
export function signaturesOf(note: Note, key: Vkey): readonly NoteSignature[] {
  return note.signatures.filter(({ name, keyId }) => name === key.name && sameBytes(keyId, key.keyId));
}

function keyIdInput(name: string, type: NoteKeyType, publicKey: Uint8Array): Uint8Array {
  return joinBytes(new TextEncoder().encode(`${name}\n`), Uint8Array.of(type), publicKey);
}

function isKeyName(name: string): boolean {
  return name !== "" && !/[\p{White_Space}\p{Surrogate}\p{Cc}+]/u.test(name);
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
