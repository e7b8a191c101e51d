import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { classOf, isBelowThreshold } from "../../domain/carbon-footprint/performance-class.ts";
import { ruleSetKinds } from "../../domain/carbon-footprint/rule-set.ts";
import { calculated } from "../footprint/calculated.ts";
import { loadDeclaration } from "../footprint/load.ts";
import { inForceOn, setsFor } from "./grade.ts";
import { isSecondLife } from "./second-life.ts";
import type { ClassJudgement } from "./view.ts";

/**
 * What the newest adopted rule sets and thresholds would say about a declaration; proposals are never asked.
 * `DECLARATION_NOT_FOUND`.
 */
export async function judgeDeclaration(
  ctx: Context,
  input: { readonly id: string },
): Promise<ClassJudgement> {
  demand(ctx, "declaration.read", null);
  const loaded = await loadDeclaration(ctx.db, input.id);
  demand(ctx, "declaration.read", loaded.declaration.operatorId);
  if (loaded.model === null) return { outside: "noModel", judgements: [] };
  if (await isSecondLife(ctx.db, loaded.model.id)) return { outside: "secondLife", judgements: [] };
  const { result } = await calculated(ctx.db, loaded);
  if (result === null) return { outside: "noResult", judgements: [] };
  const day = ctx.now().toISOString().slice(0, 10);
  const sets = await setsFor(ctx.db, loaded);
  const effective = ruleSetKinds.map((kind) => inForceOn(sets, kind, day));
  const shown = sets.filter((set) => set.newest || effective.includes(set));
  return {
    outside: null,
    judgements: shown.map((ruleSet) => {
      const isClasses = ruleSet.kind === "classes";
      const limit = ruleSet.classes[0]?.upTo ?? "";
      return {
        ruleSet,
        class: isClasses ? classOf(result.cfp, ruleSet) : null,
        belowThreshold: isClasses ? null : isBelowThreshold(result.cfp, limit),
        entersRecord: effective.includes(ruleSet),
      };
    }),
  };
}
