import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { loadRuleSets } from "./load.ts";
import type { RuleSetView } from "./view.ts";

/** Every version of every class rule set and threshold, for anyone: what is discussed, adopted and in force. */
export async function listRuleSets(ctx: Context): Promise<readonly RuleSetView[]> {
  demand(ctx, "ruleSet.read", null);
  return loadRuleSets(ctx.db);
}
