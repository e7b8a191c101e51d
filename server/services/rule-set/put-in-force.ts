import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
import { Refusal } from "../../refusal.ts";
import { Fields } from "../input.ts";
import { contentOf, loadVersions } from "./load.ts";
import { addVersion } from "./propose.ts";
import type { RuleSetView } from "./view.ts";

export interface InForce {
  readonly id: string;
  readonly version: number;
  /** The act that puts it in force, with its number and where it was published. */
  readonly act: string;
  /** `YYYY-MM-DD`, the first day. */
  readonly validFrom: string;
}

/**
 * Puts an adopted rule set in force from a day, on the act named: from that day on the class enters the records of new
 * declarations. Without an act nothing is in force. `RULE_SET_STEP` for anything but the newest version while it is
 * adopted, `RULE_SET_NOT_FOUND`, `INVALID_INPUT`.
 */
export async function putInForce(ctx: Context, input: InForce): Promise<RuleSetView> {
  demand(ctx, "ruleSet.write", null);
  const fields = new Fields();
  const legalBasis = fields.text("act", input.act);
  const validFrom = fields.take("validFrom", parseDay(input.validFrom));
  fields.refuse();
  if (validFrom === undefined) throw new Error("A field without a problem has a value.");
  const [newest] = await loadVersions(ctx.db, input.id);
  if (newest.version !== input.version || newest.status !== "adopted")
    throw new Refusal("RULE_SET_STEP", "Only the newest version can be put in force, once it is adopted.");
  const version = newest.version + 1;
  const content = { ...newest, version, status: "in_force" as const, legalBasis, validFrom };
  return addVersion(ctx, contentOf(content), "ruleSet.putInForce");
}
