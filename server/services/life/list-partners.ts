import { and, asc, eq, isNull } from "drizzle-orm";
import { operator } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";

/** An operator that responsibility or authority can be given to. */
export interface Partner {
  readonly id: string;
  readonly name: string;
  readonly nameOriginal: string | null;
  /** Scheme and number under which it is known. */
  readonly identifier: string;
}

/** Operators of batteries that have not ceased, by name: whom a transfer or an authority can be addressed to. */
export async function listPartners(ctx: Context): Promise<readonly Partner[]> {
  demand(ctx, "transfer.read", null);
  const rows = await ctx.db
    .select()
    .from(operator)
    .where(and(eq(operator.kind, "economicOperator"), isNull(operator.ceasedAt)))
    .orderBy(asc(operator.name), asc(operator.id));
  return rows.map(({ id, name, nameOriginal, identifierScheme, identifier }) => ({
    ...{ id, name, nameOriginal, identifier: `${identifierScheme} ${identifier}` },
  }));
}
