import { add, compare, isZero, multiply, one, parseExact, subtract, zero } from "../../quantity/exact.ts";
import type { Exact } from "../../quantity/exact.ts";
import { parseUnit } from "../../quantity/unit.ts";
import type { CutoffRecord, MaterialRequest, PcfRequest } from "../request.ts";
import type { Input, LinePart, PartName } from "./line-parts.ts";
import { inputKey, sumOfParts, termValue } from "./line-parts.ts";

/**
 * One component of an inventory with a cut-off, ready to be asked whether another value of one input changes what is cut
 * and who takes the mass, without calculating the component anew.
 */
export interface ComponentModel {
  readonly materials: readonly MaterialRequest[];
  /** Emission of all its materials, kgCO2e. */
  readonly kg: Exact;
  readonly threshold: Exact;
  readonly cumulativeLimit: Exact | null;
  readonly isAutomatic: boolean;
  readonly totalMass: Exact;
  readonly cutMass: Exact;
  readonly isCut: ReadonlySet<string>;
  /** Null while nothing is cut. */
  readonly receiver: string | null;
  /** kg. */
  readonly masses: ReadonlyMap<string, Exact>;
  readonly partsOf: ReadonlyMap<string, readonly LinePart[]>;
  /** The two heaviest of those cut, the two lightest and the two strongest of those retained: one of each may be asked. */
  readonly heaviestCut: readonly string[];
  readonly lightestKept: readonly string[];
  readonly strongestKept: readonly Strength[];
}

/** What decides who takes the mass: kgCO2e of a kilogram in its production, then mass, then id. */
interface Strength {
  readonly line: string;
  readonly perKg: Exact;
  readonly mass: Exact;
}

/** By line, the components of the materials of a request that computes; empty when it asks for no cut-off. */
export function cutOffModels(
  request: PcfRequest,
  cutoff: CutoffRecord | undefined,
  parts: readonly LinePart[],
): ReadonlyMap<string, ComponentModel> {
  const isAutomatic = request.cutoff?.auto === true;
  const models = new Map<string, ComponentModel>();
  if (cutoff === undefined) return models;
  const members = new Map<string | null, MaterialRequest[]>();
  for (const material of request.materials ?? []) {
    const component = material.component ?? null;
    const known = members.get(component);
    if (known === undefined) members.set(component, [material]);
    else known.push(material);
  }
  const partsOf = new Map<string, LinePart[]>();
  for (const part of parts) {
    const known = part.kind === "material" ? partsOf.get(part.line) : undefined;
    if (known !== undefined) known.push(part);
    else if (part.kind === "material") partsOf.set(part.line, [part]);
  }
  const limits = {
    threshold: parseExact(cutoff.threshold) ?? zero,
    cumulativeLimit: cutoff.cumulativeLimit === null ? null : parseExact(cutoff.cumulativeLimit),
    isAutomatic,
  };
  for (const { component, receiver, cut } of cutoff.components) {
    const materials = members.get(component) ?? [];
    const masses = new Map(materials.map(({ id, mass }) => [id, massOf(mass)]));
    const isCut = new Set(cut.map(({ id }) => id));
    const mass = (line: string) => masses.get(line) ?? zero;
    const sumOf = (lines: Iterable<string>) => [...lines].reduce((sum, line) => add(sum, mass(line)), zero);
    const byMass = [...masses.keys()].toSorted((a, b) => compare(mass(a), mass(b)));
    const kept = byMass.filter((line) => !isCut.has(line));
    const own = materials.map(({ id }) => partsOf.get(id) ?? []);
    const model: ComponentModel = {
      ...{ ...limits, materials, receiver, isCut, masses, partsOf },
      kg: sumOfParts(own.flat()),
      totalMass: sumOf(masses.keys()),
      cutMass: sumOf(isCut),
      heaviestCut: byMass.filter((line) => isCut.has(line)).slice(-2),
      lightestKept: kept.slice(0, 2),
      strongestKept: kept
        .map((line) => ({ line, mass: mass(line), perKg: perKgOf(partsOf.get(line) ?? [], isProduction) }))
        .toSorted(byStrength)
        .slice(0, 2),
    };
    for (const { id } of materials) models.set(id, model);
  }
  return models;
}

/**
 * Emission in kgCO2e by which a component's total is off when it is taken with another value of one input but the same
 * receiver: 0 while the receiver stays, the cut masses' difference when another input takes them. Null when it may be that
 * other inputs are cut, and the component has to be calculated anew.
 */
export function receiverShift(model: ComponentModel, input: Input, value: Exact): Exact | null {
  const { line, name } = input;
  if (line === null) return null;
  const before = model.masses.get(line) ?? zero;
  const after = name === "mass" ? multiply(value, sizeOf(input.unit)) : before;
  if (!cutsTheSame(model, line, after)) return null;
  if (model.receiver === null) return zero;
  const instead = new Map([[inputKey(input), value]]);
  const partsOf = (of: string) => model.partsOf.get(of) ?? [];
  const others = model.strongestKept.filter((kept) => kept.line !== line);
  const own: Strength = { line, mass: after, perKg: perKgOf(partsOf(line), isProduction, instead) };
  const strongest = (model.isCut.has(line) ? others : [...others, own]).toSorted(byStrength)[0];
  if (strongest === undefined) return null;
  if (strongest.line === model.receiver) return zero;
  const cutMass = model.isCut.has(line) ? add(model.cutMass, subtract(after, before)) : model.cutMass;
  const emits = (of: string) => perKgOf(partsOf(of), () => true, instead);
  return multiply(cutMass, subtract(emits(strongest.line), emits(model.receiver)));
}

/** Whether the same inputs are cut, with another mass of one of them. */
function cutsTheSame(model: ComponentModel, line: string, after: Exact): boolean {
  const { masses, isCut, isAutomatic, threshold, cumulativeLimit } = model;
  const change = subtract(after, masses.get(line) ?? zero);
  const totalMass = add(model.totalMass, change);
  const limit = multiply(threshold, totalMass);
  const massOfOther = (other: string) => masses.get(other) ?? zero;
  const isBelow = (mass: Exact) => compare(mass, limit) < 0;
  const heaviest = model.heaviestCut.filter((other) => other !== line).at(-1);
  if (heaviest !== undefined && !isBelow(massOfOther(heaviest))) return false;
  if (isCut.has(line) && !isBelow(after)) return false;
  const lightest = model.lightestKept.find((other) => other !== line);
  // One that weighs nothing may lack its factor, and nobody without a factor takes the mass.
  if (isZero(totalMass) || (lightest !== undefined && isZero(massOfOther(lightest)))) return false;
  if (!isCut.has(line) && isZero(after)) return false;
  if (isAutomatic && lightest !== undefined && isBelow(massOfOther(lightest))) return false;
  if (isAutomatic && !isCut.has(line) && isBelow(after)) return false;
  const cutMass = isCut.has(line) ? add(model.cutMass, change) : model.cutMass;
  return cumulativeLimit === null || compare(cutMass, multiply(cumulativeLimit, totalMass)) <= 0;
}

/** The strongest first. */
function byStrength(a: Strength, b: Strength): number {
  return compare(b.perKg, a.perKg) || compare(b.mass, a.mass) || (a.line < b.line ? -1 : 1);
}

/** kgCO2e of one kilogram in the parts that are counted: their terms but the mass. */
function perKgOf(
  parts: readonly LinePart[],
  counts: (part: LinePart) => boolean,
  instead?: ReadonlyMap<string, Exact>,
): Exact {
  let sum = zero;
  for (const part of parts) {
    const others = part.terms.filter(({ of }) => !of.some(({ input }) => input.name === "mass"));
    // What is stated once, for the whole of the material, does not grow with its mass.
    if (others.length === part.terms.length || !counts(part)) continue;
    const size = others.reduce((product, term) => multiply(product, termValue(term, instead)), one);
    sum = part.isCredit ? subtract(sum, size) : add(sum, size);
  }
  return sum;
}

const productionParts: ReadonlySet<PartName> = new Set(["virgin", "recycled", "recycledAllocated"]);

function isProduction({ name }: LinePart): boolean {
  return productionParts.has(name);
}

function massOf(mass: MaterialRequest["mass"]): Exact {
  return multiply(parseExact(mass?.value ?? "") ?? zero, sizeOf(mass?.unit ?? ""));
}

function sizeOf(unit: string): Exact {
  return parseUnit(unit)?.inBase ?? one;
}
