import content from "./interest-rules-1.0.0.json" with { type: "json" };
import type { InterestRules } from "./interest-rules.ts";
import { parseInterestRules } from "./interest-rules.ts";

/** The rules of this release. */
export const bundledInterestRules: InterestRules = read();

function read(): InterestRules {
  const parsed = parseInterestRules(content);
  if (parsed.ok) return parsed.value;
  throw new Error(`The rules of this release are unsound at ${parsed.problems[0]?.path ?? ""}.`);
}
