import { and, eq } from "drizzle-orm";
import { reductionScenario } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { ScenarioStep } from "../../domain/carbon-footprint/scenario-step.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { loadDeclaration } from "../footprint/load.ts";
import { invalidInput } from "../input.ts";
import { newId } from "../new-id.ts";

export interface SavedScenario {
  readonly declarationId: string;
  /** An earlier one to replace; a new one when absent. */
  readonly id?: string | undefined;
  readonly name: string;
  readonly steps: readonly ScenarioStep[];
}

/**
 * Keeps a set of reduction steps with a declaration, whatever its state: it is a thought about the product, and nothing
 * of it is declared. `SCENARIO_NOT_FOUND` for one to replace that is gone.
 */
export async function saveScenario(ctx: Context, input: SavedScenario): Promise<{ readonly id: string }> {
  demand(ctx, "declaration.write", null);
  const { declaration } = await loadDeclaration(ctx.db, input.declarationId);
  const { operatorId } = declaration;
  demand(ctx, "declaration.write", operatorId);
  const name = input.name.trim();
  if (name === "") throw invalidInput([{ code: "E_REQUIRED", path: "name" }]);
  const { steps, declarationId } = input;
  const id = input.id ?? newId(ctx);
  await ctx.db.transaction(async (tx) => {
    if (input.id === undefined) {
      await tx.insert(reductionScenario).values({
        ...{ id, operatorId, declarationId, name, steps },
        createdBy: ctx.caller.userId,
        createdAt: ctx.now(),
        updatedAt: ctx.now(),
      });
    } else {
      const replaced = await tx
        .update(reductionScenario)
        .set({ name, steps, updatedAt: ctx.now() })
        .where(and(eq(reductionScenario.id, id), eq(reductionScenario.declarationId, declarationId)))
        .returning({ id: reductionScenario.id });
      if (replaced.length === 0) throw scenarioNotFound();
    }
    const detail = { scenario: id, name };
    await recordDeed(ctx, tx, { action: "scenario.save", subject: declarationId, operatorId, detail });
  });
  return { id };
}

export function scenarioNotFound(): Refusal {
  return new Refusal("SCENARIO_NOT_FOUND", "There is no such scenario.");
}
