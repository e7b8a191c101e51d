import { and, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { batteryBatch, passport as passportTable } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { parseBatteryCategory } from "../../domain/battery/category.ts";
import type { Batch } from "../../domain/identifier/batch.ts";
import { parseGtin } from "../../domain/identifier/gtin.ts";
import { parseModelCode } from "../../domain/identifier/model-code.ts";
import { parseOperatorSlug } from "../../domain/identifier/operator-slug.ts";
import { batchUrl, ownBatchUrl, schemeOwnerOf } from "../../domain/identifier/product-url.ts";
import { batchSubject } from "../../domain/passport/batch-subject.ts";
import { logSubjectOf } from "../../domain/transparency/entry.ts";
import { recordDeed } from "../audit/record.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import type { Model } from "../model/find.ts";
import { newId } from "../new-id.ts";
import type { IssuedVersion, NextVersion } from "../passport/issue-version.ts";
import { issueVersion } from "../passport/issue-version.ts";

export type BatchRow = typeof batteryBatch.$inferSelect;

/** A batch of a model that has a passport. */
export interface BatchToEnter {
  readonly model: Model;
  readonly operator: NextVersion["operator"];
  readonly number: Batch;
  /** `YYYY-MM`; null where it was made over several months. */
  readonly manufacturedOn: string | null;
}

/** The batch of a number; null when the model has none. */
export async function findBatch(
  db: Database,
  model: { readonly id: string },
  number: string,
): Promise<BatchRow | null> {
  const [found] = await db
    .select()
    .from(batteryBatch)
    .where(and(eq(batteryBatch.modelId, model.id), eq(batteryBatch.number, number)));
  return found ?? null;
}

/**
 * Makes a batch and signs its passport, within the caller's transaction, which has asked the policy and locked the operator.
 * Null when the model has a batch of that number already.
 */
export async function enterBatch(
  ctx: Context,
  tx: Database,
  { model, operator, number, manufacturedOn }: BatchToEnter,
): Promise<{ readonly batch: BatchRow; readonly issued: IssuedVersion } | null> {
  const category = parseBatteryCategory(model.category);
  if (!category.ok) throw new Error("A model has a category that may have a passport.");
  const productUrl = productUrlOf(ctx, model, number);
  const [batch] = await tx
    .insert(batteryBatch)
    .values({ id: newId(ctx), modelId: model.id, number, productUrl, manufacturedOn, createdAt: ctx.now() })
    .onConflictDoNothing()
    .returning();
  if (batch === undefined) return null;
  const passport = {
    ...{ id: newId(ctx), productUrl, level: "batch", modelId: model.id, batchId: batch.id },
    ...{ operatorId: operator.id, logSubject: logSubjectOf(ctx.randomBytes(16)), createdAt: ctx.now() },
  };
  await tx.insert(passportTable).values(passport);
  const subject = batchSubject(
    { productUrl, modelUrl: model.productUrl, category: category.value, number, manufacturedOn },
    { ...(await currentCatalogue(tx)), day: (ctx.issuedAt ?? ctx.now()).toISOString().slice(0, 10) },
  );
  const issued = await issueVersion(ctx, tx, {
    ...{ passport, operator, subject },
    ...{ declarationId: null, reason: null },
  });
  await recordDeed(ctx, tx, {
    action: "batch.create",
    subject: productUrl,
    operatorId: operator.id,
    detail: { ...issued, number, manufacturedOn },
  });
  return { batch, issued };
}

function productUrlOf(ctx: Context, model: Model, number: Batch): string {
  if (model.gtin !== null) {
    const gtin = parseGtin(model.gtin);
    if (gtin.ok) return batchUrl(ctx.publicUrl, gtin.value, number);
  }
  // The address of a model stays what it is when somebody else answers for it.
  const operator = parseOperatorSlug(schemeOwnerOf(model.productUrl));
  const code = parseModelCode(model.modelCode);
  if (!operator.ok || !code.ok) throw new Error("The database holds an identifier it should refuse.");
  return ownBatchUrl(ctx.publicUrl, operator.value, code.value, number);
}
