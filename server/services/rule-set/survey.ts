import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { batteryModel, declaration, facility, operator } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { compare, parseExact } from "../../domain/quantity/exact.ts";
import { pathOf } from "../product-path.ts";
import { isSecondLifeModel } from "./second-life.ts";
import type { DeclaredField, DeclaredValue, FieldSurvey } from "./view.ts";

/** Which declared values are looked at together. */
export interface Field {
  readonly category: string;
  readonly method: string;
  readonly methodVersion: string;
}

/**
 * The declared values an authority derives limits from: the current released declaration of every model of one category
 * by one method in one version. Without a choice, or for one nobody declared in, the largest field. For authorities.
 */
export async function surveyField(ctx: Context, input: Partial<Field>): Promise<FieldSurvey> {
  demand(ctx, "ruleSet.write", null);
  const fields = await findFields(ctx.db);
  const chosen =
    fields.find(
      ({ category, method, methodVersion }) =>
        category === input.category && method === input.method && methodVersion === input.methodVersion,
    ) ??
    fields[0] ??
    null;
  if (chosen === null) return { fields, chosen, values: [], secondLifeLeftOut: 0 };
  return { fields, chosen, ...(await findValues(ctx, chosen)) };
}

/** Values of one field, ascending, and how many models are left out. The caller has asked the policy. */
export async function findValues(
  ctx: Context,
  field: Field,
): Promise<Pick<FieldSurvey, "values" | "secondLifeLeftOut">> {
  const rows = await ctx.db
    .select({
      declarationId: declaration.id,
      modelName: batteryModel.name,
      operatorName: operator.name,
      operatorNameOriginal: operator.nameOriginal,
      plant: facility.name,
      plantOriginal: facility.nameOriginal,
      productUrl: batteryModel.productUrl,
      cfp: sql<string | null>`${declaration.result}->>'cfp'`,
      resultDigest: declaration.resultDigest,
      secondLife: isSecondLifeModel(),
    })
    .from(declaration)
    .innerJoin(batteryModel, eq(batteryModel.id, declaration.modelId))
    .innerJoin(operator, eq(operator.id, declaration.operatorId))
    .innerJoin(facility, eq(facility.id, declaration.facilityId))
    .where(
      and(
        eq(declaration.state, "released"),
        eq(declaration.method, field.method),
        eq(declaration.methodVersion, field.methodVersion),
        eq(batteryModel.category, field.category),
      ),
    );
  const values = rows.flatMap(({ cfp, resultDigest, secondLife, productUrl, ...row }): DeclaredValue[] =>
    secondLife || cfp === null || resultDigest === null
      ? []
      : [{ ...row, path: pathOf(ctx, productUrl), cfp, resultDigest }],
  );
  return {
    values: values.toSorted(ascending),
    secondLifeLeftOut: rows.filter(({ secondLife }) => secondLife).length,
  };
}

/** By value; equal ones by the digest of their result, so that the same registry always lists the same. */
function ascending(one: DeclaredValue, other: DeclaredValue): number {
  const [a, b] = [parseExact(one.cfp), parseExact(other.cfp)];
  if (a === null || b === null) throw new Error("A released result holds decimals.");
  return compare(a, b) || (one.resultDigest < other.resultDigest ? -1 : 1);
}

async function findFields(db: Database): Promise<readonly DeclaredField[]> {
  const count = sql<number>`count(*)::int`;
  return db
    .select({
      category: batteryModel.category,
      method: declaration.method,
      methodVersion: declaration.methodVersion,
      count,
    })
    .from(declaration)
    .innerJoin(batteryModel, eq(batteryModel.id, declaration.modelId))
    .where(eq(declaration.state, "released"))
    .groupBy(batteryModel.category, declaration.method, declaration.methodVersion)
    .orderBy(sql`count(*) desc`, batteryModel.category, declaration.method, declaration.methodVersion);
}
