import { and, asc, eq } from "drizzle-orm";
import { batteryItem, batteryModel, passport, passportPredecessor } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { pathOf } from "../product-path.ts";
import { hasPublishedVersion } from "./newest-version.ts";
import type { LinkedPassport, PassportView } from "./view.ts";

/**
 * What a battery was made of and what was made of it, in both directions, as far as it is published; also where a passport
 * has ended. Source: Regulation (EU) 2023/1542, Art. 77(7); the catalogue, which makes the link public.
 */
export async function linkedPassports(
  ctx: Pick<Context, "db" | "publicUrl">,
  passportId: string,
): Promise<Pick<PassportView, "predecessors" | "successors">> {
  const { passportId: successor, predecessorId: original } = passportPredecessor;
  const linked = async (from: typeof successor | typeof original, to: typeof successor | typeof original) => {
    const rows = await ctx.db
      .select({ productUrl: passport.productUrl, modelName: batteryModel.name, serial: batteryItem.serial })
      .from(passportPredecessor)
      .innerJoin(passport, eq(passport.id, to))
      .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
      .leftJoin(batteryItem, eq(batteryItem.id, passport.itemId))
      .where(and(eq(from, passportId), hasPublishedVersion(ctx.db)))
      .orderBy(asc(passport.productUrl));
    return rows.map((row): LinkedPassport => ({ ...row, path: pathOf(ctx, row.productUrl) }));
  };
  return { predecessors: await linked(successor, original), successors: await linked(original, successor) };
}
