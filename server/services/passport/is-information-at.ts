import { eq } from "drizzle-orm";
import { batteryModel, passport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { isPassportCategory, parseBatteryCategory } from "../../domain/battery/category.ts";

/**
 * Whether a product URL leads to the information about a battery whose category gets no passport, so that no page there
 * speaks of one, whatever it says. False where nothing is known.
 *
 * Source: Regulation (EU) 2023/1542, Art. 13(6)(b) and Art. 77(1).
 */
export async function isInformationAt(
  ctx: Context,
  { productUrl }: { readonly productUrl: string },
): Promise<boolean> {
  demand(ctx, "passport.read", null);
  const [found] = await ctx.db
    .select({ category: batteryModel.category })
    .from(passport)
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .where(eq(passport.productUrl, productUrl));
  const category = parseBatteryCategory(found?.category ?? "");
  return category.ok && !isPassportCategory(category.value);
}
