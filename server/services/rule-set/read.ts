import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { canonicalJson } from "../../domain/record/canonical-json.ts";
import { contentOf, loadVersions, ruleSetNotFound } from "./load.ts";
import type { RuleSetView } from "./view.ts";

/** One version of a rule set, the newest without a number, for anyone. `RULE_SET_NOT_FOUND`. */
export async function readRuleSet(
  ctx: Context,
  input: { readonly id: string; readonly version?: number | undefined },
): Promise<RuleSetView> {
  demand(ctx, "ruleSet.read", null);
  const versions = await loadVersions(ctx.db, input.id);
  const found =
    input.version === undefined ? versions[0] : versions.find(({ version }) => version === input.version);
  if (found === undefined) throw ruleSetNotFound();
  return found;
}

/** The canonical JSON whose SHA-256 is the content hash of a version, byte for byte. */
export async function readRuleSetContent(
  ctx: Context,
  input: { readonly id: string; readonly version: number },
): Promise<{ readonly json: string; readonly contentHash: string }> {
  const view = await readRuleSet(ctx, input);
  return { json: canonicalJson(contentOf(view)), contentHash: view.contentHash };
}
