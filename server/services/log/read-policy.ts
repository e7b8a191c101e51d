import { asc, isNotNull, isNull, and } from "drizzle-orm";
import { logWitness } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { formatVkey } from "../../domain/transparency/note.ts";
import { findLogKey } from "./key.ts";

/**
 * The policy this registry checks its own pages with: its log, its witnesses, and that any of them has signed. Null before
 * the log has a key. Whoever does not want to trust the registry gets it, or the keys in it, from somewhere else.
 *
 * Source: C2SP tlog-policy; record format, section 7: no quorum until a witness exists.
 */
export async function readPolicy(ctx: Context): Promise<string | null> {
  demand(ctx, "record.read", null);
  const [key, witnesses] = await Promise.all([
    findLogKey(ctx.db),
    ctx.db
      .select({ name: logWitness.name, vkey: logWitness.vkey })
      .from(logWitness)
      .where(and(isNull(logWitness.removedAt), isNotNull(logWitness.size)))
      .orderBy(asc(logWitness.createdAt)),
  ]);
  if (key === null) return null;
  const lines = [
    `log ${formatVkey(key.vkey)}`,
    ...witnesses.map(({ name, vkey }) => `witness ${name} ${vkey}`),
    ...(witnesses.length === 0
      ? ["quorum none"]
      : [`group witnesses any ${witnesses.map(({ name }) => name).join(" ")}`, "quorum witnesses"]),
  ];
  return `${lines.join("\n")}\n`;
}
