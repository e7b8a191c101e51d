import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { logKey } from "../../../db/schema/index.ts";
import { logOriginOf } from "../../domain/record/did.ts";
import type { Vkey } from "../../domain/transparency/note.ts";
import { formatVkey, parseVkey, vkeyOf } from "../../domain/transparency/note.ts";
import type { LogContext } from "./publish.ts";
import { sha256 } from "./sha256.ts";

/** The log's signing key with its public form. */
export interface LogKey {
  readonly origin: string;
  readonly vkey: Vkey;
  readonly encryptedPrivateKey: Uint8Array;
}

/** The key of the log, made at the first call on a database: one key for the life of a log. */
export async function ensureLogKey(
  ctx: Pick<LogContext, "log" | "publicUrl">,
  tx: Database,
): Promise<LogKey> {
  const kept = await findLogKey(tx);
  if (kept !== null) return kept;
  const origin = logOriginOf(ctx.publicUrl);
  const made = ctx.log.createKey(origin);
  const vkey = formatVkey(vkeyOf(origin, 1, made.publicKey, sha256));
  // Of two programs at once one wins, and both take the winner's.
  await tx
    .insert(logKey)
    .values({ vkey, encryptedPrivateKey: made.encryptedPrivateKey })
    .onConflictDoNothing();
  const entered = await findLogKey(tx);
  if (entered === null) throw new Error("The key of the log vanished after it was entered.");
  return entered;
}

/** The key of the log; null before it is made. */
export async function findLogKey(db: Database): Promise<LogKey | null> {
  const [row] = await db.select().from(logKey).where(eq(logKey.id, 1));
  if (row === undefined) return null;
  const vkey = parseVkey(row.vkey);
  if (!vkey.ok) throw new Error("The stored key of the log is no verifier key.");
  return { origin: vkey.value.name, vkey: vkey.value, encryptedPrivateKey: row.encryptedPrivateKey };
}
