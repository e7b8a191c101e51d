import { and, asc, eq } from "drizzle-orm";
import { batteryItem, lifeEvent } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { pathOf } from "../product-path.ts";
import { linkedPassports } from "./linked-passports.ts";
import { loadPassport, partyOf } from "./read.ts";
import type { EndedPassport } from "./view.ts";

/**
 * What stands at the address of a passport that has ended: what it was, when it ended, and where its batteries went on. Null
 * for one that goes on; `PASSPORT_NOT_FOUND`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(8).
 */
export async function readEnded(
  ctx: Context,
  { productUrl }: { readonly productUrl: string },
): Promise<EndedPassport | null> {
  demand(ctx, "passport.read", null);
  const { passport, model, operator } = await loadPassport(ctx, productUrl);
  if (passport.endedAt === null) return null;
  const [item] =
    passport.itemId === null
      ? []
      : await ctx.db
          .select({ serial: batteryItem.serial })
          .from(batteryItem)
          .where(eq(batteryItem.id, passport.itemId));
  const [recycled] = await ctx.db
    .select({ occurredOn: lifeEvent.occurredOn })
    .from(lifeEvent)
    .where(and(eq(lifeEvent.passportId, passport.id), eq(lifeEvent.kind, "recycled")))
    .orderBy(asc(lifeEvent.createdAt));
  return {
    productUrl,
    level: passport.level === "item" || passport.level === "batch" ? passport.level : "model",
    modelName: model.name,
    modelPath: pathOf(ctx, model.productUrl),
    serial: item?.serial ?? null,
    answered: partyOf(operator),
    endedOn: recycled?.occurredOn ?? passport.endedAt.toISOString().slice(0, 10),
    demonstration: operator.demonstration,
    ...(await linkedPassports(ctx, passport.id)),
  };
}
