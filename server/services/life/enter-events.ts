import type { Database } from "../../../db/client.ts";
import { lifeEvent } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { newId } from "../new-id.ts";

/** Something that happened to a battery and its passport. */
export type LifeEntry = Omit<
  typeof lifeEvent.$inferInsert,
  "id" | "recordedBy" | "createdAt" | "occurredOn"
> & {
  /** `YYYY-MM-DD`; today when not given. */
  readonly occurredOn?: string;
};

/** Rows in one statement. */
const atOnce = 1000;

/** Writes down what happened, in the transaction in which it happens. */
export async function enterEvents(ctx: Context, tx: Database, entries: readonly LifeEntry[]): Promise<void> {
  const at = ctx.now();
  const rows = entries.map((entry) => ({
    ...{ occurredOn: at.toISOString().slice(0, 10), ...entry },
    ...{ id: newId(ctx), recordedBy: ctx.caller.userId, createdAt: at },
  }));
  for (let start = 0; start < rows.length; start += atOnce)
    await tx.insert(lifeEvent).values(rows.slice(start, start + atOnce));
}
