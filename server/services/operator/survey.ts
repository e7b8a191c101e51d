import { count } from "drizzle-orm";
import { batteryModel, passport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { findOperators } from "./find.ts";
import type { OperatorView } from "./view.ts";

/** An operator and how much of it the registry keeps. */
export interface OperatorSurvey extends OperatorView {
  readonly modelCount: number;
  /** Passports it answers for now, of models and of batteries. */
  readonly passportCount: number;
}

/** Every operator with its keys and its size, for the keeper: numbers only, nothing of what an operator has entered. */
export async function surveyOperators(ctx: Context): Promise<readonly OperatorSurvey[]> {
  demand(ctx, "registry.keep", null);
  const [operators, models, passports] = await Promise.all([
    findOperators(ctx, undefined),
    ctx.db
      .select({ of: batteryModel.operatorId, rows: count() })
      .from(batteryModel)
      .groupBy(batteryModel.operatorId),
    ctx.db.select({ of: passport.operatorId, rows: count() }).from(passport).groupBy(passport.operatorId),
  ]);
  const inAll = (counted: typeof models, id: string) => counted.find(({ of }) => of === id)?.rows ?? 0;
  return operators.map((one) => ({
    ...one,
    modelCount: inAll(models, one.id),
    passportCount: inAll(passports, one.id),
  }));
}
