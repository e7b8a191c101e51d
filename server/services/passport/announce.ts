import { sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { batteryModel } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { ofSameType } from "../model/same-type.ts";
import { pathOf } from "../product-path.ts";

/**
 * Tells every front on this database, once the transaction is committed, that what a product URL and everything below
 * it answer has changed. Whatever changes a public page calls this: fronts keep pages until they are told.
 */
export async function announceChange(
  ctx: Pick<Context, "publicUrl">,
  tx: Database,
  productUrl: string,
): Promise<void> {
  await tx.execute(sql`select pg_notify('passport_changed', ${pathOf(ctx, productUrl)})`);
}

/** The same for the pages of the same type from other plants, which name this model. */
export async function announceToSiblings(
  ctx: Pick<Context, "publicUrl">,
  tx: Database,
  model: { readonly id: string; readonly operatorId: string; readonly typeDesignation: string },
): Promise<void> {
  const siblings = await tx
    .select({ productUrl: batteryModel.productUrl })
    .from(batteryModel)
    .where(ofSameType(model));
  for (const { productUrl } of siblings) await announceChange(ctx, tx, productUrl);
}
