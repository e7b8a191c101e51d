import type { Problem } from "../problem.ts";
import { compare, isNegative, isZero, one, parseExact } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { readCircular } from "./circular-formula.ts";
import { Findings } from "./findings.ts";
import type { InventoryLine } from "./inventory-line.ts";
import { methodVersions } from "./method.ts";

/**
 * What is wrong with members of a line that a calculation does not look at, because its method does not use them, the
 * line lies outside its boundary, or they are no part of a footprint: they are kept all the same, and have to be right
 * when another method or a simulation reads them.
 *
 * Problems: `E_NOT_FINITE`, `E_SHARE_RANGE`, `E_PARAM_RANGE` for a score outside 1 to 5, a spread that is not above 0, a
 * geometric standard deviation below 1, a year of another age; `E_REQUIRED` for a cut without its reason. Circular
 * parameters as in {@link readCircular}.
 */
export function judgeMembers(line: InventoryLine): readonly Problem[] {
  const problems: Problem[] = [];
  const decimal = (
    field: string,
    text: string | null | undefined,
    isGood?: (value: Exact) => boolean,
    code = "E_PARAM_RANGE",
  ) => {
    if (text === null || text === undefined) return;
    const value = parseExact(text);
    if (value === null) problems.push({ code: "E_NOT_FINITE", path: field, params: { value: text } });
    else if (isGood !== undefined && !isGood(value))
      problems.push({ code, path: field, params: { value: text } });
  };
  for (const field of ["amount", "distance", "factorValue", "recycledFactorValue", "publishedValue"] as const)
    decimal(field, line[field]);
  for (const field of ["recycledShare", "recoveredShare", "emptyShare"] as const)
    decimal(field, line[field], isShare, "E_SHARE_RANGE");
  for (const [name, score] of Object.entries(line.quality ?? {})) decimal(`quality.${name}`, score, isScore);
  if (line.uncertainty !== null) {
    if ("gsd" in line.uncertainty)
      decimal("uncertainty.value", line.uncertainty.gsd, (gsd) => compare(gsd, one) >= 0);
    else
      decimal(
        "uncertainty.value",
        line.uncertainty.spread,
        (spread) => !isNegative(spread) && !isZero(spread),
      );
  }
  problems.push(...circularProblems(line));
  const year = line.activityYear;
  if (year !== null && (!Number.isInteger(year) || year < 1900 || year > 2200))
    problems.push({ code: "E_PARAM_RANGE", path: "activityYear", params: { value: String(year) } });
  if (line.cut && line.cutReason === null) problems.push({ code: "E_REQUIRED", path: "cutReason" });
  return problems;
}

/**
 * The parameters of the Circular Footprint Formula by the rules of the formula itself, with the bounds of A of the method
 * that has it. A factor that is not there yet is no mistake before a method asks for it.
 */
function circularProblems({ circular, credit }: InventoryLine): readonly Problem[] {
  if (circular === null) return [];
  const findings = new Findings();
  const stated = new Map<string, unknown>(Object.entries(circular));
  const allocation =
    methodVersions.find(({ materialFormula }) => materialFormula === "circular_footprint_formula")
      ?.allocation ?? null;
  readCircular(
    (name) => ({ value: stated.get(name), path: `circular.${name}` }),
    { allocation, statedA: null, isWhole: false, credit },
    findings,
  );
  return findings.refusal().errors.map(({ code, path }) => {
    const value = stated.get(path.split(".")[1] ?? "");
    return { code, path, ...(typeof value === "string" ? { params: { value } } : {}) };
  });
}

function isShare(value: Exact): boolean {
  return !isNegative(value) && compare(value, one) <= 0;
}

/** Source: data quality ratings of the PEF method, 1 (best) to 5. */
function isScore(value: Exact): boolean {
  const five = parseExact("5") ?? one;
  return compare(value, one) >= 0 && compare(value, five) <= 0;
}
