import { asc, eq } from "drizzle-orm";
import { batteryModel, facility, operator } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";

/** Operators that answer for batteries, and their plants, to filter by. */
export async function sampleChoices(ctx: Context) {
  demand(ctx, "oversight.read", null);
  const [operators, plants, models] = await Promise.all([
    ctx.db
      .select({ id: operator.id, name: operator.name, nameOriginal: operator.nameOriginal })
      .from(operator)
      .where(eq(operator.kind, "economicOperator"))
      .orderBy(asc(operator.name)),
    ctx.db
      .select({ id: facility.id, name: facility.name, nameOriginal: facility.nameOriginal })
      .from(facility)
      .orderBy(asc(facility.name)),
    ctx.db
      .select({ id: batteryModel.id, name: batteryModel.name })
      .from(batteryModel)
      .orderBy(asc(batteryModel.name))
      .limit(500),
  ]);
  return { operators, plants, models };
}
