import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Recomputation } from "../footprint/recompute.ts";
import { recomputeLoaded } from "../footprint/recompute.ts";
import type { VersionAt } from "./load-assessed.ts";
import { loadAssessed } from "./load-assessed.ts";

/** The declaration of a version calculated again for a notified body that assesses it; written down, nothing changed. */
export async function recomputeAssessed(ctx: Context, input: VersionAt): Promise<Recomputation> {
  demand(ctx, "opinion.give", null);
  return recomputeLoaded(ctx, (await loadAssessed(ctx, input)).loaded);
}
