import type { Parsed, Problem } from "../problem.ts";
import { accept, reject, rejectAll } from "../problem.ts";
import type { Exact } from "../quantity/exact.ts";
import { compare, parseExact, toDecimal } from "../quantity/exact.ts";
import type { PerformanceClass } from "./performance-class.ts";

/** `classes` of Art. 7(2), or the one `threshold` of Art. 7(3). */
export const ruleSetKinds = ["classes", "threshold"] as const;
export type RuleSetKind = (typeof ruleSetKinds)[number];

/** In this order, each a new version: declare, then grade, then limit, and nothing is applied before it is adopted. */
export const ruleSetStatuses = ["proposal", "adopted", "in_force"] as const;
export type RuleSetStatus = (typeof ruleSetStatuses)[number];

/** Where the limits of a rule set come from. A rule set is for one method in one version: others are never mixed in. */
export interface RuleSetDerivation {
  /** `quantiles` of declared values of this registry, or `stated` as an act or a discussion paper states them. */
  readonly how: "quantiles" | "stated";
  readonly method: string;
  /** For example `mee@draft-2025-03`. */
  readonly methodVersion: string;
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  /** The values looked at on that day, one for each model, ascending: anybody can derive the limits again. */
  readonly values: readonly { readonly cfp: string; readonly resultDigest: string }[];
  /** Models left out because their batteries were on the market before. */
  readonly secondLifeLeftOut: number;
  /** Which quantile, and the cumulative shares of 0..1 asked for; with `quantiles` only. */
  readonly quantile?: string;
  readonly shares?: readonly string[];
  /** The limits as the quantiles gave them; with `quantiles` only. */
  readonly derivedLimits?: readonly string[];
  /** True when the limits were changed by hand after that. */
  readonly adjusted?: boolean;
}

/** Reads a kind of rule set. Problem: `E_RULE_SET_KIND`. */
export function parseRuleSetKind(text: string): Parsed<RuleSetKind> {
  const found = ruleSetKinds.find((kind) => kind === text);
  return found === undefined
    ? reject("E_RULE_SET_KIND", "", { value: text, expected: ruleSetKinds.join(", ") })
    : accept(found);
}

/** Reads a status. Null for a text the database should have refused. */
export function ruleSetStatusOf(text: string): RuleSetStatus | null {
  return ruleSetStatuses.find((status) => status === text) ?? null;
}

/** The status that follows; null after the last. */
export function nextStatus(status: RuleSetStatus): RuleSetStatus | null {
  return ruleSetStatuses[ruleSetStatuses.indexOf(status) + 1] ?? null;
}

/** Reads the name a rule set is cited by, such as `ev-classes`: small letters, digits, hyphens. Problem: `E_RULE_SET_ID`. */
export function parseRuleSetId(text: string): Parsed<string> {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 60
    ? accept(text)
    : reject("E_RULE_SET_ID", "", { value: text });
}

/** As many classes as anybody can tell apart on a label. Our own bound. */
export const mostClasses = 20;

/**
 * Reads the limits of a rule set in kgCO2e/kWh. Classes: two or more with different names, limits strictly ascending,
 * and the last one without a limit, so that every value has exactly one class. A threshold: one limit, which is a number.
 *
 * Problems, each at `classes[i].name` or `classes[i].upTo`: `E_REQUIRED`, `E_CLASS_NAME_TWICE`, `E_NOT_FINITE`,
 * `E_CLASS_LIMIT_ORDER`, `E_CLASS_LAST_OPEN`; at the whole: `E_CLASS_COUNT`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 7(2) and (3); the form is ours.
 */
export function parseLimits(
  kind: RuleSetKind,
  classes: readonly PerformanceClass[],
): Parsed<readonly PerformanceClass[]> {
  const isClasses = kind === "classes";
  if (isClasses ? classes.length < 2 || classes.length > mostClasses : classes.length !== 1) {
    return reject("E_CLASS_COUNT", "", {
      value: String(classes.length),
      expected: isClasses ? `2..${String(mostClasses)}` : "1",
    });
  }
  const problems: Problem[] = [];
  const read: PerformanceClass[] = [];
  let before: Exact | null = null;
  for (const [place, { name, upTo }] of classes.entries()) {
    const at = `classes[${String(place)}]`;
    const isLast = isClasses && place === classes.length - 1;
    const text = name.trim();
    if (text === "") problems.push({ code: "E_REQUIRED", path: `${at}.name` });
    else if (read.some((other) => other.name === text))
      problems.push({ code: "E_CLASS_NAME_TWICE", path: `${at}.name`, params: { value: text } });
    const limit = upTo === null ? null : parseExact(upTo.trim());
    if (isLast && upTo !== null) problems.push({ code: "E_CLASS_LAST_OPEN", path: `${at}.upTo` });
    if (!isLast && limit === null)
      problems.push({ code: "E_NOT_FINITE", path: `${at}.upTo`, params: { value: upTo ?? "" } });
    if (!isLast && limit !== null && before !== null && compare(limit, before) <= 0) {
      problems.push({
        code: "E_CLASS_LIMIT_ORDER",
        path: `${at}.upTo`,
        params: { value: upTo ?? "", expected: toDecimal(before) },
      });
    }
    before = limit ?? before;
    read.push({ name: text, upTo: limit === null ? null : toDecimal(limit, everyDigit) });
  }
  return problems.length > 0 ? rejectAll(problems) : accept(read);
}

/** As many digits as a text of the longest length can hold: nothing is rounded. */
const everyDigit = 400;

/**
 * What a rule set may be used for on a day (`YYYY-MM-DD`): `nothing` while it is a proposal, `judgement` ("would be")
 * once it is adopted, `record` once it is in force and its first day has come. Before the acts of Art. 7 nothing is in
 * force, so no class enters a record.
 *
 * Source: Regulation (EU) 2023/1542, Art. 7(2); order after the drafting notes: declare, then grade, then limit.
 */
export function usableFor(
  ruleSet: { readonly status: RuleSetStatus; readonly validFrom: string },
  day: string,
): "nothing" | "judgement" | "record" {
  if (ruleSet.status === "proposal") return "nothing";
  return ruleSet.status === "in_force" && ruleSet.validFrom <= day ? "record" : "judgement";
}
