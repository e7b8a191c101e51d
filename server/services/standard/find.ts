import { and, eq } from "drizzle-orm";
import { batteryModel, operator, passport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import { passportIdOf } from "../../domain/identifier/dpp-id.ts";
import { urlOfProductDid } from "../../domain/identifier/product-did.ts";
import { readProductQuery } from "../../domain/identifier/product-query.ts";
import { Refusal } from "../../refusal.ts";
import { hasPublishedVersion } from "../passport/newest-version.ts";

/** How the standard API names a passport: by its own identifier, or by that of the product. */
export type PassportName = { readonly dppId: string } | { readonly productId: string };

export type FoundPassport = Awaited<ReturnType<typeof findPassport>>;

/**
 * A passport of the standard API. `PASSPORT_NOT_FOUND` also before its first version is published, but for those who make
 * it, and `PASSPORT_ENDED` for them when they gave up making it.
 */
export async function findPassport(ctx: Context, name: PassportName) {
  const named = "dppId" in name ? name.dppId : name.productId;
  const where = wanted(ctx, name);
  const [found] =
    where === null
      ? []
      : await ctx.db
          .select({ passport, model: batteryModel, operator })
          .from(passport)
          .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
          .innerJoin(operator, eq(operator.id, passport.operatorId))
          .where(where);
  const isPublished = found !== undefined && (await hasBeenPublished(ctx, found.passport.id));
  if (
    found === undefined ||
    (!isPublished && !allows(ctx.caller.memberships, "model.read", found.passport.operatorId))
  )
    throw new Refusal("PASSPORT_NOT_FOUND", `The registry has no passport ${named}.`);
  if (!isPublished && found.passport.endedAt !== null)
    throw new Refusal("PASSPORT_ENDED", `The passport ${named} was given up before its first version.`);
  return { ...found, isPublished };
}

/** Product URL of an identifier in any spelling that GS1 Digital Link or a DID allows; null for what names no product here. */
export function productUrlOf({ publicUrl }: Pick<Context, "publicUrl">, productId: string): string | null {
  const did = productId.startsWith("did:") ? urlOfProductDid(productId) : null;
  if (did !== null) return did.ok ? did.value : null;
  const path = readProductQuery(productId, publicUrl);
  return path.ok ? publicUrl + path.value : null;
}

function wanted(ctx: Context, name: PassportName) {
  if ("dppId" in name) {
    const id = passportIdOf(name.dppId);
    return id === null ? null : eq(passport.id, id);
  }
  const productUrl = productUrlOf(ctx, name.productId);
  return productUrl === null ? null : eq(passport.productUrl, productUrl);
}

async function hasBeenPublished({ db }: Context, id: string): Promise<boolean> {
  const [published] = await db
    .select({ id: passport.id })
    .from(passport)
    .where(and(eq(passport.id, id), hasPublishedVersion(db)));
  return published !== undefined;
}
