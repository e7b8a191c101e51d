import {
  absolute,
  add,
  compare,
  divide,
  isNegative,
  isZero,
  multiply,
  one,
  parseExact,
  subtract,
  toDecimal,
  zero,
} from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { Findings } from "./findings.ts";
import { currentGwpSet, selectableGwpSets } from "./gwp.ts";
import { findMethod } from "./method.ts";
import type { MethodVersion } from "./method.ts";
import {
  emission,
  isAbsent,
  isFields,
  readFactor,
  readFlag,
  readList,
  readQuantity,
  readSignedDecimal,
  readShare,
} from "./read.ts";
import type { Element, FactorRules, Fields, ReadQuantity } from "./read.ts";
import type { ErrorAnswer, PcfResult } from "./request.ts";
import { readTotalEnergy } from "./total-energy.ts";
import { readLeg } from "./transport.ts";

/**
 * Carbon footprint of a product: emissions of all lines by stage, over the total energy (MEE) or the declared output
 * (ISO 14067).
 *
 * Exact: nothing is rounded on the way; an output that does not terminate has 34 significant digits, half to even. A
 * credit enters with its sign. Never throws: every problem of the request is collected, and then there is no result.
 *
 * Source: MEE draft (March 2025) eq. (1), partial life cycle; ISO 14067:2018, cradle-to-gate.
 *
 * @example 7 392 kgCO2e over 48 000 kWh is 0.154 kgCO2e/kWh.
 */
export function calculateFootprint(request: unknown): PcfResult | ErrorAnswer {
  if (!isFields(request)) return { errors: [{ code: "E_SCHEMA", path: "" }] };
  const findings = new Findings();
  const method = typeof request["method"] === "string" ? findMethod(request["method"]) : null;
  // Without a method stages, defaults and the denominator cannot be judged; all else of the request can.
  if (method === null) findings.error("E_SCHEMA", "method");
  if (method !== null) for (const name of unsupported.request) refuseMember(request, name, "", findings);
  const denominator = readDenominator(request["energy"], method, findings);
  const gwp = readGwp(request, findings);
  judgeAllocation(request["A"], method, findings);
  const context: Context = { method, gwp, findings };
  const lines = [
    ...readLines(request["materials"], "materials", readMaterial, context),
    ...readLines(request["activities"], "activities", readActivity, context),
    ...readLines(request["electricity"], "electricity", readElectricity, context),
    ...readLines(request["transport"], "transport", readTransport, context),
  ];
  if (method === null) return findings.refusal();
  const byStage = new Map(method.stages.map((stage) => [stage, zero]));
  for (const { stage, kg } of lines) byStage.set(stage, add(byStage.get(stage) ?? zero, kg));
  const total = [...byStage.values()].reduce(add, zero);
  // Without a total there are no shares. With other errors the total is no total and says nothing.
  if (!findings.hasErrors && isZero(total)) findings.error("E_ZERO_DENOMINATOR", "");
  if (findings.hasErrors || denominator === null) return findings.refusal();

  for (const [stage, kg] of byStage) if (isNegative(kg)) findings.warn("W_NET_CREDIT", `stagesKg.${stage}`);
  return {
    method: method.name,
    methodVersion: method.version,
    ...(method.energyRules === null ? {} : { totalEnergyKWh: toDecimal(denominator) }),
    stagesKg: decimals(byStage),
    totalKg: toDecimal(total),
    cfp: toDecimal(divide(total, denominator)),
    shares: decimals([...byStage].map(([stage, kg]) => [stage, divide(kg, total)])),
    linesKg: decimals(sumById(lines)),
    warnings: findings.warnings,
  };
}

interface Line {
  readonly id: string;
  readonly stage: string;
  readonly kg: Exact;
}

interface Context {
  /** Null when the request names none that is known. */
  readonly method: MethodVersion | null;
  readonly gwp: { readonly set: string | null; readonly allowMixed: boolean };
  readonly findings: Findings;
}

/** Members of the request form that belong to methods or steps without a calculation yet: refused, never ignored. */
const unsupported = {
  request: ["cutoff", "cff", "productEol"],
  material: ["cut", "Rstar", "eol", "cff"],
} as const;

function refuseMember(fields: Fields, name: string, prefix: string, findings: Findings): void {
  const value = fields[name];
  if (!isAbsent(value) && value !== false) findings.error("E_SCHEMA", `${prefix}${name}`);
}

function judgeAllocation(value: unknown, method: MethodVersion | null, findings: Findings): void {
  if (isAbsent(value)) return;
  const factor = readSignedDecimal(value, "A", findings);
  const [lowest, highest] = method?.allocationRange?.map(parseExact) ?? [];
  if (factor === null || !lowest || !highest) return;
  if (compare(factor, lowest) < 0 || compare(factor, highest) > 0) findings.error("E_PARAM_RANGE", "A");
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

function readGwp(request: Fields, findings: Findings): Context["gwp"] {
  const allowMixed = readFlag(request["allowMixedGwp"], "allowMixedGwp", findings);
  return { set: readGwpSet(request["gwpSet"] ?? currentGwpSet, "gwpSet", findings), allowMixed };
}

function readGwpSet(value: unknown, path: string, findings: Findings): string | null {
  if (typeof value !== "string") findings.error("E_SCHEMA", path);
  else if (!selectableGwpSets.has(value)) findings.error("E_GWP_SET", path);
  else {
    if (value !== currentGwpSet) findings.warn("W_GWP_OUTDATED", path);
    return value;
  }
  return null;
}

function readLines(
  list: unknown,
  name: string,
  readEmission: (element: Element, context: Context) => Exact | null,
  context: Context,
): readonly Line[] {
  if (isAbsent(list)) return [];
  return readList(list, name, context.findings, (element) => {
    const { fields, path, id } = element;
    const stage = readStage(fields["stage"], name, `${path}.stage`, context);
    readLineGwp(fields["gwpSet"], `${path}.gwpSet`, context);
    const kg = readEmission(element, context);
    return stage === null || kg === null ? null : { id, stage, kg };
  });
}

function readStage(value: unknown, list: string, path: string, { method, findings }: Context): string | null {
  if (isAbsent(value) && list === "materials") return method?.materialStage ?? null;
  if (typeof value === "string" && (method === null || method.stages.includes(value))) return value;
  findings.error("E_SCHEMA", path);
  return null;
}

/** The set a factor was made with, where it differs from the one of the calculation. */
function readLineGwp(value: unknown, path: string, { gwp, findings }: Context): void {
  if (isAbsent(value) || value === gwp.set) return;
  const set = readGwpSet(value, path, findings);
  if (set !== null && gwp.set !== null && !gwp.allowMixed) findings.error("E_GWP_MIXED", path);
}

/** m x [(1 - Rr) Ev + Rr Er]: recycled input carries the burden of its own processing and brings no credit. */
function readMaterial({ fields, path, credit }: Element, { method, findings }: Context): Exact | null {
  if (method !== null)
    for (const name of unsupported.material) refuseMember(fields, name, `${path}.`, findings);
  const mass = readQuantity(fields["mass"], `${path}.mass`, findings, "mass");
  const recycled = isAbsent(fields["Rr"]) ? zero : readShare(fields["Rr"], `${path}.Rr`, findings);
  const virgin = recycled === null ? null : subtract(one, recycled);
  // Whether a method takes its factors from elsewhere, only the method can tell.
  const part = (name: "Ev" | "Er", share: Exact | null) =>
    method === null && isAbsent(fields[name])
      ? null
      : readPart(fields[name], mass, share, { per: "mass", credit }, `${path}.${name}`, findings);
  const ev = part("Ev", virgin);
  const er = part("Er", recycled);
  return ev === null || er === null ? null : add(ev, er);
}

function readActivity({ fields, path, credit }: Element, { findings }: Context): Exact | null {
  const amount = readQuantity(fields["amount"], `${path}.amount`, findings);
  return readPart(fields["factor"], amount, one, { credit }, `${path}.factor`, findings);
}

/** Amount x sum of share x factor; the shares are taken as stated and must add up to 1 within 1e-9. */
function readElectricity({ fields, path, credit }: Element, { findings, method }: Context): Exact | null {
  const amount = readQuantity(fields["amount"], `${path}.amount`, findings, "energy");
  const sources: unknown = fields["sources"];
  if (!Array.isArray(sources)) {
    findings.error("E_SCHEMA", `${path}.sources`);
    return null;
  }
  const elements: readonly unknown[] = sources;
  const shares: (Exact | null)[] = [];
  const parts = elements.map((source, index) => {
    const sourcePath = `${path}.sources[${index}]`;
    if (!isFields(source)) {
      findings.error("E_SCHEMA", sourcePath);
      shares.push(null);
      return null;
    }
    const share = readShare(source["share"], `${sourcePath}.share`, findings);
    shares.push(share);
    readModel(source["model"], `${sourcePath}.model`, method, findings);
    const rules = { per: "energy", credit } as const;
    return readPart(source["factor"], amount, share, rules, `${sourcePath}.factor`, findings);
  });
  const sum = sumIfAll(shares);
  if (sum !== null && compare(absolute(subtract(sum, one)), tolerance) > 0) {
    findings.error("E_SHARE_RANGE", `${path}.sources`);
  }
  return sumIfAll(parts);
}

/** How far shares that must add up to 1 may be off. */
const tolerance = parseExact("1e-9") ?? zero;

function readModel(value: unknown, path: string, method: MethodVersion | null, findings: Findings): void {
  if (typeof value !== "string") findings.error("E_SCHEMA", path);
  else if (method !== null && !method.electricityModels.some((model) => model === value))
    findings.error("E_ELECTRICITY_MODEL", path);
}

function readTransport(element: Element, { method, findings }: Context): Exact | null {
  const defaults = method === null ? "unknown" : method.transportDefaults;
  return readLeg(element, defaults, findings)?.kg ?? null;
}

/** Amount x share x factor in kgCO2e. The factor may be absent only where what it multiplies is zero. */
function readPart(
  factor: unknown,
  amount: ReadQuantity | null,
  share: Exact | null,
  rules: FactorRules,
  path: string,
  findings: Findings,
): Exact | null {
  if (isAbsent(factor)) {
    const isUnused = (share !== null && isZero(share)) || (amount?.value != null && isZero(amount.value));
    if (isUnused) return zero;
    // A share that could not be read has been reported; whether its factor is needed is not known.
    if (share !== null) findings.error("E_MISSING_FACTOR", path);
    return null;
  }
  const kg = emission(amount, readFactor(factor, path, findings, rules), path, findings);
  return kg === null || share === null ? null : multiply(kg, share);
}

function sumIfAll(values: readonly (Exact | null)[]): Exact | null {
  return values.reduce((sum, value) => (sum === null || value === null ? null : add(sum, value)), zero);
}

/** One id may stand in two lists; its emissions are then shown together, so that the lines add up to the total. */
function sumById(lines: readonly Line[]): ReadonlyMap<string, Exact> {
  const sums = new Map<string, Exact>();
  for (const { id, kg } of lines) {
    const known = sums.get(id);
    sums.set(id, known === undefined ? kg : add(known, kg));
  }
  return sums;
}

function decimals(values: Iterable<readonly [string, Exact]>): Readonly<Record<string, string>> {
  return Object.fromEntries([...values].map(([name, value]) => [name, toDecimal(value)]));
}
