import type { Database } from "../../../db/client.ts";
import type { Context } from "../../context.ts";
import { dataQualityOf } from "../../domain/carbon-footprint/data-quality.ts";
import { primaryDataShare } from "../../domain/carbon-footprint/inventory.ts";
import type { ProductFootprintSubject } from "../../domain/record/product-footprint.ts";
import {
  footprintAddress,
  lastDayOf,
  perDeclaredUnit,
  productFootprintPayload,
} from "../../domain/record/product-footprint.ts";
import type { Frozen } from "../footprint/freeze.ts";
import type { LoadedDeclaration } from "../footprint/load.ts";
import { lockKeys } from "../key/load.ts";
import { newId } from "../new-id.ts";
import type { IssuedFootprint } from "./sign-footprint.ts";
import { formerRecord, signFootprint } from "./sign-footprint.ts";

/**
 * Signs the released footprint of a supplied product with its maker's own key, gives it a place on the maker's status lists,
 * logs the digest and publishes the record, inside the caller's transaction; the product's record before it counts as
 * replaced from then on.
 *
 * Null, and nothing is signed, where there is no figure that others may use: a result that is not per declared unit, or a
 * period that ended so long ago that the record would be over when it begins.
 */
export async function issueFootprintRecord(
  ctx: Context,
  tx: Database,
  loaded: LoadedDeclaration,
  frozen: Frozen,
): Promise<IssuedFootprint | null> {
  const { operator, inventory, product, declaration: declared } = loaded;
  if (product === null) return null;
  const value = perDeclaredUnit(frozen.result.cfp, inventory.energy, product.declaredUnit);
  const issuedAt = ctx.issuedAt ?? ctx.now();
  const validUntil = lastDayOf(inventory.periodEnd);
  if (value === null || validUntil <= issuedAt.toISOString().slice(0, 10)) return null;
  const id = newId(ctx);
  const subject = subjectOf(ctx, loaded, product, frozen, { id, value });
  await lockKeys(tx, operator.id);
  return signFootprint(ctx, tx, {
    ...{ id, operator, issuedAt, former: await formerRecord(tx, product.id) },
    payloadAt: (place) => productFootprintPayload({ ...place, subject }),
    columns: {
      ...{ declarationId: declared.id, productName: product.nameEn },
      ...{ value, unit: `kgCO2e/${product.declaredUnit}`, validUntil },
      ...{ periodStart: inventory.periodStart, periodEnd: inventory.periodEnd },
      ...{ geography: subject.geography, primaryDataShare: subject.primaryDataShare },
      ...{ gwpSet: subject.gwpSet, boundary: subject.boundary.join(", ") },
    },
  });
}

function subjectOf(
  ctx: Context,
  { operator, facility, inventory, declaration: declared }: LoadedDeclaration,
  product: NonNullable<LoadedDeclaration["product"]>,
  { lines, result, requestDigest, resultDigest }: Frozen,
  { id, value }: { readonly id: string; readonly value: string },
): ProductFootprintSubject {
  return {
    id: footprintAddress(ctx.publicUrl, operator.slug, id),
    type: "ProductFootprint",
    product: {
      ...{ code: product.code, name: product.nameEn },
      ...(product.nameZh === product.nameEn ? {} : { nameOriginal: product.nameZh }),
    },
    declaredUnit: product.declaredUnit,
    kgCO2ePerDeclaredUnit: value,
    method: declared.method,
    methodVersion: declared.methodVersion,
    boundary: Object.keys(result.stagesKg),
    ...{ periodStart: inventory.periodStart, periodEnd: inventory.periodEnd },
    geography: facility.region ?? facility.country,
    gwpSet: inventory.gwpSet,
    primaryDataShare: primaryDataShare(lines, result),
    dataQualityRating: dataQualityOf(lines, result, "three")?.total ?? null,
    declarationNumber: declared.number,
    ...{ requestDigest, resultDigest },
    illustrativeInventory: lines.some(({ illustrative }) => illustrative),
  };
}
