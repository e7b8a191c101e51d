import type { InventoryParameters, StoredHead } from "../../domain/carbon-footprint/inventory-header.ts";
import { findMethod } from "../../domain/carbon-footprint/method.ts";
import type { CodeAt } from "../../domain/carbon-footprint/request.ts";
import { parseDay } from "../../domain/calendar.ts";
import type { Problem } from "../../domain/problem.ts";
import { isZero, parseExact } from "../../domain/quantity/exact.ts";
import { parseUnit } from "../../domain/quantity/unit.ts";
import { compute } from "./compute.ts";
import type { LoadedDeclaration } from "./load.ts";

/**
 * What is wrong with a whole head that would take the place of another one, at its members: `E_METHOD`, `E_DATE_FORMAT`,
 * `E_PERIOD_ORDER`, and what the calculation refuses about denominator, parameters and GWP set. What was wrong before and
 * stays as it is counts for nothing: the draft says it already.
 */
export function headProblems(
  { model }: Pick<LoadedDeclaration, "model">,
  before: StoredHead,
  after: StoredHead,
): readonly Problem[] {
  const known = new Set(computed(before).map(({ code, path }) => `${code} ${path}`));
  const isSame = JSON.stringify(before.energy) === JSON.stringify(after.energy);
  const fromCalculation = computed(after).filter(
    ({ code, path }) => !known.has(`${code} ${path}`) && !(isSame && path.startsWith("energy")),
  );
  return [
    ...methodProblems(after.method, model !== null),
    ...periodProblems(after),
    ...outputProblems(after.parameters),
    ...fromCalculation,
  ];
}

/** A passport states the footprint per kWh of total energy; a method without that denominator cannot make one. */
export function methodProblems(name: string, isModel: boolean): readonly Problem[] {
  const method = findMethod(name);
  return method === null || (isModel && method.energyRules === null)
    ? [{ code: "E_METHOD", path: "method", params: { value: name } }]
    : [];
}

function periodProblems({ periodStart, periodEnd }: StoredHead): readonly Problem[] {
  const days = Object.entries({ periodStart, periodEnd }).flatMap(([path, day]) => {
    const parsed = parseDay(day);
    return parsed.ok ? [] : parsed.problems.map((problem) => ({ ...problem, path }));
  });
  if (days.length > 0 || periodEnd >= periodStart) return days;
  return [{ code: "E_PERIOD_ORDER", path: "periodEnd" }];
}

/** An output beside the total energy is read by other methods only, so that no calculation here would judge it. */
export function outputProblems(parameters: InventoryParameters | undefined): readonly Problem[] {
  const output = parameters?.output;
  if (output === undefined) return [];
  const value = parseExact(output.value);
  const unit = parseUnit(output.unit);
  const problem = (code: string, member: "value" | "unit", params?: Problem["params"]): Problem => ({
    ...{ code, path: `parameters.output.${member}` },
    ...(params === undefined ? {} : { params }),
  });
  const problems: Problem[] = [];
  if (value === null) problems.push(problem("E_NOT_FINITE", "value", { value: output.value }));
  else if (value.numerator < 0n) problems.push(problem("E_NEGATIVE_QUANTITY", "value"));
  else if (isZero(value)) problems.push(problem("E_ZERO_DENOMINATOR", "value"));
  if (unit === null) problems.push(problem("E_UNIT_UNKNOWN", "unit", { value: output.unit }));
  else if (unit.per !== null || unit.dimension === "co2e")
    problems.push(problem("E_UNIT_DIMENSION", "unit", { value: output.unit }));
  return problems;
}

/** Places in the calculation request that a member of the head speaks of. */
const places: readonly (readonly [path: RegExp, field: string])[] = [
  [/^A$/, "parameters.A"],
  [/^allowMixedGwp$/, "parameters.allowMixedGwp"],
  [/^cutoff\b/, "parameters.cutoff"],
  [/^productEol\b/, "parameters.productEol"],
  [/^gwpSet$/, "gwpSet"],
];

/** The member of the head that a path of the calculation request speaks of; null for one about lines or denominator. */
export function headMemberAt(path: string): string | null {
  const place = places.find(([pattern]) => pattern.test(path));
  return place === undefined ? null : path.replace(place[0], place[1]);
}

/** What the calculation says about a head without any line. */
function computed(head: StoredHead): readonly CodeAt[] {
  return compute([], head).errors.flatMap(({ code, path }) => {
    const member = path === "energy" || path.startsWith("energy.") ? path : headMemberAt(path);
    return member === null ? [] : [{ code, path: member }];
  });
}
