import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import {
  declaration,
  facility,
  modelDocument,
  operator,
  recycledContentStatement,
} from "../../../db/schema/index.ts";

import { parseBatteryCategory } from "../../domain/battery/category.ts";
import type { Attribute } from "../../domain/catalogue/catalogue.ts";
import { completeness } from "../../domain/catalogue/completeness.ts";
import { batteryOf, modelValues } from "../../domain/passport/model-subject.ts";
import { parseRecycledMetal, parseRecycledShare } from "../../domain/recycled-content/share.ts";
import { missingIn } from "../attribute/refuse-incomplete.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import type { Model } from "../model/find.ts";
import { conformityIdOf } from "../model/find.ts";
import { byKey } from "./by-key.ts";

/**
 * What models lack of what the law asks of a battery placed on the market on a day, by model: computed from what they hold
 * now, for any number of models with the same five questions to the database. The caller has asked the policy.
 */
export async function gapsOfModels(
  db: Database,
  models: readonly Model[],
  day: string,
): Promise<ReadonlyMap<string, readonly Attribute[]>> {
  if (models.length === 0) return new Map();
  const ids = models.map(({ id }) => id);
  const distinct = (values: readonly string[]) => [...new Set(values)];
  const [{ catalogue }, operators, plants, recycled, files, numbers] = await Promise.all([
    currentCatalogue(db),
    db
      .select()
      .from(operator)
      .where(inArray(operator.id, distinct(models.map(({ operatorId }) => operatorId)))),
    db
      .select()
      .from(facility)
      .where(inArray(facility.id, distinct(models.map(({ facilityId }) => facilityId)))),
    db.select().from(recycledContentStatement).where(inArray(recycledContentStatement.modelId, ids)),
    db
      .selectDistinct({ modelId: modelDocument.modelId, attribute: modelDocument.attribute })
      .from(modelDocument)
      .where(and(inArray(modelDocument.modelId, ids), isNull(modelDocument.detachedAt))),
    db
      .select({ modelId: declaration.modelId, number: declaration.conformityDeclarationNumber })
      .from(declaration)
      .where(
        and(
          inArray(declaration.modelId, ids),
          eq(declaration.state, "released"),
          isNotNull(declaration.conformityDeclarationNumber),
        ),
      ),
  ]);
  const operatorOf = new Map(operators.map((one) => [one.id, one]));
  const plantOf = new Map(plants.map((one) => [one.id, one]));
  const recycledOf = byKey(recycled, ({ modelId }) => modelId);
  const filesOf = byKey(files, ({ modelId }) => modelId);
  const numberOf = new Map(numbers.map(({ modelId, number }) => [modelId, number]));
  return new Map(
    models.map((model) => {
      const category = parseBatteryCategory(model.category);
      const answering = operatorOf.get(model.operatorId);
      const plant = plantOf.get(model.facilityId);
      if (!category.ok || answering === undefined || plant === undefined)
        throw new Error("A model has a category of the law, an operator and a plant.");
      const ofRecord = {
        ...model,
        category: category.value,
        euDeclarationOfConformityId: numberOf.get(model.id) ?? conformityIdOf(model),
        recycledContent: (recycledOf.get(model.id) ?? []).map(statementOf),
        // Whether a file is there is all that is asked.
        files: Object.fromEntries((filesOf.get(model.id) ?? []).map(({ attribute }) => [attribute, true])),
      };
      const battery = batteryOf(ofRecord, day);
      const doesNotApply = new Set(Object.keys(model.notApplicable));
      // Who makes it is not asked: only whether something is there.
      const parties = { answering, maker: answering };
      const rows = completeness(catalogue, battery, modelValues(ofRecord, parties, plant), doesNotApply);
      return [model.id, missingIn(rows, "model")];
    }),
  );
}

function statementOf(row: typeof recycledContentStatement.$inferSelect) {
  const metal = parseRecycledMetal(row.metal);
  const share = parseRecycledShare(row.preConsumerPercent, row.postConsumerPercent);
  if (!metal.ok || !share.ok)
    throw new Error("The database holds a recycled-content statement it should refuse.");
  const { year, source, illustrative } = row;
  return { metal: metal.value, year, ...share.value, source, illustrative };
}
