import { and, eq, isNull } from "drizzle-orm";
import { declaration, operator as operatorTable, supplierFootprint } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { footprintAddress, footprintSignedAnew } from "../../domain/record/product-footprint.ts";
import { isJsonObject, parseStrictJson } from "../../domain/record/strict-json.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { lockKeys } from "../key/load.ts";
import { afterIssue } from "../log/after-issue.ts";
import { isUuid, newId } from "../new-id.ts";
import { signedHere } from "../operator/signed-here.ts";
import { kidOf } from "./kid-of.ts";
import type { IssuedFootprint } from "./sign-footprint.ts";
import { formerRecord, signFootprint } from "./sign-footprint.ts";

export interface ReissuedFootprint extends IssuedFootprint {
  readonly isPending: boolean;
}

/**
 * Signs what a supplier's newest record of a product states once more, at an address of its own: for a key that may be in
 * other hands. The former record is thereby replaced, and makers who rest on it are told as for every newer record.
 *
 * `NOTHING_CHANGED` while its key is in use or where a newer record has followed, `ALREADY_REVOKED`, `FOOTPRINT_OVER` past
 * its last day, `SUPPLIER_FOOTPRINT_NOT_FOUND`, `SIGNED_OUTSIDE`, `KEY_NOT_FOUND` without another key.
 *
 * Source: record format, section 3, compromise.
 */
export async function reissueFootprintRecord(
  ctx: Context,
  input: { readonly id: string },
): Promise<ReissuedFootprint> {
  const { operatorId, ...issued } = await signedHere(enterFootprintReissue(ctx, input));
  const { pending } = await afterIssue(ctx, operatorId);
  return { ...issued, isPending: pending !== null };
}

/** The same without what follows its transaction. */
export async function enterFootprintReissue(
  ctx: Context,
  input: { readonly id: string },
): Promise<IssuedFootprint & { readonly operatorId: string }> {
  demand(ctx, "item.issue", null);
  const { row, operator, supplierProductId } = await loadOwn(ctx, input.id);
  demand(ctx, "item.issue", operator.id);
  const issuedAt = ctx.issuedAt ?? ctx.now();
  return ctx.db.transaction(async (tx) => {
    const active = await lockKeys(tx, operator.id);
    const former = await formerRecord(tx, supplierProductId);
    if (former === undefined || former.id !== row.id)
      throw new Refusal("NOTHING_CHANGED", "A newer record has taken the place of this one.");
    if (former.value === 1)
      throw new Refusal("ALREADY_REVOKED", "This record has been withdrawn already, for good.");
    if (active.some(({ kid }) => kid === kidOf(row.record)))
      throw new Refusal("NOTHING_CHANGED", "The record is signed with a key that is still in use.");
    if (row.validUntil === null || row.validUntil <= issuedAt.toISOString().slice(0, 10))
      throw new Refusal("FOOTPRINT_OVER", "The last day on which others may use this figure is past.");
    const id = newId(ctx);
    const kept = parseStrictJson(JSON.stringify(row.document));
    const address = footprintAddress(ctx.publicUrl, operator.slug, id);
    const issued = await signFootprint(ctx, tx, {
      ...{ id, operator, issuedAt, former, columns: row },
      payloadAt: (place) => {
        const payload =
          kept.ok && isJsonObject(kept.value) ? footprintSignedAnew(kept.value, { ...place, address }) : null;
        if (payload === null) throw new Error("A record that was signed has a subject.");
        return payload;
      },
    });
    await recordDeed(ctx, tx, {
      action: "footprint.reissue",
      subject: id,
      operatorId: operator.id,
      detail: { former: row.id, digest: issued.digest },
    });
    return { ...issued, operatorId: operator.id };
  });
}

async function loadOwn(ctx: Context, id: string) {
  const [found] = isUuid(id)
    ? await ctx.db
        .select({
          row: supplierFootprint,
          operator: operatorTable,
          supplierProductId: declaration.supplierProductId,
        })
        .from(supplierFootprint)
        .innerJoin(operatorTable, eq(operatorTable.id, supplierFootprint.supplierOperatorId))
        .innerJoin(declaration, eq(declaration.id, supplierFootprint.declarationId))
        .where(
          and(
            eq(supplierFootprint.id, id),
            eq(supplierFootprint.origin, "credential"),
            isNull(supplierFootprint.receivedByOperatorId),
          ),
        )
    : [];
  const supplierProductId = found?.supplierProductId ?? null;
  if (found === undefined || supplierProductId === null)
    throw new Refusal("SUPPLIER_FOOTPRINT_NOT_FOUND", "There is no such record here.");
  return { row: found.row, operator: found.operator, supplierProductId };
}
