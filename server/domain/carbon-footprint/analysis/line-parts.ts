import {
  add,
  compare,
  divide,
  isZero,
  multiply,
  one,
  parseExact,
  subtract,
  zero,
} from "../../quantity/exact.ts";
import type { Exact } from "../../quantity/exact.ts";
import { parseUnit } from "../../quantity/unit.ts";
import type { Unit } from "../../quantity/unit.ts";
import { defaultAllocation } from "../allocation-factor.ts";
import type { CircularParameters } from "../inventory-line.ts";
import { findMethod } from "../method.ts";
import type { MethodVersion } from "../method.ts";
import type {
  ActivityRequest,
  CutoffRecord,
  ElectricityRequest,
  MaterialRequest,
  PcfRequest,
  Q,
  TransportRequest,
} from "../request.ts";

/** A value somebody entered or a method fixed, from which emissions follow. */
export interface Input {
  /** The line it belongs to; null for one of the whole inventory. */
  readonly line: string | null;
  /** Member of the request, for example `mass`, `Ev`, `R2`, `sources[1].share`, `A`. */
  readonly name: string;
  readonly value: Exact;
  /** As stated; empty for a share. */
  readonly unit: string;
}

/** One factor of a product: `offset + sum of scale x input`. `1 - Rr` has the offset 1 and the scale -1. */
export interface Term {
  readonly offset: Exact;
  readonly of: readonly { readonly input: Input; readonly scale: Exact }[];
}

/** Which term of its method's formula a part is. */
export type PartName =
  | "activity"
  | "electricitySource"
  | "transport"
  | "virgin"
  | "recycled"
  | "recycledAllocated"
  | "recoveryCredit"
  | "recovery"
  | "energyRecovery"
  | "heatCredit"
  | "electricityCredit"
  | "disposal"
  | "endOfLife"
  | "productEol";

/**
 * A part of a line's emission: the product of its terms, in kgCO2e, negative for a credit. Linear in each input by itself,
 * for no input stands in one part twice.
 */
export interface LinePart {
  readonly line: string;
  readonly kind: "material" | "activity" | "electricity" | "transport" | "product";
  readonly stage: string;
  readonly name: PartName;
  readonly isCredit: boolean;
  readonly terms: readonly Term[];
  readonly kg: Exact;
}

/** Id of the part for the end of life of the whole product, which belongs to no line. */
export const wholeProduct = "productEol";

/**
 * Takes a request that computes apart into the terms of its method's formula, with the inputs of each. The parts add up
 * to the emissions of lines, stages and total exactly.
 *
 * @param cutoff what the cut-off rule did: cut inputs have no part, and the receiver's mass grows by theirs.
 *
 * Source: MEE draft (March 2025) eq. (1) to (4); Circular Footprint Formula of the PEF method, Rec. (EU) 2021/2279;
 * ISO 14067:2018 with recycled content 100:0.
 */
export function linePartsOf(request: PcfRequest, cutoff?: CutoffRecord): readonly LinePart[] {
  const method = findMethod(request.method);
  if (method === null) return [];
  const cuts = cutsOf(request, cutoff);
  return [
    ...(request.materials ?? []).flatMap((material) => materialParts(material, request, method, cuts)),
    ...(request.activities ?? []).flatMap(activityPart),
    ...(request.electricity ?? []).flatMap(electricityParts),
    ...(request.transport ?? []).flatMap((leg) => transportParts(leg, method)),
    ...productParts(request, method),
  ];
}

/** Value of a term, with other values for the inputs named in `instead` (see {@link inputKey}). */
export function termValue(term: Term, instead?: ReadonlyMap<string, Exact>): Exact {
  return term.of.reduce(
    (sum, { input, scale }) => add(sum, multiply(scale, instead?.get(inputKey(input)) ?? input.value)),
    term.offset,
  );
}

/** Emission of a part in kgCO2e, with other values for the inputs named in `instead`. */
export function partValue(
  { isCredit, terms }: Pick<LinePart, "isCredit" | "terms">,
  instead?: ReadonlyMap<string, Exact>,
): Exact {
  const size = terms.reduce((product, term) => multiply(product, termValue(term, instead)), one);
  return isCredit ? subtract(zero, size) : size;
}

/** One text for one input. */
export function inputKey({ line, name }: Pick<Input, "line" | "name">): string {
  return JSON.stringify([line, name]);
}

/** Sum of parts in kgCO2e. */
export function sumOfParts(parts: Iterable<LinePart>): Exact {
  let sum = zero;
  for (const { kg } of parts) sum = add(sum, kg);
  return sum;
}

function materialParts(
  material: MaterialRequest,
  request: PcfRequest,
  method: MethodVersion,
  cuts: Cuts,
): readonly LinePart[] {
  const { id } = material;
  if (cuts.isCut.has(id)) return [];
  const mass = massTerm(material, cuts);
  const stage = material.stage ?? method.materialStage;
  if (method.materialFormula === "circular_footprint_formula") {
    return circularParts(material, { request, method, mass, stage });
  }
  const input = inputsOf(id);
  const part = partsOf(id, "material");
  const ev = plain(input("Ev", material.Ev));
  const rr = input("Rr", material.Rr);
  const bought = [
    ...part("virgin", stage, [mass, oneMinus(rr), ev]),
    ...part("recycled", stage, [mass, plain(rr), plain(input("Er", material.Er))]),
  ];
  if (method.materialFormula === "recycled_content") return bought;
  const a = plain(allocationOf(material, request, method));
  const { eol } = material;
  return [
    ...bought,
    ...part("recycledAllocated", stage, [mass, plain(rr), a, ev]),
    ...part(
      "recoveryCredit",
      method.endOfLifeStage ?? stage,
      [mass, plain(input("Rstar", material.Rstar)), a, ev],
      "credit",
    ),
    ...(eol === undefined
      ? []
      : part("endOfLife", method.endOfLifeStage ?? stage, [
          ...(eol.basis === "per_kg" ? [mass] : []),
          plain(input("eol.value", eol.value)),
        ])),
  ];
}

interface CircularContext {
  readonly request: PcfRequest;
  readonly method: MethodVersion;
  readonly mass: Term;
  readonly stage: string;
}

/**
 * The Circular Footprint Formula: production where the material counts, all else at the end of life. What `cff` leaves
 * open is taken from the material; without it nothing is counted for an end of life that nobody described.
 */
function circularParts(
  material: MaterialRequest,
  { request, method, mass, stage }: CircularContext,
): readonly LinePart[] {
  const { cff = {} } = material;
  const input = inputsOf(material.id);
  const part = partsOf(material.id, "material");
  const member = (name: keyof CircularParameters) => input(`cff.${name}`, cff[name]);
  const a = allocationOf(material, request, method);
  const ev = plain(input("Ev", material.Ev));
  const r1 = cff.R1 === undefined ? input("Rr", material.Rr) : member("R1");
  const erec = plain(cff.Erec === undefined ? input("Er", material.Er) : member("Erec"));
  const production = [
    ...part("virgin", stage, [mass, oneMinus(r1), ev]),
    ...part("recycled", stage, [mass, plain(r1), plain(a), erec]),
    ...part("recycledAllocated", stage, [mass, plain(r1), oneMinus(a), ev, quality(member("QsinQp"))]),
  ];
  if (material.cff === undefined) return production;
  const eol = method.endOfLifeStage ?? stage;
  const evStar = cff.EvStar === undefined ? ev : plain(member("EvStar"));
  const [r2, r3] = [member("R2"), member("R3")];
  const notB = oneMinus(member("B"));
  const lhv = plain(member("LHV"));
  const [heat, power] = [plain(member("Xheat")), plain(member("Xelec"))];
  const recovered = [mass, oneMinus(a), plain(r2)];
  const burnt = [mass, notB, plain(r3)];
  return [
    ...production,
    ...part("recovery", eol, [...recovered, plain(member("ErecEoL"))]),
    ...part("recoveryCredit", eol, [...recovered, evStar, quality(member("QsoutQp"))], "credit"),
    ...part("energyRecovery", eol, [...burnt, plain(member("EER"))]),
    ...part("heatCredit", eol, [...burnt, lhv, heat, plain(member("EseHeat"))], "credit"),
    ...part("electricityCredit", eol, [...burnt, lhv, power, plain(member("EseElec"))], "credit"),
    ...part("disposal", eol, [mass, oneMinus(r2, r3), plain(member("ED"))]),
  ];
}

/** The material's own A, that of the request, or the default of the method for its class. */
function allocationOf(material: MaterialRequest, request: PcfRequest, method: MethodVersion): Scaled {
  const { A: own, materialClass } = material.cff ?? {};
  if (own !== undefined) return inputsOf(material.id)("cff.A", own);
  if (request.A !== undefined) return inputsOf(null)("A", request.A);
  const byDefault = defaultAllocation(method.allocation, materialClass ?? null) ?? zero;
  const name = materialClass === undefined ? "A" : `A (${materialClass})`;
  return { input: { line: null, name, value: byDefault, unit: "" }, scale: one };
}

/** A ratio of qualities: 1 where none is stated, and never more. */
function quality(ratio: Scaled): Term {
  const { value } = ratio.input;
  if (isZero(value) || compare(value, one) > 0) return { offset: one, of: [] };
  return plain(ratio);
}

function activityPart({ id, stage, amount, factor }: ActivityRequest): readonly LinePart[] {
  const input = inputsOf(id);
  return partsOf(id, "activity")("activity", stage, [
    plain(input("amount", amount)),
    plain(input("factor", factor)),
  ]);
}

function electricityParts({ id, stage, amount, sources }: ElectricityRequest): readonly LinePart[] {
  const input = inputsOf(id);
  return sources.flatMap((source, index) =>
    partsOf(id, "electricity")("electricitySource", stage, [
      plain(input("amount", amount)),
      plain(input(`sources[${index}].share`, source.share)),
      plain(input(`sources[${index}].factor`, source.factor)),
    ]),
  );
}

function transportParts(leg: TransportRequest, method: MethodVersion): readonly LinePart[] {
  const input = inputsOf(leg.id);
  const byDefault = Object.entries(method.transportDefaults ?? {}).find(([mode]) => mode === leg.mode)?.[1];
  const factor = leg.factor ?? (byDefault === undefined ? null : { value: byDefault, unit: "kgCO2e/tkm" });
  const isWork = leg.work !== undefined && leg.work !== null;
  const work = isWork
    ? [plain(input("work", leg.work))]
    : [plain(inTonnes(input("mass", leg.mass))), plain(input("distance", leg.distance))];
  const empty =
    leg.emptyShare === undefined
      ? []
      : [{ offset: one, of: [{ input: input("emptyShare", leg.emptyShare).input, scale: one }] }];
  return partsOf(leg.id, "transport")("transport", leg.stage, [
    ...work,
    ...empty,
    plain(input("factor", factor)),
  ]);
}

function productParts({ productEol }: PcfRequest, method: MethodVersion): readonly LinePart[] {
  if (productEol === undefined || method.endOfLifeStage === null) return [];
  const value = wholeInput("productEol", productEol);
  return partsOf(wholeProduct, "product")("productEol", method.endOfLifeStage, [plain(value)]);
}

/** What the cut-off rule did, by line. */
interface Cuts {
  readonly isCut: ReadonlySet<string>;
  /** By the line that took their mass over. */
  readonly takenBy: ReadonlyMap<string, readonly MaterialRequest[]>;
}

function cutsOf({ materials = [] }: PcfRequest, cutoff: CutoffRecord | undefined): Cuts {
  const receiverOf = new Map<string, string | null>();
  for (const { cut, receiver } of cutoff?.components ?? []) {
    for (const { id } of cut) receiverOf.set(id, receiver);
  }
  const takenBy = new Map<string, MaterialRequest[]>();
  for (const material of receiverOf.size === 0 ? [] : materials) {
    const receiver = receiverOf.get(material.id) ?? null;
    if (receiver === null) continue;
    const known = takenBy.get(receiver);
    if (known === undefined) takenBy.set(receiver, [material]);
    else known.push(material);
  }
  return { isCut: new Set(receiverOf.keys()), takenBy };
}

/** Mass in kg: with that of the inputs whose mass this one took over when they were cut off. */
function massTerm({ id: own, mass: ownMass }: MaterialRequest, { takenBy }: Cuts): Term {
  const taken = takenBy.get(own) ?? [];
  const of = [inputsOf(own)("mass", ownMass), ...taken.map(({ id, mass }) => inputsOf(id)("mass", mass))];
  return { offset: zero, of };
}

/** An input beside the size of its unit in base units. */
interface Scaled {
  readonly input: Input;
  readonly scale: Exact;
}

/** Reads inputs of one line; what is absent is nothing, as in the formulas. */
function inputsOf(line: string | null) {
  return (name: string, stated: string | Q | null | undefined): Scaled => {
    if (stated === null || stated === undefined) {
      return { input: { line, name, value: zero, unit: "" }, scale: one };
    }
    if (typeof stated === "string") {
      return { input: { line, name, value: parseExact(stated) ?? zero, unit: "" }, scale: one };
    }
    const value = parseExact(stated.value) ?? zero;
    return { input: { line, name, value, unit: stated.unit }, scale: sizeOf(parseUnit(stated.unit)) };
  };
}

function wholeInput(name: string, stated: string | Q | null | undefined): Scaled {
  return inputsOf(null)(name, stated);
}

/** Of a plain unit in its base unit; of a ratio in its own base units, for example kgCO2e/kWh. */
function sizeOf(unit: Unit | null): Exact {
  if (unit === null) return one;
  return unit.per === null ? unit.inBase : divide(unit.inBase, unit.per.inBase);
}

/** Transport work counts tonnes, masses are kilograms. */
function inTonnes({ input, scale }: Scaled): Scaled {
  return { input, scale: divide(scale, thousand) };
}

const thousand: Exact = { numerator: 1000n, divisor: 1n, scale: 0 };

function plain(input: Scaled): Term {
  return { offset: zero, of: [input] };
}

function oneMinus(...inputs: readonly Scaled[]): Term {
  return { offset: one, of: inputs.map(({ input, scale }) => ({ input, scale: subtract(zero, scale) })) };
}

function partsOf(line: string, kind: LinePart["kind"]) {
  return (
    name: PartName,
    stage: string,
    terms: readonly Term[],
    sign: "burden" | "credit" = "burden",
  ): readonly LinePart[] => {
    const isCredit = sign === "credit";
    return [{ line, kind, stage, name, isCredit, terms, kg: partValue({ isCredit, terms }) }];
  };
}
