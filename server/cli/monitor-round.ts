import { createHash } from "node:crypto";
import { decodeUtf8 } from "../domain/record/utf8.ts";
import type { Checkpoint, Witnessed } from "../domain/transparency/checkpoint.ts";
import { parseCheckpoint, verifyUnderPolicy } from "../domain/transparency/checkpoint.ts";
import { emptyRange, rangeRoot, withLeaf } from "../domain/transparency/compact-range.ts";
import type { CompactRange } from "../domain/transparency/compact-range.ts";
import { follow, followNothing } from "../domain/transparency/follow.ts";
import type { Followed } from "../domain/transparency/follow.ts";
import { hashBytes, sameBytes } from "../domain/transparency/hashing.ts";
import { leafHash } from "../domain/transparency/leaf-hash.ts";
import { formatNote } from "../domain/transparency/note.ts";
import type { LogPolicy } from "../domain/transparency/policy.ts";
import type { LogEntry } from "../domain/transparency/read-entry.ts";
import { readEntry } from "../domain/transparency/read-entry.ts";
import { consistencyPath, hashAtOfTiles, rootAt } from "../domain/transparency/tree.ts";
import { verifyConsistency } from "../domain/transparency/verify-proof.ts";
import { webCrypto } from "../platform/web-crypto.ts";
import { Missing } from "./log-reader.ts";
import type { LogReader } from "./log-reader.ts";
import type { Finding, MonitorState } from "./monitor-state.ts";

/** A record somebody keeps, as its own text says. */
export interface OwnRecord {
  readonly file: string;
  readonly subject: string;
  readonly version: number;
  /** Base64url SHA-256 of its compact JWS. */
  readonly digest: string;
}

/** Whom and what somebody watches. */
export interface Watch {
  /** DIDs whose key entries are told. */
  readonly issuers: ReadonlySet<string>;
  /** Keys of these issuers that are theirs; any other is an alert. Null: none were named, so all are only told. */
  readonly keys: ReadonlySet<string> | null;
  /** Names of passports in the log. */
  readonly subjects: ReadonlySet<string>;
  readonly records: readonly OwnRecord[];
}

export interface Round {
  readonly findings: readonly Finding[];
  /** What to keep; as it was where the log could not be followed. */
  readonly state: MonitorState;
  readonly size: number;
  readonly witnessed: Witnessed | null;
  /** Two notes that contradict each other. */
  readonly evidence?: readonly [string, string];
}

/**
 * Follows the log from the kept state to its newest checkpoint: signatures, that it continues what was seen, that its
 * entries and its tiles both lead to the signed root, each entry strictly read and judged, and what is watched. Rejects
 * with `Unreachable` where the log cannot be asked.
 *
 * A state is gone on from only when everything up to it leads to the signed root.
 */
export async function followLog(
  reader: LogReader,
  before: MonitorState,
  policy: LogPolicy,
  watch: Watch,
): Promise<Round> {
  const served = await reader.checkpoint();
  const verified = await verifyUnderPolicy(served, policy, webCrypto);
  if (!verified.ok) {
    const [{ code, params } = { code: "", params: {} }] = verified.problems;
    return ended(before, unsound("signature", { code, ...params }));
  }
  const { checkpoint, witnessed } = verified.value;
  const contradiction = contradicts(before, checkpoint, decodeUtf8(served) ?? "");
  if (contradiction !== null) return contradiction;
  try {
    return await advance(reader, before, { checkpoint, witnessed }, watch);
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    return ended(before, unsound("missing", { path: error.path, why: error.message }));
  }
}

/** The round of a log that shows less than before, or another tree of the same size. */
function contradicts(before: MonitorState, { size, root }: Checkpoint, served: string): Round | null {
  const seen = before.checkpoint === "" ? null : parseCheckpoint(before.checkpoint);
  if (seen?.ok !== true || size > seen.value.size) return null;
  const evidence = [before.checkpoint, served] as const;
  if (size < seen.value.size) {
    const rollback = unsound("rollback", { size: String(size), seen: String(seen.value.size) });
    return { ...ended(before, rollback), evidence };
  }
  if (sameBytes(root, seen.value.root)) return null;
  const fork = unsound("fork", { size: String(size), seen: String(size) });
  return { ...ended({ ...before, unsound: [...before.unsound, fork] }, fork), evidence };
}

async function advance(
  reader: LogReader,
  before: MonitorState,
  { checkpoint, witnessed }: { readonly checkpoint: Checkpoint; readonly witnessed: Witnessed },
  watch: Watch,
): Promise<Round> {
  const watched = [...watch.issuers, ...watch.subjects];
  // Whoever is watched for the first time has a past: it is read again, and must lead to the root seen then.
  const isNew = watched.some((name) => !before.watched.includes(name));
  const walk = new Walk(isNew && before.range.size > 0 ? rewound(before) : before, watch, before);
  const { size, root } = checkpoint;
  let areTilesRight = true;
  for await (const { from, entries, leafHashes } of reader.entries(walk.range.size, size)) {
    for (const [at, entry] of entries.entries()) {
      const leaf = walk.take(from + at, entry);
      areTilesRight &&= sameBytes(leaf, leafHashes.subarray(at * hashBytes, (at + 1) * hashBytes));
      const isSeen =
        walk.range.size !== before.range.size || sameBytes(walk.root(), rangeRoot(before.range, sha256));
      if (!isSeen) return ended(before, unsound("rewritten", { seen: String(before.range.size) }));
    }
  }
  const hashAt = hashAtOfTiles(reader.tiles(size), sha256);
  const oldSize = before.range.size;
  const oldRoot = rangeRoot(before.range, sha256);
  const proof = await consistencyPath(oldSize, size, hashAt, sha256);
  const continued = await verifyConsistency({ oldSize, oldRoot, size, root, proof }, webCrypto);
  const isRootOfTiles = sameBytes(await rootAt(size, hashAt, sha256), root);
  const text = formatNote(
    checkpoint.note.text,
    checkpoint.note.signatures.map(({ line }) => line),
  );
  if (!sameBytes(walk.root(), root)) {
    // Tiles that lead to the signed root and not from the seen one show that the log itself signed two histories.
    const isFork = !continued.ok && isRootOfTiles;
    const fault = unsound(isFork ? "fork" : "entriesElsewhere", {
      size: String(size),
      seen: String(oldSize),
    });
    const state = isFork ? { ...before, unsound: [...before.unsound, fault] } : before;
    return { ...ended(state, fault), evidence: [before.checkpoint, text] };
  }
  if (!areTilesRight || !continued.ok || !isRootOfTiles)
    return ended(before, unsound("tiles", { size: String(size) }));

  const state: MonitorState = {
    policy: before.policy,
    range: walk.range,
    checkpoint: text,
    followed: walk.followed,
    watched: [...new Set([...before.watched, ...watched])],
    artifacts: walk.artifacts,
    unsound: walk.unsound,
  };
  return { findings: [...walk.findings, ...unlogged(state, watch)], state, size, witnessed };
}

/** One walk along the entries of a log, beside the state it starts from. */
class Walk {
  range: CompactRange;
  readonly followed: Followed;
  readonly artifacts: Map<string, readonly string[]>;
  readonly unsound: Finding[];
  readonly findings: Finding[] = [];
  readonly #watch: Watch;
  readonly #before: MonitorState;

  constructor({ range, followed, artifacts, unsound }: MonitorState, watch: Watch, before: MonitorState) {
    this.range = range;
    this.followed = {
      passports: new Map(followed.passports),
      lists: new Map(followed.lists),
      keys: new Map(followed.keys),
    };
    this.artifacts = new Map(artifacts);
    this.unsound = [...unsound];
    this.#watch = watch;
    this.#before = before;
  }

  root(): Uint8Array {
    return rangeRoot(this.range, sha256);
  }

  /** Answers the leaf hash. */
  take(index: number, bytes: Uint8Array): Uint8Array {
    const leaf = leafHash(bytes, sha256);
    this.range = withLeaf(this.range, leaf, sha256);
    const entry = readEntry(bytes);
    if (!entry.ok) {
      const [{ code, params } = { code: "", params: {} }] = entry.problems;
      this.#fault({ ...unsound("entry", { code, ...params }), index });
      return leaf;
    }
    for (const { kind, params } of follow(this.followed, entry.value, leaf, sha256))
      this.#fault({ ...unsound(kind, params), index });
    const news = newsOf(entry.value, this.#watch);
    const isTold = this.#isSeen(index) && this.#before.watched.includes(watchedName(entry.value));
    if (news !== null && !isTold) this.findings.push({ ...news, index });
    if (entry.value.type === "passport" && this.#watch.subjects.has(entry.value.subject))
      this.artifacts.set(
        `${entry.value.subject} ${entry.value.version}`,
        Object.values(entry.value.artifacts),
      );
    return leaf;
  }

  #fault(finding: Finding & { readonly index: number }): void {
    this.unsound.push(finding);
    if (!this.#isSeen(finding.index)) this.findings.push(finding);
  }

  #isSeen(index: number): boolean {
    return index < this.#before.range.size;
  }
}

/** The name under which an entry is watched. */
function watchedName(entry: LogEntry): string {
  if (entry.type === "issuer-key") return entry.issuer;
  return entry.type === "status-list" ? entry.list : (entry.subject ?? "");
}

/** What an entry means to whoever watches; null when nothing. */
function newsOf(entry: LogEntry, watch: Watch): Finding | null {
  const time = entry.time.toISOString().replace(".000Z", "Z");
  switch (entry.type) {
    case "issuer-key": {
      if (!watch.issuers.has(entry.issuer)) return null;
      const { action, kid, custody = "not stated", use = "records", since } = entry;
      const isUnexpected = watch.keys !== null && !watch.keys.has(kid);
      const params = {
        action,
        kid,
        custody,
        use,
        time,
        since: since === undefined ? "" : ` In doubt since ${since.toISOString().slice(0, 19)}Z.`,
      };
      return { level: isUnexpected ? "alert" : "news", kind: isUnexpected ? "keyUnexpected" : "key", params };
    }
    case "passport": {
      const { subject, version, artifacts } = entry;
      if (!watch.subjects.has(subject)) return null;
      const digests = Object.values(artifacts);
      const isKept = watch.records.some(({ digest }) => digests.includes(digest));
      const isUnknown = watch.records.length > 0 && !isKept;
      const params = { subject, version: String(version), digests: digests.join(", "), time };
      return { level: isUnknown ? "alert" : "news", kind: isUnknown ? "versionUnknown" : "version", params };
    }
    case "status-change": {
      const { subject, version, status, reason = "none" } = entry;
      if (!watch.subjects.has(subject)) return null;
      return {
        level: "news",
        kind: "status",
        params: { subject, version: String(version), status, reason, time },
      };
    }
    case "digest": {
      const { subject, what, digest } = entry;
      if (subject === undefined || !watch.subjects.has(subject)) return null;
      return { level: "news", kind: "digest", params: { subject, what, digest, time } };
    }
    case "status-list":
      return null;
  }
}

/** Records that are kept and that the log does not know: no verifier will accept them. */
function unlogged({ artifacts }: MonitorState, { records }: Watch): readonly Finding[] {
  return records
    .filter(
      ({ subject, version, digest }) => artifacts.get(`${subject} ${version}`)?.includes(digest) !== true,
    )
    .map(({ file, subject, version }) => ({
      level: "alert",
      kind: "recordUnlogged",
      params: { file, subject, version: String(version) },
    }));
}

/** Reads again from the beginning, and remembers only what is no entry's fault: those are found again. */
function rewound(state: MonitorState): MonitorState {
  return {
    ...state,
    range: emptyRange,
    followed: followNothing(),
    artifacts: new Map(),
    unsound: state.unsound.filter(({ index }) => index === undefined),
  };
}

function ended(state: MonitorState, finding: Finding): Round {
  return { findings: [finding], state, size: state.range.size, witnessed: null };
}

function unsound(kind: string, params: Readonly<Record<string, string>>): Finding {
  return { level: "unsound", kind, params };
}

function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}
