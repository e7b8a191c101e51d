import type { SQL } from "drizzle-orm";
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import {
  artefact,
  batteryBatch,
  batteryItem,
  batteryModel,
  operator,
  passport,
  passportVersion,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseMonth } from "../../domain/calendar.ts";
import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import type { LabelFormat, LabelItem } from "../../domain/label/label.ts";
import { mostLabels } from "../../domain/label/label-format.ts";
import type { LabelLanguage } from "../../domain/label/label-content.ts";
import { labelContent } from "../../domain/label/label-content.ts";
import type { BatterySubject } from "../../domain/record/credential.ts";
import { qrSymbol } from "../../platform/qr-image.ts";
import { Refusal } from "../../refusal.ts";
import { catalogueOf, currentCatalogue } from "../catalogue/current.ts";
import { Fields, invalidInput, optional } from "../input.ts";
import { loadModel } from "../model/find.ts";
import { credentialOf } from "../passport/find-record.ts";
import { isNewestVersion } from "../passport/newest-version.ts";
import type { LabelOrder } from "./make-labels.ts";

/** Which labels. Of a model: its own, or those of its batteries. */
export type LabelSelection =
  | { readonly productUrls: readonly string[] }
  | {
      readonly modelId: string;
      readonly of: "model" | "items";
      readonly batch?: string | undefined;
      /** Serial numbers from and to, shorter ones first, as counters count. */
      readonly fromSerial?: string | undefined;
      readonly toSerial?: string | undefined;
      /** Exactly these, each of which must be there. */
      readonly serials?: readonly string[] | undefined;
    };

export interface LabelRequest {
  readonly selection: LabelSelection;
  readonly language: LabelLanguage;
  readonly format: LabelFormat;
  /** True: every item of Annex VI Part A must be on each label. */
  readonly complete: boolean;
  /** For models whose batteries have no record of their own: what is printed of the batch. */
  readonly batchNumber?: string | undefined;
  /** `YYYY-MM`. */
  readonly manufacturedOn?: string | undefined;
}

/**
 * The labels of an operator's products, in the order of their serial numbers, from the newest published record of each.
 * Whoever answers for a product prints its label.
 *
 * Refusals: `MODEL_NOT_FOUND`, `PASSPORT_NOT_FOUND` for a product that has no published record; `INVALID_INPUT` with
 * `E_LABEL_RANGE` for serial numbers from a later to an earlier one, `E_LABEL_NONE` where the narrowest of what was
 * chosen leaves nothing, `E_LABEL_SERIAL` for listed ones that are not there, `E_LABEL_COUNT` for none or too many,
 * `E_MONTH_FORMAT`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 13 and Annex VI.
 */
export async function labelsOf(ctx: Context, request: LabelRequest): Promise<LabelOrder> {
  demand(ctx, "label.read", null);
  const { language, format, complete } = request;
  const batch = batchOf(request);
  const { selection } = request;
  if ("modelId" in selection)
    demand(ctx, "label.read", (await loadModel(ctx.db, selection.modelId)).operatorId);
  refuseBackward(selection);
  const rows = await signedProducts(ctx, selection);
  if (rows.length === 0) refuseFilters(selection);
  if (rows.length === 0 || rows.length > mostLabels) {
    const params = { found: String(rows.length), expected: String(mostLabels) };
    throw invalidInput([{ code: "E_LABEL_COUNT", path: "selection", params }]);
  }
  for (const operatorId of new Set(rows.map((row) => row.operatorId))) demand(ctx, "label.read", operatorId);
  const models = await modelSubjects(ctx, [...new Set(rows.map(({ modelId }) => modelId))]);
  const labels: LabelOrder["labels"][number][] = [];
  for (const row of rows) {
    const subject = subjectOf(row.token);
    const model = row.itemId === null ? null : (models.get(row.modelId) ?? null);
    const content = labelContent({
      ...{ subject, model, language, batch, demonstration: row.demonstration },
      catalogue: await catalogueFor(ctx, model ?? subject),
      code: qrSymbol(row.productUrl),
      none: noneOf(row.notApplicable),
    });
    labels.push({ name: row.serial ?? row.modelCode, content });
  }
  const title = rows[0]?.modelName ?? "";
  return { labels, format, complete, title, at: ctx.now() };
}

function batchOf({ batchNumber, manufacturedOn }: LabelRequest) {
  const fields = new Fields();
  const month = optional(manufacturedOn);
  const day = month === null ? null : (fields.take("manufacturedOn", parseMonth(month)) ?? null);
  fields.refuse();
  return { number: optional(batchNumber), manufacturedOn: day };
}

/** Every named product must be there; the batteries of a model are those that are. */
async function signedProducts(ctx: Context, selection: LabelSelection) {
  const found = await ctx.db
    .select({
      productUrl: passport.productUrl,
      operatorId: passport.operatorId,
      itemId: passport.itemId,
      modelId: passport.modelId,
      modelCode: batteryModel.modelCode,
      modelName: batteryModel.name,
      notApplicable: batteryModel.notApplicable,
      serial: batteryItem.serial,
      demonstration: operator.demonstration,
      token: artefact.body,
    })
    .from(passport)
    .innerJoin(passportVersion, eq(passportVersion.passportId, passport.id))
    .innerJoin(
      artefact,
      and(
        eq(artefact.passportId, passport.id),
        eq(artefact.version, passportVersion.version),
        eq(artefact.kind, "vc+jwt"),
      ),
    )
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .innerJoin(operator, eq(operator.id, passport.operatorId))
    .leftJoin(batteryItem, eq(batteryItem.id, passport.itemId))
    .leftJoin(batteryBatch, eq(batteryBatch.id, batteryItem.batchId))
    .where(and(chosen(selection), isNull(passport.endedAt), isNewestVersion))
    .orderBy(
      asc(sql`length(${batteryItem.serial})`),
      asc(sql`${batteryItem.serial} collate "C"`),
      asc(passport.productUrl),
    )
    .limit(mostLabels + 1);
  if (found.length > mostLabels) return found;
  if ("productUrls" in selection) {
    const there = new Set(found.map(({ productUrl }) => productUrl));
    const missing = selection.productUrls.find((one) => !there.has(one));
    if (missing !== undefined)
      throw new Refusal("PASSPORT_NOT_FOUND", `The registry has no published record for ${missing}.`);
    return found;
  }
  const there = new Set(found.map(({ serial }) => serial));
  const missing = (selection.serials ?? []).filter((one) => !there.has(one));
  if (missing.length > 0) {
    const params = { value: missing.slice(0, mostNamed).join(", "), count: String(missing.length) };
    throw invalidInput([{ code: "E_LABEL_SERIAL", path: "selection.serials", params }]);
  }
  return found;
}

/** Serial numbers that one sentence names. */
const mostNamed = 10;

/** From a later to an earlier one: the ends are told apart from a range that happens to be empty. */
function refuseBackward(selection: LabelSelection): void {
  if ("productUrls" in selection || selection.of === "model") return;
  const [from, to] = [optional(selection.fromSerial), optional(selection.toSerial)];
  if (from === null || to === null || !isLater(from, to)) return;
  const params = { from, to };
  throw invalidInput([{ code: "E_LABEL_RANGE", path: "selection.toSerial", params }]);
}

/** In the order of `placeOf`: shorter ones first, then by their characters. */
function isLater(one: string, other: string): boolean {
  return one.length === other.length ? one > other : one.length > other.length;
}

/** What leaves nothing to print is told where it was typed. */
function refuseFilters(selection: LabelSelection): void {
  if ("productUrls" in selection || selection.of === "model") return;
  const filled = (["batch", "fromSerial", "toSerial"] as const).find(
    (name) => optional(selection[name]) !== null,
  );
  if (filled !== undefined) throw invalidInput([{ code: "E_LABEL_NONE", path: `selection.${filled}` }]);
}

function chosen(selection: LabelSelection): SQL | undefined {
  if ("productUrls" in selection) return inArray(passport.productUrl, [...selection.productUrls]);
  const ofModel = eq(passport.modelId, selection.modelId);
  if (selection.of === "model") return and(ofModel, eq(passport.level, "model"));
  const [batch, from, to] = [selection.batch, selection.fromSerial, selection.toSerial].map(optional);
  const place = sql`(length(${batteryItem.serial}), ${batteryItem.serial} collate "C")`;
  const bound = (serial: string) => sql`(${serial.length}::int, ${serial}::text collate "C")`;
  return and(
    ofModel,
    eq(passport.level, "item"),
    batch == null ? undefined : eq(batteryBatch.number, batch),
    from == null ? undefined : sql`${place} >= ${bound(from)}`,
    to == null ? undefined : sql`${place} <= ${bound(to)}`,
    selection.serials === undefined ? undefined : inArray(batteryItem.serial, [...selection.serials]),
  );
}

/** What the records of models say that batteries belong to. */
async function modelSubjects(
  ctx: Context,
  modelIds: readonly string[],
): Promise<ReadonlyMap<string, BatterySubject>> {
  const rows = await ctx.db
    .select({ modelId: passport.modelId, token: artefact.body })
    .from(passport)
    .innerJoin(passportVersion, eq(passportVersion.passportId, passport.id))
    .innerJoin(
      artefact,
      and(
        eq(artefact.passportId, passport.id),
        eq(artefact.version, passportVersion.version),
        eq(artefact.kind, "vc+jwt"),
      ),
    )
    .where(and(inArray(passport.modelId, [...modelIds]), eq(passport.level, "model"), isNewestVersion));
  return new Map(rows.map(({ modelId, token }) => [modelId, subjectOf(token)]));
}

function subjectOf(token: string): BatterySubject {
  return credentialOf(token).credentialSubject;
}

/** The words of choices are those of the catalogue the record was made under; of a record of before there was one, today's. */
async function catalogueFor(ctx: Context, subject: BatterySubject): Promise<Catalogue> {
  return (await catalogueOf(ctx.db, subject)) ?? (await currentCatalogue(ctx.db)).catalogue;
}

/** Items of which the operator states, with a reason, that the battery has nothing. */
function noneOf(notApplicable: Readonly<Record<string, string>>): readonly LabelItem[] {
  return (["hazardousSubstances", "criticalRawMaterials"] as const).filter((item) =>
    Object.hasOwn(notApplicable, item),
  );
}
