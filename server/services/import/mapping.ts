import { and, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { importMapping } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { ColumnMapping } from "../../domain/import/heading.ts";
import { digestOf } from "../digest.ts";

/** Lines of an inventory; models and batteries have kinds of their own. */
export const importKind = "inventory";

/** The shape of a heading: base64url SHA-256 of the canonical JSON of its column names. */
export function headerHashOf(keys: readonly string[]): string {
  return digestOf(keys);
}

/** What an operator said the columns of such a heading mean; null where it never did. */
export async function keptMapping(
  db: Database,
  operatorId: string,
  headerHash: string,
  kind: string = importKind,
): Promise<ColumnMapping | null> {
  const [kept] = await db
    .select({ columns: importMapping.columns })
    .from(importMapping)
    .where(
      and(
        eq(importMapping.operatorId, operatorId),
        eq(importMapping.kind, kind),
        eq(importMapping.headerHash, headerHash),
      ),
    );
  return kept?.columns ?? null;
}

/** Keeps what the columns of such a heading mean, for the next file of the same shape. */
export async function keepMapping(
  ctx: Context,
  tx: Database,
  {
    operatorId,
    headerHash,
    columns,
    kind = importKind,
  }: {
    readonly operatorId: string;
    readonly headerHash: string;
    readonly columns: ColumnMapping;
    readonly kind?: string;
  },
): Promise<void> {
  const now = { columns, updatedAt: ctx.now() };
  await tx
    .insert(importMapping)
    .values({ operatorId, kind, headerHash, ...now })
    .onConflictDoUpdate({
      target: [importMapping.operatorId, importMapping.kind, importMapping.headerHash],
      set: now,
    });
}
