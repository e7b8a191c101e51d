import { z } from "zod";
import { recyclingRoutes } from "../domain/carbon-footprint/scenario-step.ts";
import { readScenarios } from "../services/scenario/read.ts";
import { removeScenario } from "../services/scenario/remove.ts";
import { saveScenario } from "../services/scenario/save.ts";
import { decimalText, procedure, router, text } from "../trpc.ts";

const quantity = z.strictObject({ value: decimalText, unit: text });
const lines = z.array(text).max(5000);
const shared = { source: text };

/** One reduction step; whether its figures are right, the calculation says. */
const step = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("grid"), lines, geography: text, factor: quantity, ...shared }),
  z.strictObject({
    kind: z.literal("green_power"),
    lines,
    share: decimalText,
    model: z.enum(["direct", "national_average", "contract", "residual", "internal"]),
    factor: quantity,
    ...shared,
  }),
  z.strictObject({
    kind: z.literal("recycled_content"),
    lines,
    share: decimalText,
    factor: quantity,
    ...shared,
  }),
  z.strictObject({
    kind: z.literal("recycling_route"),
    route: z.enum(recyclingRoutes),
    line: text.nullable(),
    factor: quantity.nullable(),
    recovered: z.record(text, decimalText),
    ...shared,
  }),
  z.strictObject({
    kind: z.literal("chemistry"),
    lines,
    chemistry: text,
    factor: quantity,
    massRatio: decimalText,
    ...shared,
  }),
  z.strictObject({
    kind: z.literal("plant"),
    lines,
    plant: text,
    geography: text,
    factor: quantity,
    distances: z.record(text, quantity),
    ...shared,
  }),
]);

export const scenarioRouter = router({
  /** The inventory of a declaration and the scenarios kept for it. */
  read: procedure.input(z.object({ id: z.uuid() })).query(({ ctx, input }) => readScenarios(ctx, input)),
  save: procedure
    .input(
      z.strictObject({
        declarationId: z.uuid(),
        id: z.uuid().optional(),
        name: text,
        steps: z.array(step).max(50),
      }),
    )
    .mutation(({ ctx, input }) => saveScenario(ctx, input)),
  remove: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => removeScenario(ctx, input)),
});
