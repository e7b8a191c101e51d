import { eq } from "drizzle-orm";
import { batteryModel } from "../../../db/schema/index.ts";
import type { Database } from "../../../db/client.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { findAttribute } from "../../domain/catalogue/catalogue.ts";
import { crossProblems } from "../../domain/catalogue/cross-rules.ts";
import { parseAttributeValue } from "../../domain/catalogue/parse-value.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields, invalidInput, optional } from "../input.ts";
import type { Model } from "../model/find.ts";
import { loadModel } from "../model/find.ts";
import type { NextSubject } from "../model/subject.ts";
import { refuseOtherCategory } from "../model/descriptive.ts";
import { announceToSiblings } from "../passport/announce.ts";
import { modelFacts } from "./model-facts.ts";
import { viewAttributes } from "./read.ts";
import type { Stating } from "./statable.ts";
import { statable } from "./statable.ts";
import type { AttributesView } from "./view.ts";

export interface StatedAttributes {
  readonly id: string;
  /** State of the data that was looked at. */
  readonly lock: number;
  /** By attribute, in the catalogue's form; null takes a value away. What is not named stays. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  /** Why an attribute does not apply; null or "" takes the statement back. */
  readonly notApplicable?: Readonly<Record<string, string | null>> | undefined;
  /** Barred attributes to be shown as voluntary; when given, all of them. */
  readonly shownVoluntarily?: readonly string[] | undefined;
}

/**
 * States data points of a model; the next version shows them, signed ones stay as they are. All of it or nothing.
 *
 * Problems at the attribute: `E_ATTRIBUTE_UNKNOWN`, `E_ATTRIBUTE_DERIVED` for what the registry takes from elsewhere,
 * `E_ATTRIBUTE_NOT_APPLICABLE`, `E_ATTRIBUTE_NEVER_FILLED`, `E_ATTRIBUTE_LEVEL` for a battery's own, those of
 * `parseAttributeValue` and `crossProblems`. Refusals: `MODEL_NOT_FOUND`, `EDITED_MEANWHILE`.
 */
export async function stateAttributes(ctx: Context, input: StatedAttributes): Promise<AttributesView> {
  demand(ctx, "model.write", null);
  return ctx.db.transaction((tx) => enterAttributes(ctx, tx, input));
}

/** The same inside a transaction. */
export async function enterAttributes(
  ctx: Context,
  tx: Database,
  input: StatedAttributes,
): Promise<AttributesView> {
  const model = await loadModel(tx, input.id, "for update");
  demand(ctx, "model.write", model.operatorId);
  if (model.lock !== input.lock)
    throw new Refusal(
      "EDITED_MEANWHILE",
      "Somebody changed the data after you looked at them. Load them again.",
    );
  const facts = await modelFacts(ctx, tx, model);
  const change = changeOfStatement(model, facts, input);
  const by = ctx.caller.userId;
  await tx
    .update(batteryModel)
    .set({
      ...change,
      lock: model.lock + 1,
      editors: by === null || model.editors.includes(by) ? model.editors : [...model.editors, by],
      updatedAt: ctx.now(),
    })
    .where(eq(batteryModel.id, model.id));
  const changed = await loadModel(tx, model.id);
  const now = await modelFacts(ctx, tx, changed);
  const problems = crossProblems(now.catalogue, now.values);
  if (problems.length > 0) throw invalidInput(problems);
  await announceToSiblings(ctx, tx, model);
  const { operatorId, productUrl: subject } = model;
  const detail = {
    values: input.values,
    notApplicable: input.notApplicable,
    shownVoluntarily: input.shownVoluntarily,
  };
  await recordDeed(ctx, tx, { action: "model.state", subject, operatorId, detail });
  return viewAttributes(ctx, changed, now);
}

/** What a statement makes of a model, its problems at the attributes. The values between each other are not judged. */
export function changeOfStatement(
  model: Pick<
    Model,
    "attributes" | "notApplicable" | "shownVoluntarily" | "category" | "ratedEnergyKwh" | "massKg"
  >,
  facts: Pick<NextSubject, "catalogue" | "battery">,
  input: Pick<StatedAttributes, "values" | "notApplicable" | "shownVoluntarily">,
): Partial<Model> {
  const fields = new Fields();
  const attributes: Record<string, JsonValue> = { ...model.attributes };
  const columns: Partial<Model> = {};
  const stating = { ...facts, level: "model" } as const;
  for (const [id, json] of Object.entries(input.values ?? {})) {
    const attribute = statable(fields, stating, id);
    if (attribute === null) continue;
    const value = json === null ? null : fields.take("", parseAttributeValue(attribute, json));
    if (value === undefined) continue;
    const column = columnOf[id];
    if (column === undefined) {
      if (value === null) delete attributes[id];
      else attributes[id] = value;
    } else if (value === null && !column.mayBeEmpty) fields.add("E_REQUIRED", id);
    else Object.assign(columns, { [column.name]: value });
  }
  const notApplicable = { ...model.notApplicable };
  for (const [id, why] of Object.entries(input.notApplicable ?? {})) {
    if (!mayBeFreed(fields, stating, id)) continue;
    const reason = optional(why);
    if (reason === null) delete notApplicable[id];
    else notApplicable[id] = fields.text(id, reason);
  }
  for (const id of input.shownVoluntarily ?? []) {
    if (findAttribute(facts.catalogue, id) === undefined)
      fields.add("E_ATTRIBUTE_UNKNOWN", id, { value: id });
  }
  refuseOtherCategory(fields, { ...model, ...columns });
  fields.refuse();
  return {
    ...columns,
    attributes,
    notApplicable,
    shownVoluntarily: [...(input.shownVoluntarily ?? model.shownVoluntarily)],
  };
}

/** Also of a data point of the single battery that has a question: what frees all batteries of a model is said once. */
function mayBeFreed(fields: Fields, stating: Stating, id: string): boolean {
  const attribute = findAttribute(stating.catalogue, id);
  const hasQuestion = attribute?.condition !== undefined || attribute?.exemption !== undefined;
  const level = attribute?.level === "item" && hasQuestion ? "item" : "model";
  return statable(fields, { ...stating, level }, id) !== null;
}

/** Attributes that the registry calculates with have columns of their own. */
const columnOf: Readonly<Record<string, { readonly name: keyof Model; readonly mayBeEmpty: boolean }>> = {
  batteryChemistry: { name: "chemistry", mayBeEmpty: false },
  batteryMass: { name: "massKg", mayBeEmpty: false },
  ratedCapacity: { name: "ratedCapacityAh", mayBeEmpty: false },
  nominalVoltage: { name: "nominalVoltageV", mayBeEmpty: false },
  warrantyPeriod: { name: "warrantyMonths", mayBeEmpty: true },
};
