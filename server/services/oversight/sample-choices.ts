import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { releasedChoices } from "../search/choices.ts";

/** Operators that answer for batteries, and the plants and models of what is released, to filter by. */
export async function sampleChoices(ctx: Context) {
  demand(ctx, "oversight.read", null);
  const { operators, plants, models } = await releasedChoices(ctx);
  return { operators, plants, models };
}
