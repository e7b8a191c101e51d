import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import type { Attribute } from "../../domain/catalogue/catalogue.ts";
import type { CompletenessRow } from "../../domain/catalogue/completeness.ts";
import { completeness, inGroups, outcomeCounts } from "../../domain/catalogue/completeness.ts";
import { crossProblems } from "../../domain/catalogue/cross-rules.ts";
import { categoryProblemsOf } from "../model/descriptive.ts";
import type { Model } from "../model/find.ts";
import { loadModel } from "../model/find.ts";
import type { NextSubject } from "../model/subject.ts";
import { fixedAttributes } from "./fixed.ts";
import { modelFacts } from "./model-facts.ts";
import type { AttributeRow, AttributesView } from "./view.ts";

/**
 * Every data point of a model: its value, whether it is owed, not yet, not at all or barred, and why; and what is wrong
 * between values. `MODEL_NOT_FOUND`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2) fourth subparagraph and 77(4): complete and up to date.
 */
export async function readAttributes(ctx: Context, input: { readonly id: string }): Promise<AttributesView> {
  demand(ctx, "model.read", null);
  const model = await loadModel(ctx.db, input.id);
  demand(ctx, "model.read", model.operatorId);
  return viewAttributes(ctx, model, await modelFacts(ctx, ctx.db, model));
}

/** The same of facts that were gathered already. The caller has asked the policy. */
export function viewAttributes(ctx: Context, model: Model, facts: NextSubject): AttributesView {
  const rows = completenessOf(model, facts).filter(
    ({ attribute }) => attribute.level === "model" && !isOfDocument(attribute),
  );
  const { catalogue, battery, values } = facts;
  return {
    modelId: model.id,
    lock: model.lock,
    catalogueVersion: catalogue.version,
    day: battery.day,
    groups: inGroups(
      catalogue,
      rows.map((row) => rowOf(model, facts, row)),
    ),
    counts: outcomeCounts(rows),
    problems: [...crossProblems(catalogue, values), ...categoryProblemsOf(model)],
    may: { edit: allows(ctx.caller.memberships, "model.write", model.operatorId) },
  };
}

/** What is there, what is owed and what must not be there, of model and battery alike. */
export function completenessOf(
  model: Model,
  { catalogue, battery, values }: NextSubject,
): readonly CompletenessRow[] {
  return completeness(catalogue, battery, values, new Set(Object.keys(model.notApplicable)));
}

/** Head of the standard document, written whenever somebody reads it: nobody states it. Source: EN 18223, table 1. */
function isOfDocument({ section, origin }: Attribute): boolean {
  return section === "document" && origin === "derived";
}

function rowOf(model: Model, { values }: NextSubject, row: CompletenessRow): AttributeRow {
  const { attribute, requirement, outcome, dueFrom, reason } = row;
  return {
    ...{ attribute, requirement, outcome, dueFrom, reason },
    value: values[attribute.id] ?? null,
    notApplicable: model.notApplicable[attribute.id] ?? null,
    shownVoluntarily: model.shownVoluntarily.includes(attribute.id),
    isFixed: fixedAttributes.model.has(attribute.id),
  };
}
