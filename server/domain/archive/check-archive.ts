import type { Parsed, Problem } from "../problem.ts";
import { accept, reject, rejectAll } from "../problem.ts";
import { encodeBase64url } from "../record/base64url.ts";
import { decodeBase64 } from "../record/base64.ts";
import type { CandidateKey } from "../record/jws.ts";
import { checkSignature, keyFor, readJws, readPayload } from "../record/jws.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject, parseStrictJson } from "../record/strict-json.ts";
import { leafHash } from "../transparency/leaf-hash.ts";
import { readEntry } from "../transparency/read-entry.ts";
import type { VerificationCrypto } from "../verification/crypto.ts";
import type { ArchiveManifest } from "./archive.ts";
import { archiveFormat, entriesName, linesOf, manifestName, tableIn } from "./archive.ts";

/** An archive that holds together. */
export interface CheckedArchive {
  readonly manifest: ArchiveManifest;
  /** Entries of the log by leaf hash (hexadecimal), in the order of the log. */
  readonly entries: ReadonlyMap<string, Uint8Array>;
  /** Rows by table: the text of each row, and the hash of its log entry. */
  readonly rows: ReadonlyMap<string, readonly ArchivedRow[]>;
  /** Signed records whose signature and digest were checked. */
  readonly signatures: number;
}

export interface ArchivedRow {
  readonly text: string;
  readonly leaf: string | null;
}

export interface ArchiveCrypto {
  readonly crypto: VerificationCrypto;
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
}

/**
 * Whether an archive is whole and its records are what was signed and logged: the digest of each file, no file more or
 * less; each row's log entry is there; each signed record verifies under a key whose entry is in the log, and its digest
 * stands in the entry of its version; each hidden value is one its record commits to.
 *
 * Problems: `E_ARCHIVE_FORM` (no manifest of this form), `E_ARCHIVE_FILE` (missing, changed or unexpected), `E_ARCHIVE_ROW`
 * (no row of ours, or without its log entry), `E_ARCHIVE_ENTRY`, `E_ARCHIVE_RECORD` (signature, key or digest),
 * `E_ARCHIVE_HIDDEN`; with where as path.
 *
 * Source: record format, sections 2.2, 5 and 6.1.
 */
export async function checkArchive(
  files: ReadonlyMap<string, Uint8Array>,
  { crypto, sha256 }: ArchiveCrypto,
): Promise<Parsed<CheckedArchive>> {
  const read = manifestIn(files, sha256);
  if (!read.ok) return read;
  const manifest = read.value;
  const problems: Problem[] = [];
  const entries = new Map<string, Uint8Array>();
  for (const [at, line] of textLines(files.get(entriesName)).entries()) {
    const parsed = parseStrictJson(line);
    const entry = parsed.ok && isJsonObject(parsed.value) ? decodeBase64(text(parsed.value["entry"])) : null;
    const hash = entry?.ok === true ? hexOf(leafHash(entry.value, sha256)) : "";
    if (entry?.ok !== true || !readEntry(entry.value).ok)
      problems.push({ code: "E_ARCHIVE_ENTRY", path: `${entriesName}:${String(at + 1)}` });
    else entries.set(hash, entry.value);
  }
  const rows = rowsIn(files, entries, problems);
  const keys = loggedKeys(entries);
  const committed = committedIn(entries);
  let signatures = 0;
  const commitments = new Map<string, string>();
  for (const row of objectsOf(rows.get("artefact"))) {
    const body = text(row["body"]);
    const kind = text(row["kind"]);
    const place = `artefact ${text(row["passport_id"])} ${JSON.stringify(row["version"] ?? 0)} ${kind}`;
    const digest = encodeBase64url(sha256(new TextEncoder().encode(body)));
    const jws = readJws(body, kind === "untp+vc+jwt" ? "vc+jwt" : kind);
    const key = jws.ok ? keyFor(jws.value, keys) : jws;
    const verified =
      jws.ok && key.ok
        ? await checkSignature(key.value, jws.value.signingInput, jws.value.signature, crypto)
        : key;
    if (!verified.ok || digest !== row["digest"] || !committed.has(`${kind} ${digest}`))
      problems.push({ code: "E_ARCHIVE_RECORD", path: place });
    else signatures += 1;
    if (kind === "dc+sd-jwt" && jws.ok) {
      const payload = readPayload(jws.value);
      const id = `${text(row["passport_id"])} ${JSON.stringify(row["version"] ?? 0)}`;
      if (payload.ok) commitments.set(id, JSON.stringify(payload.value));
    }
  }
  for (const row of objectsOf(rows.get("disclosure"))) {
    const id = `${text(row["passport_id"])} ${JSON.stringify(row["version"] ?? 0)}`;
    const digest = encodeBase64url(sha256(new TextEncoder().encode(text(row["text"]))));
    if (commitments.get(id)?.includes(`"${digest}"`) !== true)
      problems.push({ code: "E_ARCHIVE_HIDDEN", path: `disclosure ${id}` });
  }
  return problems.length > 0 ? rejectAll(problems) : accept({ manifest, entries, rows, signatures });
}

function manifestIn(
  files: ReadonlyMap<string, Uint8Array>,
  sha256: (bytes: Uint8Array) => Uint8Array,
): Parsed<ArchiveManifest> {
  const bytes = files.get(manifestName);
  const parsed = bytes === undefined ? null : parseStrictJson(bytes);
  const manifest = parsed?.ok === true && isJsonObject(parsed.value) ? asManifest(parsed.value) : null;
  if (manifest === null) return reject("E_ARCHIVE_FORM", manifestName);
  const problems: Problem[] = [];
  const named = new Set([manifestName, ...manifest.files.map(({ name }) => name)]);
  for (const name of files.keys())
    if (!named.has(name)) problems.push({ code: "E_ARCHIVE_FILE", path: name });
  for (const { name, sha256: digest } of manifest.files) {
    const held = files.get(name);
    if (held === undefined || hexOf(sha256(held)) !== digest)
      problems.push({ code: "E_ARCHIVE_FILE", path: name });
    const inName = /^files\/([0-9a-f]{64})$/.exec(name)?.[1];
    if (inName !== undefined && inName !== digest) problems.push({ code: "E_ARCHIVE_FILE", path: name });
  }
  return problems.length > 0 ? rejectAll(problems) : accept(manifest);
}

function asManifest(value: JsonObject): ArchiveManifest | null {
  const { format, publicUrl, operator, exportedAt, logKey, leftOut, files } = value;
  if (format !== archiveFormat || !isJsonObject(operator) || !isList(files) || !isList(leftOut)) return null;
  const listed = files.flatMap((file) =>
    isJsonObject(file) && typeof file["bytes"] === "number"
      ? [{ name: text(file["name"]), bytes: file["bytes"], sha256: text(file["sha256"]) }]
      : [],
  );
  if (listed.length !== files.length) return null;
  return {
    ...{ format, publicUrl: text(publicUrl), exportedAt: text(exportedAt), logKey: text(logKey) },
    operator: { id: text(operator["id"]), slug: text(operator["slug"]), name: text(operator["name"]) },
    ...{ leftOut: leftOut.map(text), files: listed },
  };
}

function rowsIn(
  files: ReadonlyMap<string, Uint8Array>,
  entries: ReadonlyMap<string, Uint8Array>,
  problems: Problem[],
): ReadonlyMap<string, readonly ArchivedRow[]> {
  const rows = new Map<string, ArchivedRow[]>();
  for (const [name, bytes] of files) {
    const table = tableIn(name);
    if (table === null) continue;
    const held = rows.get(table) ?? [];
    rows.set(table, held);
    for (const [at, line] of textLines(bytes).entries()) {
      const found = /^\[(\{.*\}),(?:null|"([0-9a-f]{64})")\]$/s.exec(line);
      const [, row, leaf = null] = found ?? [];
      if (row === undefined || (leaf !== null && !entries.has(leaf)))
        problems.push({ code: "E_ARCHIVE_ROW", path: `${name}:${String(at + 1)}` });
      else held.push({ text: row, leaf });
    }
  }
  return rows;
}

/** Keys whose `add` entry is in the log: those of rows alone count for nothing. */
function loggedKeys(entries: ReadonlyMap<string, Uint8Array>): readonly CandidateKey[] {
  const keys = new Map<string, CandidateKey>();
  for (const bytes of entries.values()) {
    const entry = readEntry(bytes);
    if (entry.ok && entry.value.type === "issuer-key" && entry.value.action === "add")
      keys.set(entry.value.kid, { ...entry.value.jwk, kid: entry.value.kid });
  }
  return [...keys.values()];
}

/** Digests that entries of versions commit to, with their kind. */
function committedIn(entries: ReadonlyMap<string, Uint8Array>): ReadonlySet<string> {
  const digests = new Set<string>();
  for (const bytes of entries.values()) {
    const entry = readEntry(bytes);
    if (!entry.ok || entry.value.type !== "passport") continue;
    for (const [kind, digest] of Object.entries(entry.value.artifacts)) digests.add(`${kind} ${digest}`);
  }
  return digests;
}

function* objectsOf(rows: readonly ArchivedRow[] = []): Generator<JsonObject> {
  for (const { text: row } of rows) {
    const parsed = parseStrictJson(row);
    if (parsed.ok && isJsonObject(parsed.value)) yield parsed.value;
  }
}

function textLines(bytes: Uint8Array | undefined): readonly string[] {
  return bytes === undefined ? [] : linesOf(bytes);
}

function text(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
