import { and, asc, desc, eq, isNull, notExists } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { logCheckpoint, logCosignature, logWitness } from "../../../db/schema/index.ts";
import { encodeBase64 } from "../../domain/record/base64.ts";
import { parseCount, verifyCosignature } from "../../domain/transparency/checkpoint.ts";
import type { Vkey } from "../../domain/transparency/note.ts";
import { formatNote, parseNote, parseVkey, signaturesOf } from "../../domain/transparency/note.ts";
import { consistencyPath, hashAtOfTiles } from "../../domain/transparency/tree.ts";
import type { LogSigner } from "../../platform/log-signer.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import { postCheckpoint } from "../../platform/witness-client.ts";
import { publishedSize } from "./published.ts";
import type { LogContext } from "./publish.ts";
import { sha256 } from "./sha256.ts";
import { storedTiles } from "./tiles.ts";

/**
 * Asks every witness for its signature under the newest checkpoint, each by itself, so that a slow one delays nobody; a
 * signature is checked before it is kept. A witness that has seen more than the log holds halts the log: it was put back
 * to an earlier state. Resolves when all have answered or failed, and never rejects.
 */
export async function askWitnesses(ctx: LogContext): Promise<void> {
  try {
    const witnesses = await ctx.db
      .select({ vkey: logWitness.vkey })
      .from(logWitness)
      .where(isNull(logWitness.removedAt))
      .orderBy(asc(logWitness.createdAt), asc(logWitness.name));
    await Promise.all(witnesses.map(({ vkey }) => takeTurn(ctx, vkey)));
  } catch (error) {
    ctx.log.logger.error("witnesses could not be asked", { error });
  }
}

/** Whether a witness that is asked has not signed the newest checkpoint yet. */
export async function waitsForWitnesses(db: Database): Promise<boolean> {
  const [newest] = await db
    .select({ size: logCheckpoint.size })
    .from(logCheckpoint)
    .orderBy(desc(logCheckpoint.size))
    .limit(1);
  if (newest === undefined) return false;
  const signature = db
    .select({ witness: logCosignature.witness })
    .from(logCosignature)
    .where(and(eq(logCosignature.witness, logWitness.name), eq(logCosignature.size, newest.size)));
  const [waiting] = await db
    .select({ name: logWitness.name })
    .from(logWitness)
    .where(and(isNull(logWitness.removedAt), notExists(signature)))
    .limit(1);
  return waiting !== undefined;
}

/** One question at a time to each witness: who comes meanwhile lets the one at work ask once more. */
async function takeTurn(ctx: LogContext, vkey: string): Promise<void> {
  const underway = asking.get(ctx.log) ?? new Map<string, { again: boolean }>();
  asking.set(ctx.log, underway);
  const atWork = underway.get(vkey);
  if (atWork !== undefined) {
    atWork.again = true;
    return;
  }
  const mine = { again: true };
  underway.set(vkey, mine);
  try {
    while (mine.again) {
      mine.again = false;
      await askWitness(ctx, vkey);
    }
  } catch (error) {
    ctx.log.logger.error("a witness could not be asked", { witness: vkey.split("+", 1)[0], error });
  } finally {
    underway.delete(vkey);
  }
}

const asking = new WeakMap<LogSigner, Map<string, { again: boolean }>>();

async function askWitness(ctx: LogContext, vkeyText: string): Promise<void> {
  const [witness] = await ctx.db
    .select()
    .from(logWitness)
    .where(and(eq(logWitness.vkey, vkeyText), isNull(logWitness.removedAt)));
  const [newest] = await ctx.db.select().from(logCheckpoint).orderBy(desc(logCheckpoint.size)).limit(1);
  const vkey = parseVkey(vkeyText);
  if (witness === undefined || newest === undefined || !vkey.ok) return;
  const [signed] = await ctx.db
    .select({ size: logCosignature.size })
    .from(logCosignature)
    .where(and(eq(logCosignature.size, newest.size), eq(logCosignature.witness, witness.name)));
  if (signed !== undefined) return;
  const outcome = await submit(ctx, { url: witness.url, vkey: vkey.value, known: witness.size ?? 0 }, newest);
  await ctx.db.transaction(async (tx) => {
    for (const { line, time } of outcome.signatures)
      await tx
        .insert(logCosignature)
        .values({
          ...{ size: newest.size, witness: witness.name, line },
          ...{ witnessedAt: new Date(time * 1000), createdAt: ctx.now() },
        })
        .onConflictDoNothing();
    await tx
      .update(logWitness)
      .set({
        ...{ trouble: outcome.trouble, answeredAt: ctx.now() },
        ...(outcome.signatures.length > 0 ? { size: newest.size } : {}),
      })
      .where(eq(logWitness.vkey, vkeyText));
  });
  if (outcome.trouble !== null)
    ctx.log.logger.warn("a witness did not sign", { witness: witness.name, trouble: outcome.trouble });
}

interface Outcome {
  readonly signatures: readonly { readonly line: string; readonly time: number }[];
  /** Code of what went wrong, with a detail behind a colon; null when it signed. */
  readonly trouble: string | null;
}

/** A witness says once from where it wants to go on; twice is trouble. */
const attempts = 3;

async function submit(
  ctx: LogContext,
  witness: { readonly url: string; readonly vkey: Vkey; readonly known: number },
  { size, note, body }: typeof logCheckpoint.$inferSelect,
): Promise<Outcome> {
  const hashAt = hashAtOfTiles(storedTiles(ctx.db), sha256);
  let from = Math.min(witness.known, size);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const proof = await consistencyPath(from, size, hashAt, sha256);
    const lines = [`old ${String(from)}`, ...proof.map((hash) => encodeBase64(hash))];
    const answer = await postCheckpoint(witness.url, `${lines.join("\n")}\n\n${note}`);
    if (answer.kind === "silence") return failed(answer.why);
    if (answer.status === 200) return signaturesIn(answer.text, body, witness.vkey);
    if (answer.status !== 409) return failed(`status:${String(answer.status)}`);
    const known = parseCount(answer.text.trim());
    if (known === null) return failed("status:409");
    if (known > size) {
      // A newer checkpoint may have reached it meanwhile, through us or through another program on this database.
      if (known <= (await publishedSize(ctx.db))) return failed("overtaken");
      const seen = { witness: witness.vkey.name, signed: String(known), size: String(size) };
      ctx.log.halt({ code: "witnessAhead", params: seen }, ctx.now());
      return failed(`larger:${String(known)}`);
    }
    if (known === from) return failed("disagrees");
    from = known;
  }
  return failed("disagrees");
}

function failed(trouble: string): Outcome {
  return { signatures: [], trouble };
}

/** The witness's own lines in its answer, checked; anything else in it is left alone. */
async function signaturesIn(text: string, body: string, vkey: Vkey): Promise<Outcome> {
  const note = parseNote(
    formatNote(
      body,
      text.split("\n").filter((line) => line !== ""),
    ),
  );
  if (!note.ok) return failed("unreadable");
  const checked = await verifyCosignature(note.value, vkey, webCrypto);
  if (!checked.ok) return failed("falseSignature");
  const own = signaturesOf(note.value, vkey);
  const [first] = own;
  const [time] = checked.value;
  if (first === undefined || time === undefined) return failed("unsigned");
  return { signatures: [{ line: first.line, time }], trouble: null };
}
