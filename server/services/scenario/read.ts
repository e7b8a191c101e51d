import { asc, eq } from "drizzle-orm";
import { reductionScenario } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import { loadDeclaration, loadLines } from "../footprint/load.ts";
import type { ScenarioBase } from "./view.ts";

/** The inventory of a declaration with the scenarios kept for it; `DECLARATION_NOT_FOUND`. */
export async function readScenarios(ctx: Context, input: { readonly id: string }): Promise<ScenarioBase> {
  demand(ctx, "declaration.read", null);
  const { declaration, inventory } = await loadDeclaration(ctx.db, input.id);
  demand(ctx, "declaration.read", declaration.operatorId);
  const kept = await ctx.db
    .select()
    .from(reductionScenario)
    .where(eq(reductionScenario.declarationId, input.id))
    .orderBy(asc(reductionScenario.createdAt));
  const { method, gwpSet, energy, parameters } = inventory;
  return {
    header: { method, gwpSet, energy, parameters },
    lines: await loadLines(ctx.db, inventory.id),
    scenarios: kept.map(({ id, name, steps, updatedAt }) => ({
      ...{ id, name, steps },
      updatedAt: updatedAt.toISOString(),
    })),
    maySave: allows(ctx.caller.memberships, "declaration.write", declaration.operatorId),
  };
}
