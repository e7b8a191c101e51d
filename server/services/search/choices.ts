import { and, asc, eq, exists } from "drizzle-orm";
import { batteryModel, facility, operator, passport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Bilingual } from "../../domain/catalogue/catalogue.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { hasPublishedVersion } from "../passport/newest-version.ts";
import { within } from "../within.ts";
import { releasedName } from "./scope.ts";

interface Choice {
  readonly id: string;
  readonly name: string;
  readonly nameOriginal: string | null;
}

/** What a search can be narrowed by. */
export interface SearchChoices {
  readonly operators: readonly Choice[];
  readonly plants: readonly Choice[];
  /** At most `longestChoice`. */
  readonly models: readonly Choice[];
  /** Data points the law asks for of some category. */
  readonly attributes: readonly { readonly id: string; readonly title: Bilingual }[];
}

/** Nobody reads a longer list: models are found by their names. */
const longestChoice = 200;

/** Operators, plants and models of the caller's operators. */
export async function ownChoices(ctx: Context): Promise<SearchChoices> {
  const of = (column: Parameters<typeof within>[2]) => within(ctx, "model.read", column);
  const [operators, plants, models, attributes] = await Promise.all([
    ctx.db
      .select({ id: operator.id, name: operator.name, nameOriginal: operator.nameOriginal })
      .from(operator)
      .where(and(eq(operator.kind, "economicOperator"), of(operator.id)))
      .orderBy(asc(operator.name)),
    ctx.db
      .select({ id: facility.id, name: facility.name, nameOriginal: facility.nameOriginal })
      .from(facility)
      .where(of(facility.operatorId))
      .orderBy(asc(facility.name)),
    ctx.db
      .select({ id: batteryModel.id, name: batteryModel.name })
      .from(batteryModel)
      .where(of(batteryModel.operatorId))
      .orderBy(asc(batteryModel.name))
      .limit(longestChoice),
    owedAttributes(ctx, false),
  ]);
  return { operators, plants, models: models.map(inOneScript), attributes };
}

/** Operators, and plants and models of which something is released: what officials may know of. */
export async function releasedChoices(ctx: Context): Promise<SearchChoices> {
  demand(ctx, "oversight.read", null);
  const hasReleased = exists(
    ctx.db
      .select({ id: passport.id })
      .from(passport)
      .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
      .where(
        and(
          eq(passport.level, "model"),
          eq(batteryModel.facilityId, facility.id),
          hasPublishedVersion(ctx.db),
        ),
      ),
  );
  const [operators, plants, models, attributes] = await Promise.all([
    ctx.db
      .select({ id: operator.id, name: operator.name, nameOriginal: operator.nameOriginal })
      .from(operator)
      .where(eq(operator.kind, "economicOperator"))
      .orderBy(asc(operator.name)),
    ctx.db
      .select({ id: facility.id, name: facility.name, nameOriginal: facility.nameOriginal })
      .from(facility)
      .where(hasReleased)
      .orderBy(asc(facility.name)),
    ctx.db
      .select({ id: batteryModel.id, name: releasedName() })
      .from(batteryModel)
      .innerJoin(passport, and(eq(passport.modelId, batteryModel.id), eq(passport.level, "model")))
      .where(hasPublishedVersion(ctx.db))
      .orderBy(asc(batteryModel.modelCode))
      .limit(longestChoice),
    owedAttributes(ctx, true),
  ]);
  return { operators, plants, models: models.map(inOneScript), attributes };
}

async function owedAttributes(ctx: Context, isPublicOnly: boolean): Promise<SearchChoices["attributes"]> {
  const { catalogue } = await currentCatalogue(ctx.db);
  return catalogue.attributes
    .filter(
      ({ law, dataSet, level, section }) =>
        Object.values(law).includes("mandatory") &&
        section !== "document" &&
        (!isPublicOnly || (dataSet === "point1" && level === "model")),
    )
    .map(({ id, title }) => ({ id, title }));
}

function inOneScript({ id, name }: { readonly id: string; readonly name: string }): Choice {
  return { id, name, nameOriginal: null };
}
