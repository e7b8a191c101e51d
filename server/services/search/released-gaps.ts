import { and, desc, eq, inArray } from "drizzle-orm";
import { artefact, passport, passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { parseBatteryCategory } from "../../domain/battery/category.ts";
import type { Attribute } from "../../domain/catalogue/catalogue.ts";
import { completeness } from "../../domain/catalogue/completeness.ts";
import { statutoryElements, voluntaryPart } from "../../domain/record/content.ts";
import { missingIn } from "../attribute/refuse-incomplete.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { isPublished } from "../log/published.ts";
import type { Model } from "../model/find.ts";
import { credentialOf } from "../passport/find-record.ts";

/**
 * What the newest published public records of models do not say of what the law asks on a day, by model. Points of Annex
 * XIII that are not public stand in no public record and are not looked for: nothing is learned of them.
 */
export async function releasedGaps(
  ctx: Context,
  models: readonly Model[],
  day: string,
): Promise<ReadonlyMap<string, readonly Attribute[]>> {
  if (models.length === 0) return new Map();
  const { catalogue } = await currentCatalogue(ctx.db);
  const records = await ctx.db
    .selectDistinctOn([passport.modelId], { modelId: passport.modelId, token: artefact.body })
    .from(passport)
    .innerJoin(passportVersion, eq(passportVersion.passportId, passport.id))
    .innerJoin(
      artefact,
      and(
        eq(artefact.passportId, passportVersion.passportId),
        eq(artefact.version, passportVersion.version),
        eq(artefact.kind, "vc+jwt"),
      ),
    )
    .where(
      and(
        inArray(
          passport.modelId,
          models.map(({ id }) => id),
        ),
        eq(passport.level, "model"),
        isPublished(passportVersion.leafIndex),
      ),
    )
    .orderBy(passport.modelId, desc(passportVersion.version));
  const categoryOf = new Map(models.map(({ id, category }) => [id, category]));
  return new Map(
    records.map(({ modelId, token }) => {
      const category = parseBatteryCategory(categoryOf.get(modelId) ?? "");
      if (!category.ok) throw new Error("A model has a category of the law.");
      const subject = credentialOf(token).credentialSubject;
      const said = { ...voluntaryPart(subject).attributes, ...statutoryElements(subject) };
      const hasOnlyExternalStorage = said["industrialSubType"] === "exclusively-external-storage";
      const battery = { category: category.value, day, hasOnlyExternalStorage };
      const rows = completeness(catalogue, battery, said).filter(
        ({ attribute }) => attribute.dataSet === "point1",
      );
      return [modelId, missingIn(rows, "model")];
    }),
  );
}
