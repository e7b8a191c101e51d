import { and, eq } from "drizzle-orm";
import { document, emissionFactor, operator } from "../../../db/schema/index.ts";
import type { Database } from "../../../db/client.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
import { selectableGwpSets } from "../../domain/carbon-footprint/gwp.ts";
import type { DataQuality } from "../../domain/carbon-footprint/inventory-line.ts";
import { recordCategories } from "../../domain/carbon-footprint/library/record.ts";
import { parseDecimal } from "../../domain/quantity/decimal.ts";
import { compare, parseExact } from "../../domain/quantity/exact.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { isTaken } from "../conflict.ts";
import { Fields, optional } from "../input.ts";
import { checkFactorUnit } from "./add.ts";
import type { FactorContent } from "./content-hash.ts";
import { contentHashOf } from "./content-hash.ts";
import { resolveFactor } from "./resolve.ts";
import type { FactorView } from "./view.ts";

export interface OwnFactor {
  readonly operatorId: string;
  /** Names the factor inside the operator; its identifier is `<operator>.<code>`. */
  readonly code: string;
  /** The newest version this one takes the place of; null for a factor that is new. */
  readonly revises: number | null;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly value: string;
  readonly unit: string;
  readonly geography: string;
  readonly year: number;
  readonly sourceTitle: string;
  readonly sourceWhere?: string | undefined;
  readonly qualityNote?: string | undefined;
  readonly boundary?: string | undefined;
  readonly gwpSet?: string | undefined;
  readonly category?: string | undefined;
  readonly quality?: DataQuality | undefined;
  readonly validUntil?: string | undefined;
  /** The document that shows the value; `uploadEvidence` keeps it. */
  readonly evidenceDocumentId: string;
}

/**
 * An operator's own factor, or the next version of one; nothing is ever edited. `IDENTIFIER_TAKEN` when a new one has a
 * code that is in use, `EDITED_MEANWHILE` when `revises` is no longer the newest version, `NOTHING_CHANGED`.
 */
export async function addOwnFactor(ctx: Context, input: OwnFactor): Promise<FactorView> {
  demand(ctx, "factor.write", input.operatorId);
  const content = readContent(input, ctx.now().getUTCFullYear());
  return ctx.db.transaction(async (tx) => {
    const [evidence] = await tx
      .select({ id: document.id })
      .from(document)
      .where(and(eq(document.id, input.evidenceDocumentId), eq(document.operatorId, input.operatorId)));
    if (evidence === undefined) {
      const fields = new Fields();
      fields.add("E_EVIDENCE_REQUIRED", "evidenceDocumentId");
      fields.refuse();
    }
    const evidenceDocumentId = input.evidenceDocumentId;
    return addOwnVersion(ctx, tx, {
      content: { ...content, evidenceDocumentId, supplierFootprintId: null },
      code: input.code.trim(),
      revises: input.revises,
    });
  });
}

export interface OwnVersion {
  readonly content: Omit<FactorContent, "id" | "operatorId"> & { readonly operatorId: string };
  readonly code: string;
  readonly revises: number | null;
}

/** Adds a version inside a transaction; the caller has asked the policy and read the content. */
export async function addOwnVersion(
  ctx: Context,
  tx: Database,
  { content, code, revises }: OwnVersion,
): Promise<FactorView> {
  const { operatorId } = content;
  const id = `${await slugOf(tx, operatorId)}.${code}`;
  const newest = await resolveFactor(tx, { id, operatorId });
  if (revises === null && newest !== undefined) throw codeTaken();
  if (revises !== null && newest?.version !== revises) throw editedMeanwhile();
  if (newest !== undefined && contentHashOf({ ...content, id }, newest.version) === newest.contentHash)
    throw new Refusal("NOTHING_CHANGED", "This says exactly what the newest version says.");
  const version = (newest?.version ?? 0) + 1;
  const row = { ...content, id, version, contentHash: contentHashOf({ ...content, id }, version) };
  try {
    await tx.insert(emissionFactor).values(row);
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw revises === null ? codeTaken() : editedMeanwhile();
  }
  const detail = { version, contentHash: row.contentHash };
  await recordDeed(ctx, tx, { action: "factor.addOwn", subject: id, operatorId, detail });
  return { ...row, newestVersion: version };
}

/** The code of an own factor as entered: `E_FACTOR_CODE_FORMAT`. */
export function checkCode(fields: Fields, code: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/.test(code.trim()))
    fields.add("E_FACTOR_CODE_FORMAT", "code", { value: code });
}

function readContent(input: OwnFactor, thisYear: number) {
  const fields = new Fields();
  checkCode(fields, input.code);
  const text = {
    nameEn: fields.text("nameEn", input.nameEn),
    nameZh: fields.text("nameZh", input.nameZh),
    geography: fields.text("geography", input.geography),
    sourceTitle: fields.text("sourceTitle", input.sourceTitle),
    unit: fields.text("unit", input.unit),
  };
  const value = fields.take("value", parseDecimal(input.value)) ?? "";
  if (text.unit !== "") checkFactorUnit(fields, "unit", text.unit);
  if (!Number.isInteger(input.year) || input.year < 1990 || input.year > thisYear)
    fields.add("E_YEAR", "year", { value: String(input.year) });
  const gwpSet = optional(input.gwpSet);
  if (gwpSet !== null && !selectableGwpSets.has(gwpSet)) fields.add("E_GWP_SET", "gwpSet", { value: gwpSet });
  const category = optional(input.category);
  if (category !== null && !recordCategories.some((known) => known === category))
    fields.add("E_FACTOR_CATEGORY", "category", { value: category });
  const until = optional(input.validUntil);
  const validUntil = until === null ? null : (fields.take("validUntil", parseDay(until)) ?? null);
  const quality = readQuality(fields, input.quality);
  fields.refuse();
  return {
    ...{ operatorId: input.operatorId, value, ...text, year: input.year },
    sourceWhere: optional(input.sourceWhere),
    qualityNote: optional(input.qualityNote),
    boundary: optional(input.boundary),
    ...{ illustrative: false, gwpSet, category, quality, validUntil },
  };
}

/** Scores 1 (best) to 5, decimals allowed: `E_NOT_FINITE`, `E_PARAM_RANGE`. */
function readQuality(fields: Fields, quality: DataQuality | undefined): DataQuality | null {
  if (quality === undefined) return null;
  const [best, worst] = [parseExact("1"), parseExact("5")];
  for (const [name, score] of Object.entries(quality)) {
    if (score === undefined) continue;
    const exact = parseExact(score);
    if (exact === null) fields.add("E_NOT_FINITE", `quality.${name}`, { value: score });
    else if (best === null || worst === null || compare(exact, best) < 0 || compare(exact, worst) > 0)
      fields.add("E_PARAM_RANGE", `quality.${name}`, { value: score });
  }
  return quality;
}

async function slugOf(tx: Database, operatorId: string): Promise<string> {
  const [found] = await tx.select({ slug: operator.slug }).from(operator).where(eq(operator.id, operatorId));
  if (found === undefined) throw new Refusal("OPERATOR_NOT_FOUND", "There is no such operator.");
  return found.slug;
}

function codeTaken(): Refusal {
  return new Refusal("IDENTIFIER_TAKEN", "You have a factor of this code already: revise that one.", [
    { code: "IDENTIFIER_TAKEN", path: "code" },
  ]);
}

function editedMeanwhile(): Refusal {
  return new Refusal("EDITED_MEANWHILE", "There is a newer version of this factor. Load it again.");
}
