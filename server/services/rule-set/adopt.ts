import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { contentOf, loadVersions } from "./load.ts";
import { addVersion } from "./propose.ts";
import type { RuleSetView } from "./view.ts";

/**
 * Adopts the proposal somebody looked at: the next version says the same with the status `adopted`. From then on the
 * registry shows makers what their class would be. `RULE_SET_STEP` for anything but the newest version while it is a
 * proposal, `RULE_SET_NOT_FOUND`.
 */
export async function adoptRuleSet(
  ctx: Context,
  input: { readonly id: string; readonly version: number },
): Promise<RuleSetView> {
  demand(ctx, "ruleSet.write", null);
  const [newest] = await loadVersions(ctx.db, input.id);
  if (newest.version !== input.version || newest.status !== "proposal")
    throw new Refusal("RULE_SET_STEP", "Only the newest version can be adopted, while it is a proposal.");
  const content = { ...newest, version: newest.version + 1, status: "adopted" as const };
  return addVersion(ctx, contentOf(content), "ruleSet.adopt");
}
