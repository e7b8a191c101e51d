import { eq } from "drizzle-orm";
import {
  batteryItem,
  operator as operatorTable,
  passport as passportTable,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseBatteryCategory } from "../../domain/battery/category.ts";
import { parseDay, parseMonth } from "../../domain/calendar.ts";
import { parseGtin } from "../../domain/identifier/gtin.ts";
import { parseModelCode } from "../../domain/identifier/model-code.ts";
import { parseOperatorSlug } from "../../domain/identifier/operator-slug.ts";
import { itemUrl, ownItemUrl } from "../../domain/identifier/product-url.ts";
import type { Serial } from "../../domain/identifier/serial.ts";
import { parseSerial } from "../../domain/identifier/serial.ts";
import { itemSubject } from "../../domain/passport/item-subject.ts";
import { logSubjectOf } from "../../domain/transparency/entry.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { isTaken } from "../conflict.ts";
import { Fields, optional } from "../input.ts";
import { afterIssue } from "../log/after-issue.ts";
import type { Model } from "../model/find.ts";
import { loadModel } from "../model/find.ts";
import { refuseInformation } from "../model/refuse-information.ts";
import { newId } from "../new-id.ts";
import { signedHere } from "../operator/signed-here.ts";
import { pathOf } from "../product-path.ts";
import type { IssuedVersion } from "./issue-version.ts";
import { issueVersion } from "./issue-version.ts";

export interface NewItem {
  readonly modelId: string;
  readonly serial: string;
  /** `YYYY-MM`. */
  readonly manufacturedOn: string;
  /** `YYYY-MM-DD`. */
  readonly placedOnMarketOn?: string | undefined;
}

export interface IssuedItem extends IssuedVersion {
  readonly productUrl: string;
  readonly path: string;
  /** Signed and logged, but not to be seen yet: the log could not be published. */
  readonly isPending: boolean;
}

/**
 * Issues the passport of one battery. Its record holds what differs from the model and names the model's passport.
 * `MODEL_NOT_RELEASED` before the model has one, `IDENTIFIER_TAKEN` for a serial in use.
 */
export async function issueItem(ctx: Context, input: NewItem): Promise<IssuedItem> {
  const { operatorId, ...issued } = await signedHere(enterItem(ctx, input));
  const { pending } = await afterIssue(ctx, operatorId);
  return { ...issued, isPending: pending !== null };
}

/** The same without what follows its transaction. */
export async function enterItem(
  ctx: Context,
  input: NewItem,
): Promise<Omit<IssuedItem, "isPending"> & { readonly operatorId: string }> {
  demand(ctx, "item.issue", null);
  const model = await loadModel(ctx.db, input.modelId);
  demand(ctx, "item.issue", model.operatorId);
  refuseInformation(model);
  const { serial, manufacturedOn, placedOnMarketOn } = checked(input);
  const [operator] = await ctx.db.select().from(operatorTable).where(eq(operatorTable.id, model.operatorId));
  // A model has a passport from its first version on, made in the same transaction.
  const [ofModel] = await ctx.db
    .select()
    .from(passportTable)
    .where(eq(passportTable.productUrl, model.productUrl));
  if (operator === undefined || ofModel === undefined) {
    throw new Refusal(
      "MODEL_NOT_RELEASED",
      "Release the model's declaration first: an item's passport names its model's.",
    );
  }
  const productUrl = productUrlOf(ctx, model, operator.slug, serial);
  const category = parseBatteryCategory(model.category);
  if (!category.ok) throw new Error("A model has a category that may have a passport.");
  const subject = itemSubject(
    {
      ...{ productUrl, modelUrl: model.productUrl, batchUrl: null, batchNumber: null },
      ...{ category: category.value, serial, manufacturedOn, placedOnMarketOn },
      ...{ chineseCode: null, attributes: {} },
    },
    { ...(await currentCatalogue(ctx.db)), day: (ctx.issuedAt ?? ctx.now()).toISOString().slice(0, 10) },
  );
  const itemId = newId(ctx);
  const passport = {
    id: newId(ctx),
    productUrl,
    level: "item",
    modelId: model.id,
    itemId,
    operatorId: operator.id,
    logSubject: logSubjectOf(ctx.randomBytes(16)),
    createdAt: ctx.now(),
  };
  try {
    return await ctx.db.transaction(async (tx) => {
      const row = { id: itemId, modelId: model.id, serial, productUrl, manufacturedOn, placedOnMarketOn };
      await tx.insert(batteryItem).values(row);
      await tx.insert(passportTable).values(passport);
      const version = await issueVersion(ctx, tx, {
        passport,
        operator,
        subject,
        declarationId: null,
        reason: null,
      });
      const detail = { ...version };
      await recordDeed(ctx, tx, {
        action: "item.issue",
        subject: productUrl,
        operatorId: operator.id,
        detail,
      });
      return { ...version, productUrl, path: pathOf(ctx, productUrl), operatorId: operator.id };
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new Refusal("IDENTIFIER_TAKEN", `The serial ${serial} is in use already; it is never used twice.`, [
      { code: "IDENTIFIER_TAKEN", path: "serial", params: { value: serial } },
    ]);
  }
}

function checked(input: NewItem) {
  const fields = new Fields();
  const serial = fields.take("serial", parseSerial(input.serial));
  const manufacturedOn = fields.take("manufacturedOn", parseMonth(input.manufacturedOn)) ?? "";
  const day = optional(input.placedOnMarketOn);
  const placedOnMarketOn = day === null ? null : (fields.take("placedOnMarketOn", parseDay(day)) ?? null);
  if (placedOnMarketOn !== null && placedOnMarketOn.slice(0, 7) < manufacturedOn) {
    fields.add("E_DATE_ORDER", "placedOnMarketOn", { value: placedOnMarketOn, expected: manufacturedOn });
  }
  fields.refuse();
  if (serial === undefined) throw new Error("A field without a problem has a value.");
  return { serial, manufacturedOn, placedOnMarketOn };
}

function productUrlOf(ctx: Context, model: Model, slug: string, serial: Serial): string {
  if (model.gtin !== null) {
    const gtin = parseGtin(model.gtin);
    if (gtin.ok) return itemUrl(ctx.publicUrl, gtin.value, serial);
  }
  const operator = parseOperatorSlug(slug);
  const code = parseModelCode(model.modelCode);
  if (!operator.ok || !code.ok) throw new Error("The database holds an identifier it should refuse.");
  return ownItemUrl(ctx.publicUrl, operator.value, code.value, serial);
}
