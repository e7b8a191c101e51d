import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseBatteryCategory } from "../../domain/battery/category.ts";
import type { Attribute } from "../../domain/catalogue/catalogue.ts";
import type { CompletenessRow } from "../../domain/catalogue/completeness.ts";
import { completeness } from "../../domain/catalogue/completeness.ts";
import { itemAt } from "../../domain/passport/item-subject.ts";
import { fixedAttributes } from "../attribute/fixed.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { loadModel } from "../model/find.ts";
import { haveFields } from "./new-item.ts";
import { hasOnlyExternalStorage } from "./subject.ts";

/** What a new battery of a model may be told by, beside the fields it has of its own. */
export interface ItemTemplate {
  /** First day on which a battery lacking one of these is refused, `YYYY-MM-DD`. */
  readonly dutyFrom: string;
  /** Owed, today or from that day on. */
  readonly owed: readonly Attribute[];
  readonly others: readonly Attribute[];
  /** Titles of what a refusal may be about: data points of the model. */
  readonly modelTitles: readonly Pick<Attribute, "id" | "title">[];
}

/**
 * Data points of a single battery that its maker may state at its issue, in the order of the catalogue. `MODEL_NOT_FOUND`.
 *
 * Source: Regulation (EU) 2023/1542, Annex XIII point 4: values at the placing on the market.
 */
export async function readItemTemplate(
  ctx: Context,
  input: { readonly modelId: string },
): Promise<ItemTemplate> {
  demand(ctx, "item.read", null);
  const model = await loadModel(ctx.db, input.modelId);
  demand(ctx, "item.read", model.operatorId);
  const category = parseBatteryCategory(model.category);
  if (!category.ok) throw new Error("A model has a category of the law.");
  const { catalogue } = await currentCatalogue(ctx.db);
  const at = {
    ...{ category: category.value, placedOnMarketOn: null },
    hasOnlyExternalStorage: hasOnlyExternalStorage(model),
  };
  const today = ctx.now().toISOString().slice(0, 10);
  const doesNotApply = new Set(Object.keys(model.notApplicable));
  const rows = completeness(catalogue, itemAt(at, today), {}, doesNotApply).filter(isStatedAtIssue);
  const isOwed = ({ outcome }: CompletenessRow) => outcome === "missing" || outcome === "notYetDue";
  return {
    dutyFrom: catalogue.appliesFrom,
    owed: rows.filter(isOwed).map(({ attribute }) => attribute),
    others: rows.filter((row) => !isOwed(row)).map(({ attribute }) => attribute),
    modelTitles: catalogue.attributes
      .filter(({ level }) => level === "model")
      .map(({ id, title }) => ({ id, title })),
  };
}

function isStatedAtIssue({ attribute, outcome }: CompletenessRow): boolean {
  const { id, level, origin, type } = attribute;
  if (level !== "item" || origin === "derived" || type.kind === "series") return false;
  return outcome !== "notApplicable" && !fixedAttributes.item.has(id) && !haveFields.has(id);
}
