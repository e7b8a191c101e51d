import { add, isNegative, isZero, multiply, one, subtract, toDecimal, zero } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import type { CalculationContext, LineEmission } from "./calculation-context.ts";
import { readStage } from "./calculation-context.ts";
import { readCircular } from "./circular-formula.ts";
import type { CutOffInput, CutOffRules } from "./cut-off.ts";
import { cutOff, cutOffRecord, lacksReceiver, readCutOffRules, readReason } from "./cut-off.ts";
import type { Findings } from "./findings.ts";
import { readOwnGwpSet } from "./gwp.ts";
import type { MethodVersion, OwnMember } from "./method.ts";
import {
  inBaseUnit,
  isAbsent,
  isFields,
  readAnyQuantity,
  readFactorInBase,
  readFlag,
  readList,
  readQuantity,
  readShare,
  readShareOr,
} from "./read.ts";
import type { Element, Fields } from "./read.ts";
import type { ComponentCutoff, CutoffRecord } from "./request.ts";

interface MaterialsRead {
  readonly emissions: readonly LineEmission[];
  /** Null when no cut-off was asked for. */
  readonly cutoff: CutoffRecord | null;
}

/**
 * Emissions of the materials of an inventory: what their production emits in their own stage, and what their end of life
 * does in the stage the method has for it. Inputs that are cut emit nothing; the input that takes their mass counts with
 * it. Everything that is missing or wrong is reported, and its line left out.
 *
 * For m kilograms, with the share R of recycled input, R* recovered, virgin and recycled factor Ev and Er:
 *
 * - ISO 14067 and MEE partial, eq. (1): m [(1 - R) Ev + R Er]; recycled input brings no credit.
 * - MEE full, eq. (3): m [R A Ev + R Er + (1 - R) Ev] + m (- R* A Ev) + EOL. The printed equation lacks m and adds EOL,
 *   which is kgCO2e, to terms per kilogram; closed here by `eol.basis` (our reading).
 * - EU: the Circular Footprint Formula. A material without `cff` has R1 = R and Erec = Er, and nothing is counted for an
 *   end of life that nobody described (our reading); the rest of the formula needs a `cff`, and then all of its factors.
 *
 * Source: MEE draft (March 2025) 5.4.2 and 5.4.6; ISO 14067:2018; PEF method.
 */
export function readMaterials(request: Fields, context: CalculationContext): MaterialsRead {
  const { findings, method } = context;
  const list = request["materials"];
  const cutOffRules = readCutOff(request["cutoff"], method, context);
  if (isAbsent(list)) return { emissions: [], cutoff: null };
  const materials = readList(list, "materials", findings, (element) => readMaterial(element, context));
  const isAsked = !isAbsent(request["cutoff"]) || materials.some(({ isFlagged }) => isFlagged);
  if (!isAsked || cutOffRules === null) {
    // By rules that could not be read nobody knows what would be cut.
    const isOpen = (material: Material) =>
      isAsked && (material.isFlagged || (isFields(request["cutoff"]) && request["cutoff"]["auto"] === true));
    for (const material of materials) {
      if (!isOpen(material)) reportMissing(material, material.mass, context);
    }
    return { emissions: allEmissions(materials, (material) => material.mass), cutoff: null };
  }
  return cutOffMaterials(materials, cutOffRules, context);
}

interface Material {
  readonly id: string;
  readonly path: string;
  readonly component: string | null;
  /** Null when it could not be read. */
  readonly stage: string | null;
  readonly endOfLifeStage: string | null;
  /** kg; null when it could not be read. */
  readonly mass: Exact | null;
  readonly perKg: PerKg;
  /** kgCO2e of end-of-life treatment, whatever the mass. */
  readonly treatment: Exact | null;
  readonly isFlagged: boolean;
  readonly reason: string | null;
}

/** kgCO2e per kilogram; null when a factor could not be read, 0 in place of one that is missing. */
interface PerKg {
  readonly production: Exact | null;
  readonly endOfLife: Exact | null;
  /** Places of factors that are needed once there is any of the material. */
  readonly missing: readonly string[];
}

function readMaterial(element: Element, context: CalculationContext): Material {
  const { fields, path, id } = element;
  const { method, findings, gwp } = context;
  const stage = isAbsent(fields["stage"])
    ? (method?.materialStage ?? null)
    : readStage(fields["stage"], `${path}.stage`, context);
  if (!isAbsent(fields["gwpSet"])) readOwnGwpSet(fields["gwpSet"], `${path}.gwpSet`, gwp, findings);
  noteUnused(fields, ["Rstar", "eol", "cff"], `${path}.`, context);
  const mass = inBaseUnit(readQuantity(fields["mass"], `${path}.mass`, findings, "mass"));
  const isEolInStage = stage === method?.endOfLifeStage;
  const described = readEndOfLife(fields["eol"], element, context);
  const eol = has(method, "eol") ? described : noTreatment;
  const perKg = readPerKg(element, isEolInStage, context);
  return {
    id,
    path,
    component: isAbsent(fields["component"])
      ? null
      : readReason(fields["component"], `${path}.component`, findings),
    stage,
    endOfLifeStage: method?.endOfLifeStage ?? null,
    mass,
    perKg: eol === noTreatment ? perKg : { ...perKg, endOfLife: sumOf(perKg.endOfLife, eol.perKg) },
    treatment: eol.once,
    isFlagged: isAbsent(fields["cut"]) ? false : readFlag(fields["cut"], `${path}.cut`, findings),
    reason: isAbsent(fields["cutReason"])
      ? null
      : readReason(fields["cutReason"], `${path}.cutReason`, findings),
  };
}

function sumOf(a: Exact | null, b: Exact | null): Exact | null {
  return a === null || b === null ? null : add(a, b);
}

/**
 * Members that only another method understands. One inventory is asked under several methods, so they may stand; they are
 * judged and count for nothing, and the answer names them so that nobody believes they do.
 */
export function noteUnused(
  fields: Fields,
  names: readonly OwnMember[],
  prefix: string,
  { method, unused }: Pick<CalculationContext, "method" | "unused">,
): void {
  if (method === null) return;
  for (const name of names) {
    if (!isAbsent(fields[name]) && !has(method, name)) unused.push(`${prefix}${name}`);
  }
}

function has(method: MethodVersion | null, name: OwnMember): boolean {
  return method?.members.includes(name) ?? false;
}

function readPerKg(element: Element, isEolInStage: boolean, context: CalculationContext): PerKg {
  const { fields, path } = element;
  const { method, findings } = context;
  const cff = fields["cff"];
  if (!isAbsent(cff) && !isFields(cff)) {
    findings.error("E_SCHEMA", `${path}.cff`);
    return { production: null, endOfLife: null, missing: [] };
  }
  if (has(method, "cff") && isFields(cff)) return readCircularPerKg(cff, element, context);
  const weights = readWeights(fields, path, context);
  const missing: string[] = [];
  const isVirgin = weights !== null && isVirginNeeded(weights, isEolInStage);
  const Ev = readOwnFactor("Ev", isVirgin, element, context, missing);
  const isRecycled = weights !== null && !isZero(weights.recycled);
  const Er = readOwnFactor("Er", isRecycled, element, context, missing);
  if (weights === null || Ev === null || Er === null) return { production: null, endOfLife: null, missing };
  return {
    production: add(multiply(weights.virgin, Ev), multiply(weights.recycled, Er)),
    endOfLife: multiply(weights.recovered, Ev),
    missing,
  };
}

/** A factor of the material; 0 when it is absent, and then its place is noted as missing where it is needed. */
function readOwnFactor(
  name: "Ev" | "Er",
  isNeeded: boolean,
  { fields, path, credit }: Element,
  { method, findings }: CalculationContext,
  missing: string[],
): Exact | null {
  const value = fields[name];
  if (!isAbsent(value)) return readFactorInBase(value, `${path}.${name}`, findings, { per: "mass", credit });
  // Whether a method takes its factors from elsewhere, only the method can tell.
  if (isNeeded && method !== null) missing.push(`${path}.${name}`);
  return zero;
}

/** What the factors of a kilogram are multiplied by: Ev and Er in its production, Ev in its end of life. */
interface Weights {
  readonly virgin: Exact;
  readonly recycled: Exact;
  readonly recovered: Exact;
}

/** Virgin material and no recovery: the same under every method. */
const allVirgin: Weights = { virgin: one, recycled: zero, recovered: zero };

function readWeights(
  fields: Fields,
  path: string,
  { method, findings, allocation }: CalculationContext,
): Weights | null {
  const recycled = isAbsent(fields["Rr"]) ? zero : readShare(fields["Rr"], `${path}.Rr`, findings);
  const stated = readShareOr(zero, fields["Rstar"], `${path}.Rstar`, findings);
  if (recycled === null || stated === null) return null;
  const recovered = has(method, "Rstar") ? stated : zero;
  if (isZero(recycled) && isZero(recovered)) return allVirgin;
  const virgin = subtract(one, recycled);
  const formula = method?.materialFormula ?? "recycled_content";
  if (formula === "recycled_content") return { virgin, recycled, recovered: zero };
  if (allocation === null) return null;
  if (formula === "mee_full") {
    const credit = multiply(recovered, allocation);
    return {
      virgin: add(virgin, multiply(recycled, allocation)),
      recycled,
      recovered: subtract(zero, credit),
    };
  }
  return {
    virgin: subtract(one, multiply(recycled, allocation)),
    recycled: multiply(recycled, allocation),
    recovered: zero,
  };
}

/** What cancels out inside one stage is multiplied by nothing: with Rr and R* of 1, Ev does not count. */
function isVirginNeeded({ virgin, recovered }: Weights, isEolInStage: boolean): boolean {
  return isEolInStage ? !isZero(add(virgin, recovered)) : !isZero(virgin) || !isZero(recovered);
}

/** The Circular Footprint Formula; what `cff` leaves open is taken from the material: Ev, and Rr and Er for R1 and Erec. */
function readCircularPerKg(cff: Fields, element: Element, context: CalculationContext): PerKg {
  const { fields, path, credit } = element;
  const { method, findings, allocation } = context;
  const elsewhere: Readonly<Record<string, string>> = { Ev: "Ev", R1: "Rr", Erec: "Er" };
  for (const [name, other] of Object.entries(elsewhere)) {
    // Of two different values one would not count.
    if (differ(cff[name], fields[other])) findings.error("E_SCHEMA", `${path}.cff.${name}`);
  }
  const member = (name: string) => {
    const other = elsewhere[name];
    return other !== undefined && isAbsent(cff[name])
      ? { value: fields[other], path: `${path}.${other}` }
      : { value: cff[name], path: `${path}.cff.${name}` };
  };
  const statedA = context.isAllocationStated ? allocation : null;
  const rules = { allocation: method?.allocation ?? null, statedA, isWhole: false, credit };
  const { perKg, missing } = readCircular(member, rules, findings);
  if (perKg === null) return { production: null, endOfLife: null, missing };
  const endOfLife = add(perKg.material, add(perKg.energy, perKg.disposal));
  return { production: perKg.production, endOfLife, missing };
}

/** Treatment at the end of life: for each kilogram, or once. */
interface Treatment {
  readonly perKg: Exact | null;
  readonly once: Exact | null;
}

const noTreatment: Treatment = { perKg: zero, once: zero };

function readEndOfLife(
  value: unknown,
  { path, credit }: Element,
  { findings }: CalculationContext,
): Treatment {
  if (isAbsent(value)) return noTreatment;
  const nothing: Treatment = { perKg: null, once: null };
  if (!isFields(value)) {
    findings.error("E_SCHEMA", `${path}.eol`);
    return nothing;
  }
  const valuePath = `${path}.eol.value`;
  if (value["basis"] === "per_kg") {
    const perKg = readFactorInBase(value["value"], valuePath, findings, { per: "mass", credit });
    return { perKg, once: zero };
  }
  if (value["basis"] === "absolute") {
    return { perKg: zero, once: readCarbonMass(value["value"], valuePath, credit, findings) };
  }
  findings.error("E_SCHEMA", `${path}.eol.basis`);
  return nothing;
}

/** Both stated, and not the same. */
function differ(a: unknown, b: unknown): boolean {
  if (isAbsent(a) || isAbsent(b)) return false;
  return isFields(a) && isFields(b) ? a["value"] !== b["value"] || a["unit"] !== b["unit"] : a !== b;
}

/** A mass of CO2e in kg; below zero only for a credit. */
export function readCarbonMass(
  value: unknown,
  path: string,
  credit: boolean,
  findings: Findings,
): Exact | null {
  const mass = readAnyQuantity(value, path, findings);
  if (mass?.value != null && isNegative(mass.value) && !credit) {
    findings.error("E_NEGATIVE_QUANTITY", `${path}.value`);
  }
  if (mass?.unit != null && (mass.unit.dimension !== "co2e" || mass.unit.per !== null)) {
    findings.error("E_UNIT_DIMENSION", `${path}.unit`);
    return null;
  }
  return inBaseUnit(mass);
}

/** A factor that nobody stated, of a material there is any of. */
function reportMissing(
  { perKg }: Material,
  mass: Exact | null,
  { findings }: Pick<CalculationContext, "findings">,
): void {
  if (mass !== null && isZero(mass)) return;
  for (const path of perKg.missing) findings.error("E_MISSING_FACTOR", path);
}

/** Nothing where something could not be read, which has been reported. */
function allEmissions(
  materials: readonly Material[],
  massOf: (material: Material) => Exact | null,
): readonly LineEmission[] {
  const emissions: LineEmission[] = [];
  for (const material of materials) {
    const { id, stage, endOfLifeStage, perKg, treatment } = material;
    const mass = massOf(material);
    if (mass === null || stage === null || perKg.production === null) continue;
    if (perKg.endOfLife === null || treatment === null) continue;
    const made = multiply(mass, perKg.production);
    const ended = endOfLifeStage === null ? zero : add(multiply(mass, perKg.endOfLife), treatment);
    if (endOfLifeStage === null || endOfLifeStage === stage || isZero(ended)) {
      emissions.push({ id, stage, kg: add(made, ended) });
    } else {
      emissions.push({ id, stage, kg: made }, { id, stage: endOfLifeStage, kg: ended });
    }
  }
  return emissions;
}

/** Rules of the cut-off as the request states them; null when they could not be read or the method is unknown. */
function readCutOff(
  value: unknown,
  method: MethodVersion | null,
  { findings }: Pick<CalculationContext, "findings">,
): CutOffRules | null {
  if (!isAbsent(value) && !isFields(value)) {
    findings.error("E_SCHEMA", "cutoff");
    return null;
  }
  const byDefault = method?.cutOff ?? { threshold: "0.01", cumulativeLimit: null };
  return readCutOffRules(value ?? {}, "cutoff.", byDefault, findings);
}

/** Component by component: which inputs are cut, who takes their mass, and what the rest emits with it. */
function cutOffMaterials(
  materials: readonly Material[],
  rules: CutOffRules,
  context: CalculationContext,
): MaterialsRead {
  const kept = new Map<Material, Exact>();
  const components: ComponentCutoff[] = [];
  const isDecided = new Set<Material>();
  const needed = new Set<Material>();
  for (const [component, members] of byComponent(materials)) {
    const inputs = cutOffInputs(members);
    // With a mass that could not be read nobody knows any share of this component.
    if (inputs === null) continue;
    const outcome = cutOff(inputs, rules, "materials", context.findings);
    for (const [place, material] of members.entries()) {
      isDecided.add(material);
      if (outcome.isCut[place] === true) continue;
      kept.set(material, outcome.masses[place] ?? zero);
      if (lacksReceiver(outcome)) needed.add(material);
    }
    if (!isZero(outcome.totalMass)) components.push(cutOffRecord(component, inputs, outcome));
  }
  for (const material of materials) {
    const isKept = isDecided.has(material) ? kept.has(material) : !material.isFlagged && !rules.isAutomatic;
    if (isKept) reportMissing(material, needed.has(material) ? null : material.mass, context);
  }
  return {
    emissions: [
      ...allEmissions(materials, (material) => kept.get(material) ?? null),
      ...materials.flatMap((material) =>
        material.stage === null || kept.has(material)
          ? []
          : [{ id: material.id, stage: material.stage, kg: zero }],
      ),
    ],
    cutoff: {
      threshold: toDecimal(rules.threshold),
      cumulativeLimit: rules.cumulativeLimit === null ? null : toDecimal(rules.cumulativeLimit),
      components,
    },
  };
}

function byComponent(materials: readonly Material[]): ReadonlyMap<string | null, readonly Material[]> {
  const groups = new Map<string | null, Material[]>();
  for (const material of materials) {
    const group = groups.get(material.component);
    if (group === undefined) groups.set(material.component, [material]);
    else group.push(material);
  }
  return groups;
}

/**
 * Materials as inputs of the cut-off. The factor that decides who takes the mass is what a kilogram emits in its
 * production under this method, with its recycled share (our reading): the end of life plays no part in it.
 */
function cutOffInputs(members: readonly Material[]): readonly CutOffInput[] | null {
  const inputs = members.flatMap(({ id, path, mass, perKg, isFlagged, reason }) =>
    mass === null || isNegative(mass)
      ? []
      : [
          {
            ...{ id, path, mass, isFlagged, reason },
            factor: perKg.missing.length > 0 ? null : perKg.production,
          },
        ],
  );
  return inputs.length === members.length ? inputs : null;
}
