import { add, divide, isNegative, isZero, one, toDecimal, zero } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { readAllocation } from "./allocation-factor.ts";
import type { CalculationContext, LineEmission } from "./calculation-context.ts";
import { readLines, readPart } from "./calculation-context.ts";
import { decimals } from "./decimals.ts";
import { readElectricity } from "./electricity.ts";
import { Findings } from "./findings.ts";
import { readGwpChoice } from "./gwp.ts";
import { noteUnused, readCarbonMass, readMaterials } from "./material.ts";
import { findMethod, methodVersions } from "./method.ts";
import type { MethodVersion } from "./method.ts";
import { isAbsent, isFields, readQuantity } from "./read.ts";
import type { Element, Fields } from "./read.ts";
import type { ErrorAnswer, PcfResult } from "./request.ts";
import { readTotalEnergy } from "./total-energy.ts";
import { readLeg } from "./transport.ts";

/**
 * Carbon footprint of a product: emissions of all lines by stage, over the total energy (MEE, EU) or the declared output
 * (ISO 14067).
 *
 * Exact: nothing is rounded on the way; an output that does not terminate has 34 significant digits, half to even. A
 * credit enters with its sign. Never throws: every problem of the request is collected, and then there is no result.
 *
 * @param catalogue the method versions a request may name; the published ones unless others are given.
 *
 * Source: MEE draft (March 2025) eq. (1) to (4); draft delegated act on EV batteries (April 2024) with the Circular
 * Footprint Formula of the PEF method; ISO 14067:2018, cradle-to-gate.
 *
 * @example 7 392 kgCO2e over 48 000 kWh is 0.154 kgCO2e/kWh.
 */
export function calculateFootprint(
  request: unknown,
  catalogue: readonly MethodVersion[] = methodVersions,
): PcfResult | ErrorAnswer {
  if (!isFields(request)) return { errors: [{ code: "E_SCHEMA", path: "" }] };
  const findings = new Findings();
  // Without a method stages, defaults and the denominator cannot be judged; all else of the request can.
  const method = readMethod(request, catalogue, findings);
  const unused: string[] = [];
  noteUnused(request, ["productEol"], "", { method, unused });
  const denominator = readDenominator(request["energy"], method, findings);
  const context: CalculationContext = {
    method,
    gwp: readGwpChoice(request, findings),
    allocation: readAllocation(request["A"], "A", method?.allocation ?? null, findings),
    isAllocationStated: !isAbsent(request["A"]),
    unused,
    findings,
  };
  const materials = readMaterials(request, context);
  const lines = [
    ...materials.emissions,
    ...readLines(request["activities"], "activities", readActivity, context),
    ...readLines(request["electricity"], "electricity", readElectricity, context),
    ...readLines(request["transport"], "transport", readTransport, context),
    ...readProductEndOfLife(request["productEol"], context),
  ];
  if (method === null) return findings.refusal();
  const byStage = sumByStage(method, lines);
  const total = [...byStage.values()].reduce(add, zero);
  // Without a total there are no shares. With other errors the total is no total and says nothing.
  if (!findings.hasErrors && isZero(total)) findings.error("E_ZERO_DENOMINATOR", "");
  if (findings.hasErrors || denominator === null) return findings.refusal();

  for (const [stage, kg] of byStage) if (isNegative(kg)) findings.warn("W_NET_CREDIT", `stagesKg.${stage}`);
  const { byLine, split } = sumByLine(lines);
  return {
    method: method.name,
    methodVersion: method.version,
    ...(method.energyRules === null ? {} : { totalEnergyKWh: toDecimal(denominator) }),
    stagesKg: decimals(byStage),
    totalKg: toDecimal(total),
    cfp: toDecimal(divide(total, denominator)),
    shares: decimals([...byStage].map(([stage, kg]) => [stage, divide(kg, total)])),
    linesKg: decimals(Array.from(byLine.values(), ({ id, kg }) => [id, kg] as const)),
    ...(split.size === 0
      ? {}
      : { splitKg: Object.fromEntries([...split].map(([id, parts]) => [id, decimals(parts)])) }),
    ...(materials.cutoff === null ? {} : { cutoff: materials.cutoff }),
    ...(unused.length === 0 ? {} : { unused }),
    warnings: findings.warnings,
  };
}

/** The method and the version of it that is asked for, the newest when none is. `E_SCHEMA` for an unknown one. */
function readMethod(
  request: Fields,
  catalogue: readonly MethodVersion[],
  findings: Findings,
): MethodVersion | null {
  const { method: name, methodVersion: version } = request;
  const newest = typeof name === "string" ? findMethod(name, null, catalogue) : null;
  if (newest === null || typeof name !== "string") {
    findings.error("E_SCHEMA", "method");
    return null;
  }
  if (isAbsent(version)) return newest;
  const asked = typeof version === "string" ? findMethod(name, version, catalogue) : null;
  if (asked === null) findings.error("E_SCHEMA", "methodVersion");
  return asked;
}

/** Total energy in kWh, or the output in the unit in which it was given. */
function readDenominator(energy: unknown, method: MethodVersion | null, findings: Findings): Exact | null {
  if (!isFields(energy)) {
    findings.error("E_SCHEMA", "energy");
    return null;
  }
  if (method === null) return null;
  if (method.energyRules !== null) {
    return readTotalEnergy(energy, method.energyRules, "energy.", findings)?.kWh ?? null;
  }
  const output = readQuantity(energy["output"], "energy.output", findings);
  if (output?.unit?.dimension === "co2e") findings.error("E_UNIT_DIMENSION", "energy.output.unit");
  const value = output?.value ?? null;
  if (value !== null && isZero(value)) findings.error("E_ZERO_DENOMINATOR", "energy.output.value");
  return value;
}

function readActivity({ fields, path, credit }: Element, { findings }: CalculationContext): Exact | null {
  const amount = readQuantity(fields["amount"], `${path}.amount`, findings);
  return readPart(fields["factor"], amount, one, { credit }, `${path}.factor`, findings);
}

function readTransport(element: Element, { method, findings }: CalculationContext): Exact | null {
  const defaults = method === null ? "unknown" : method.transportDefaults;
  return readLeg(element, defaults, findings)?.kg ?? null;
}

/** End-of-life treatment of the whole product, once (MEE full life cycle). */
function readProductEndOfLife(
  value: unknown,
  { method, findings }: CalculationContext,
): readonly LineEmission[] {
  if (isAbsent(value)) return [];
  const kg = readCarbonMass(value, "productEol", false, findings);
  if (method?.members.includes("productEol") !== true) return [];
  const stage = method.endOfLifeStage;
  return kg === null || stage === null ? [] : [{ id: "productEol", stage, kg }];
}

function sumByStage(method: MethodVersion, lines: readonly LineEmission[]): ReadonlyMap<string, Exact> {
  const sums = new Map(method.stages.map((stage) => [stage, zero]));
  for (const { stage, kg } of lines) sums.set(stage, add(sums.get(stage) ?? zero, kg));
  return sums;
}

interface LineSums {
  readonly byLine: ReadonlyMap<string, LineEmission>;
  /** By stage, the lines that count in several. */
  readonly split: ReadonlyMap<string, ReadonlyMap<string, Exact>>;
}

/** One id may stand in two lists; its emissions are then shown together, so that the lines add up to the total. */
function sumByLine(lines: readonly LineEmission[]): LineSums {
  const byLine = new Map<string, LineEmission>();
  const split = new Map<string, Map<string, Exact>>();
  for (const line of lines) {
    const { id, stage, kg } = line;
    const known = byLine.get(id);
    byLine.set(id, known === undefined ? line : { ...known, kg: add(known.kg, kg) });
    if (known === undefined || (known.stage === stage && !split.has(id))) continue;
    const parts = split.get(id) ?? new Map([[known.stage, known.kg]]);
    split.set(id, parts.set(stage, add(parts.get(stage) ?? zero, kg)));
  }
  return { byLine, split };
}
