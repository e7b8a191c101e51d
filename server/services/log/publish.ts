import { desc, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { logCheckpoint, logHead, logWitness } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { checkpointBody, verifyCheckpoint } from "../../domain/transparency/checkpoint.ts";
import type { HaltCode } from "../../domain/transparency/halt-reason.ts";
import { haltSentence } from "../../domain/transparency/halt-reason.ts";
import { sameBytes } from "../../domain/transparency/hashing.ts";
import { formatNote, signatureLine } from "../../domain/transparency/note.ts";
import { consistencyPath, emptyRoot, hashAtOfTiles, rootAt } from "../../domain/transparency/tree.ts";
import { verifyConsistency } from "../../domain/transparency/verify-proof.ts";
import type { LogSigner } from "../../platform/log-signer.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import { announcePublished } from "./announce-published.ts";
import { askWitnesses } from "./ask-witnesses.ts";
import { checkEntries, LogMismatch } from "./check.ts";
import type { LogKey } from "./key.ts";
import { ensureLogKey } from "./key.ts";
import { publishedSize } from "./published.ts";
import { sha256 } from "./sha256.ts";
import { buildTree, storedTiles } from "./tiles.ts";

/** What publishing needs of a context. No caller: the program publishes, whoever made the entries. */
export type LogContext = Pick<Context, "db" | "log" | "now" | "publicUrl">;

export interface Publication {
  /** Entries of the log that are published now. */
  readonly size: number;
  /** Why newer entries stay pending; null when all are published. */
  readonly pending: string | null;
}

/**
 * Signs the log as it stands, if it grew, and so publishes every entry in it; then witnesses are asked, which nobody waits
 * for. Call it once the transaction that appended is committed. Calls that come together share one checkpoint.
 *
 * Signed is only what follows from the last checkpoint: root re-derived from the tiles, entries compared with them,
 * consistency proof verified against the note kept outside the database. Anything else halts the log. Never rejects:
 * what was appended is committed, and whether it is published already is in the answer.
 */
export function publishLog(ctx: LogContext): Promise<Publication> {
  const turn = turns.get(ctx.log) ?? { running: null, next: null };
  turns.set(ctx.log, turn);
  turn.next ??= (turn.running ?? Promise.resolve()).then(async () => {
    turn.running = turn.next;
    turn.next = null;
    return attempt(ctx);
  });
  return turn.next;
}

/** One signs at a time; who comes meanwhile waits for one next turn together. */
const turns = new WeakMap<
  LogSigner,
  { running: Promise<unknown> | null; next: Promise<Publication> | null }
>();

async function attempt(ctx: LogContext): Promise<Publication> {
  try {
    const halt = ctx.log.halted();
    if (halt !== null) return { size: await publishedSize(ctx.db), pending: halt.reason };
    const signed = await ctx.db.transaction((tx) => sign(ctx, tx));
    ctx.log.setDelayed(null);
    if (signed.hasWitnesses) void askWitnesses(ctx);
    return { size: signed.size, pending: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof LogMismatch) ctx.log.halt(error, ctx.now());
    else ctx.log.setDelayed({ reason, code: error instanceof NotSigned ? error.code : null });
    return { size: await publishedSize(ctx.db).catch(() => 0), pending: reason };
  }
}

/** "ckpt" in ASCII: programs on one database sign one after the other. */
const signingLock = 0x636b7074;

interface Signed {
  readonly size: number;
  /** Whether somebody has to be asked to sign it as well. */
  readonly hasWitnesses: boolean;
}

async function sign(ctx: LogContext, tx: Database): Promise<Signed> {
  await tx.execute(sql`select pg_advisory_xact_lock(${signingLock})`);
  const head = await readHead(tx);
  const key = await ensureLogKey(ctx, tx);
  const { stored, remembered } = await lastSigned(ctx, tx, key);
  if (head.size === 0 && stored === null && remembered === null) return { size: 0, hasWitnesses: false };
  const hashAt = hashAtOfTiles(storedTiles(tx), sha256);
  const root = await rootAt(head.size, hashAt, sha256).catch(asMismatch);
  if (!sameBytes(root, head.root)) throw new LogMismatch("tilesWrong", { size: String(head.size) });
  for (const former of [remembered, stored]) {
    if (former === null) continue;
    if (former.size > head.size)
      throw new LogMismatch("databaseOlder", { size: String(head.size), signed: String(former.size) });
    const proof = await consistencyPath(former.size, head.size, hashAt, sha256).catch(asMismatch);
    const claim = { oldSize: former.size, oldRoot: former.root, size: head.size, root, proof };
    if (!(await verifyConsistency(claim, webCrypto)).ok)
      throw new LogMismatch("notContinued", { signed: String(former.size) });
  }
  const known = Math.min(stored?.size ?? 0, remembered?.size ?? stored?.size ?? 0);
  await checkEntries(tx, known, head.size);
  if (stored?.size === head.size) {
    if (remembered?.size !== head.size) ctx.log.keepNote(stored.note);
    return { size: head.size, hasWitnesses: false };
  }
  const note = remembered?.size === head.size ? remembered.note : signed(ctx, key, head.size, root);
  const body = checkpointBody(key.origin, head.size, root);
  await tx.insert(logCheckpoint).values({ size: head.size, body, note, signedAt: ctx.now() });
  await announcePublished(ctx, tx, stored?.size ?? 0, head.size);
  const hasWitnesses = (await tx.$count(logWitness, isNull(logWitness.removedAt))) > 0;
  // Before anybody can see it: what is served was remembered first.
  ctx.log.keepNote(note);
  return { size: head.size, hasWitnesses };
}

function signed(ctx: LogContext, key: LogKey, size: number, root: Uint8Array): string {
  const body = checkpointBody(key.origin, size, root);
  const signature = ctx.log.sign(key.origin, key.encryptedPrivateKey, new TextEncoder().encode(body));
  return formatNote(body, [signatureLine(key.origin, key.vkey.keyId, signature)]);
}

/** The head with its root; a log without one, of before trees were kept or after they were taken away, gets its tree now. */
export async function readHead(tx: Database): Promise<{ readonly size: number; readonly root: Uint8Array }> {
  const [head] = await tx.select().from(logHead).where(eq(logHead.id, 1));
  if (head === undefined) throw new LogMismatch("headMissing");
  if (head.root !== null) return { size: head.size, root: head.root };
  const [locked] = await tx.select().from(logHead).where(eq(logHead.id, 1)).for("update");
  if (locked === undefined) throw new LogMismatch("headMissing");
  const root = locked.root ?? (locked.size === 0 ? emptyRoot : await buildTree(tx, locked.size));
  await tx.update(logHead).set({ root }).where(eq(logHead.id, 1));
  return { size: locked.size, root };
}

interface SignedState {
  readonly size: number;
  readonly root: Uint8Array;
  /** The signed note. */
  readonly note: string;
}

/** What was signed last, as the database has it and as it is remembered outside; each is checked before it is believed. */
async function lastSigned(
  ctx: LogContext,
  tx: Database,
  key: LogKey,
): Promise<{ readonly stored: SignedState | null; readonly remembered: SignedState | null }> {
  const [newest] = await tx
    .select({ size: logCheckpoint.size, note: logCheckpoint.note })
    .from(logCheckpoint)
    .orderBy(desc(logCheckpoint.size))
    .limit(1);
  const stored = newest === undefined ? null : await believed(newest.note, key, "checkpointForeign");
  if (stored !== null && stored.size !== newest?.size) throw new LogMismatch("checkpointChanged");
  const outside = ctx.log.lastNote();
  if (outside !== null) return { stored, remembered: await believed(outside, key, "memoryForeign") };
  if (stored !== null && !ctx.log.mayBelieveDatabase) throw new NotSigned("nothingRemembered");
  if (stored !== null)
    ctx.log.logger.warn(
      "no checkpoint is remembered outside the database: the newest one in it is believed",
      {
        size: stored.size,
      },
    );
  return { stored, remembered: null };
}

/** Nothing is signed for now, for a reason with a code; the log is not halted by it. */
class NotSigned extends Error {
  readonly code: HaltCode;

  constructor(code: HaltCode) {
    super(haltSentence({ code, params: {} }));
    this.code = code;
  }
}

async function believed(
  note: string,
  key: LogKey,
  otherwise: "checkpointForeign" | "memoryForeign",
): Promise<SignedState> {
  const checkpoint = await verifyCheckpoint(note, key.vkey, webCrypto);
  if (!checkpoint.ok) throw new LogMismatch(otherwise);
  return { size: checkpoint.value.size, root: checkpoint.value.root, note };
}

function asMismatch(error: unknown): never {
  if (error instanceof RangeError) throw new LogMismatch("treeUnreadable", { detail: error.message });
  throw error;
}
