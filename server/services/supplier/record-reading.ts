import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { operator, supplierFootprintReading } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { newId } from "../new-id.ts";
import type { FootprintRow } from "./judge-figure.ts";

/** What somebody of the receiver did with a supplier's figure. */
export const readingPurposes = ["detail", "factor"] as const;
export type ReadingPurpose = (typeof readingPurposes)[number];

/**
 * Writes down that somebody of the receiving operator read a figure, for the supplier to see. A record published for
 * everybody has no readers to count: anybody reads it without a name.
 */
export async function recordReading(
  ctx: Context,
  tx: Database,
  { id, receivedByOperatorId }: Pick<FootprintRow, "id" | "receivedByOperatorId">,
  purpose: ReadingPurpose,
): Promise<void> {
  if (receivedByOperatorId === null) return;
  const [receiver] = await tx
    .select({ name: operator.name })
    .from(operator)
    .where(eq(operator.id, receivedByOperatorId));
  const readerName = [ctx.caller.name, receiver?.name].filter((part) => part != null).join(", ");
  await tx.insert(supplierFootprintReading).values({
    ...{ id: newId(ctx), supplierFootprintId: id, readerName, purpose, createdAt: ctx.now() },
  });
}
