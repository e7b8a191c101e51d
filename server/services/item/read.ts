import { desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import type { CompletenessRow } from "../../domain/catalogue/completeness.ts";
import { inGroups, outcomeCounts } from "../../domain/catalogue/completeness.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";
import { fixedAttributes } from "../attribute/fixed.ts";
import { pathOf } from "../product-path.ts";
import type { HeldItem } from "./find.ts";
import { findItem } from "./find.ts";
import { modelGaps } from "./model-gaps.ts";
import type { NextItem } from "./subject.ts";
import { completenessOfItem, nextItem } from "./subject.ts";
import { valuesLock } from "./values-lock.ts";
import type { ItemRow, ItemView } from "./view.ts";

/**
 * One battery with every data point, restricted ones too: for who answers for its passport, and nobody else.
 * `PASSPORT_NOT_FOUND`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(4); Annex XIII.
 */
export async function readItem(ctx: Context, input: { readonly productUrl: string }): Promise<ItemView> {
  demand(ctx, "item.read", null);
  const held = await findItem(ctx.db, input);
  demand(ctx, "item.read", held.passport.operatorId);
  return viewItem(ctx, ctx.db, held);
}

/** The view of a battery. The caller has asked the policy. */
export async function viewItem(ctx: Context, db: Database, held: HeldItem): Promise<ItemView> {
  const { passport, item, model, batch, operator } = held;
  const next = await nextItem(ctx, db, held);
  const rows = completenessOfItem(held, next);
  const may = (action: "item.write" | "item.issue") =>
    passport.endedAt === null && allows(ctx.caller.memberships, action, passport.operatorId);
  return {
    ...{ passportId: passport.id, productUrl: passport.productUrl, path: pathOf(ctx, passport.productUrl) },
    serial: item.serial,
    model: { id: model.id, name: model.name, path: pathOf(ctx, model.productUrl) },
    batch: batch === null ? null : { number: batch.number, path: pathOf(ctx, batch.productUrl) },
    ...{ operatorId: operator.id, operatorName: operator.name, operatorNameOriginal: operator.nameOriginal },
    ...{ manufacturedOn: item.manufacturedOn, placedOnMarketOn: item.placedOnMarketOn },
    ...{ chineseCode: item.chineseCode, batteryStatus: item.batteryStatus },
    documentStatus: passport.documentStatus,
    endedAt: passport.endedAt?.toISOString() ?? null,
    isChanged: item.changedAt !== null,
    lock: valuesLock(held),
    catalogueVersion: next.catalogue.version,
    day: next.battery.day,
    groups: inGroups(
      next.catalogue,
      rows.map((row) => rowOf(held, next, row)),
    ),
    counts: outcomeCounts(rows),
    modelGaps: await modelGaps(ctx, db, model, next.battery),
    versions: await versionsOf(db, passport.id),
    may: { edit: may("item.write"), sign: may("item.issue") },
  };
}

function rowOf({ item, model }: HeldItem, { values }: NextItem, row: CompletenessRow): ItemRow {
  const { attribute, requirement, outcome, dueFrom, reason } = row;
  const dates = { manufacturingDate: item.manufacturedOn, placedOnMarketDate: item.placedOnMarketOn };
  const stated: Readonly<Record<string, JsonValue>> = { ...dates, ...item.attributes };
  return {
    ...{ attribute, requirement, outcome, dueFrom, reason },
    value: values[attribute.id] ?? null,
    stated: stated[attribute.id] ?? null,
    notApplicable: item.notApplicable[attribute.id] ?? null,
    notApplicableToModel: model.notApplicable[attribute.id] ?? null,
    isFixed: fixedAttributes.item.has(attribute.id),
  };
}

/** Published or pending, newest first. */
async function versionsOf(db: Database, passportId: string): Promise<ItemView["versions"]> {
  const rows = await db
    .select({
      version: passportVersion.version,
      issuedAt: passportVersion.issuedAt,
      reason: passportVersion.reason,
    })
    .from(passportVersion)
    .where(eq(passportVersion.passportId, passportId))
    .orderBy(desc(passportVersion.version));
  return rows.map((row) => ({ ...row, issuedAt: row.issuedAt.toISOString() }));
}
