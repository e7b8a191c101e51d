import {
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
} from "../../quantity/exact.ts";
import type { Exact } from "../../quantity/exact.ts";
import { Findings } from "../findings.ts";
import { calculateFootprint } from "../footprint.ts";
import { findMethod } from "../method.ts";
import type { MethodVersion } from "../method.ts";
import { isFields } from "../read.ts";
import type { PcfRequest, PcfResult } from "../request.ts";
import { readTotalEnergy } from "../total-energy.ts";
import type { Input, LinePart } from "./line-parts.ts";
import { inputKey, linePartsOf, partValue, sumOfParts } from "./line-parts.ts";

/** A result that can be asked what it would be with another value of one input; all figures exact. */
export interface ResultModel {
  readonly request: PcfRequest;
  readonly method: MethodVersion;
  readonly result: PcfResult;
  readonly parts: readonly LinePart[];
  readonly totalKg: Exact;
  /** Total energy in kWh, or the output in its unit. */
  readonly denominator: Exact;
  /** `totalKg / denominator`. */
  readonly perUnit: Exact;
  /** Everything the result depends on, each once: inputs of lines first, then of the whole, then of the denominator. */
  readonly inputs: readonly Input[];
  /** The parts an input stands in, by {@link inputKey}. */
  readonly partsOfInput: ReadonlyMap<string, readonly LinePart[]>;
}

/** What a result becomes. */
interface ResultWith {
  readonly totalKg: Exact;
  readonly perUnit: Exact;
}

/** Null for a request that does not compute: nothing is analysed on half a result. */
export function resultModel(request: PcfRequest): ResultModel | null {
  const result = calculateFootprint(request);
  const method = findMethod(request.method, request.methodVersion ?? null);
  if ("errors" in result || method === null) return null;
  const denominator = denominatorOf(request, method);
  if (denominator === null) return null;
  const parts = linePartsOf(request, result.cutoff);
  const totalKg = sumOfParts(parts);
  const partsOfInput = new Map<string, LinePart[]>();
  const inputs = new Map<string, Input>();
  for (const part of parts) {
    for (const { input } of part.terms.flatMap(({ of }) => of)) {
      const key = inputKey(input);
      const known = partsOfInput.get(key);
      if (known === undefined) partsOfInput.set(key, [part]);
      else known.push(part);
      inputs.set(key, input);
    }
  }
  const ofLines = [...inputs.values()].toSorted((a, b) => Number(a.line === null) - Number(b.line === null));
  return {
    ...{ request, method, result, parts, totalKg, denominator, partsOfInput },
    perUnit: divide(totalKg, denominator),
    inputs: [...ofLines, ...denominatorInputs(request, method)],
  };
}

/**
 * The result with another value of one input, everything else as it is. Of an electricity line with several sources the
 * other shares shrink or grow in proportion, so that they still add up to 1. Under a cut-off rule another mass may cut
 * other inputs: then the whole is calculated anew. Null where there would be no result.
 */
export function resultWith(model: ResultModel, input: Input, value: Exact): ResultWith | null {
  const { request, method, totalKg, denominator } = model;
  if (denominatorFields.has(input.name) && input.line === null) {
    const changed =
      denominatorOf(withEnergy(request, input, value), method) ?? scaledCycles(model, input, value);
    return changed === null || isZero(changed) ? null : { totalKg, perUnit: divide(totalKg, changed) };
  }
  if (movesCutOff(model, input)) return recalculated(model, input, value);
  const instead = insteadOf(model, input, value);
  if (instead === null) return null;
  const touched = new Set([...instead.keys()].flatMap((key) => model.partsOfInput.get(key) ?? []));
  let changed = totalKg;
  for (const part of touched) changed = add(changed, subtract(partValue(part, instead), part.kg));
  return { totalKg: changed, perUnit: divide(changed, denominator) };
}

/** Total energy or output of a request; null where there is none. */
export function denominatorOf({ energy }: PcfRequest, { energyRules }: MethodVersion): Exact | null {
  if (!isFields(energy)) return null;
  if (energyRules !== null) {
    const findings = new Findings();
    const read = readTotalEnergy(energy, energyRules, "", findings);
    return findings.hasErrors ? null : (read?.kWh ?? null);
  }
  const { output } = energy;
  return isFields(output) && typeof output["value"] === "string" ? parseExact(output["value"]) : null;
}

const denominatorFields: ReadonlySet<string> = new Set([
  "usableCapacity",
  "fecPerYear",
  "warrantyYears",
  "warrantyKm",
  "kmPerYear",
  "output",
]);

/** What the denominator is made of, as far as it is stated; the cycles also where the method sets them. */
function denominatorInputs(request: PcfRequest, { energyRules }: MethodVersion): readonly Input[] {
  const energy: unknown = request.energy;
  if (!isFields(energy)) return [];
  const stated = [...denominatorFields].flatMap((name): readonly Input[] => {
    const member = energy[name];
    const isOwn = energyRules === null ? name === "output" : name !== "output";
    if (!isOwn || member === undefined || member === null) return [];
    const text = isFields(member) ? member["value"] : member;
    const value = typeof text === "string" ? parseExact(text) : null;
    const unit = isFields(member) && typeof member["unit"] === "string" ? member["unit"] : "";
    return value === null ? [] : [{ line: null, name, value, unit }];
  });
  if (energyRules === null || stated.some(({ name }) => name === "fecPerYear")) return stated;
  const fec = readTotalEnergy(energy, energyRules, "", new Findings())?.fec;
  return fec === undefined
    ? stated
    : [...stated, { line: null, name: "fecPerYear", value: fec, unit: "1/a" }];
}

function withEnergy(request: PcfRequest, { name, unit }: Input, value: Exact): PcfRequest {
  const text = toDecimal(value, manyDigits);
  return { ...request, energy: { ...request.energy, [name]: unit === "" ? text : { value: text, unit } } };
}

/** Cycles that a method sets are no field of the request; the energy is in proportion to them all the same. */
function scaledCycles(model: ResultModel, input: Input, value: Exact): Exact | null {
  if (input.name !== "fecPerYear" || isZero(input.value)) return null;
  return divide(multiply(model.denominator, value), input.value);
}

/** As many as a request may write: what does not end is cut off far behind any digit that is shown. */
const manyDigits = 150;

function isCut({ request, result }: ResultModel): boolean {
  return (
    request.cutoff?.auto === true || result.cutoff?.components.some(({ cut }) => cut.length > 0) === true
  );
}

/** A cut-off looks at masses and factors: any input of a material may change what is cut, or who takes the mass. */
function movesCutOff(model: ResultModel, { line, name }: Input): boolean {
  if (!isCut(model)) return false;
  return line === null ? name === "A" : model.request.materials?.some(({ id }) => id === line) === true;
}

function recalculated({ request }: ResultModel, input: Input, value: Exact): ResultWith | null {
  const stated = toDecimal(value, manyDigits);
  if (input.line === null) return resultModel({ ...request, A: stated });
  const member = input.unit === "" ? stated : { value: stated, unit: input.unit };
  const [first = "", inner] = input.name.split(".");
  const materials = (request.materials ?? []).map((material) => {
    if (material.id !== input.line) return material;
    if (inner === undefined) return { ...material, [first]: member };
    const outer = Object.entries(material).find(([name]) => name === first)?.[1];
    return { ...material, [first]: { ...(isFields(outer) ? outer : {}), [inner]: member } };
  });
  return resultModel({ ...request, materials });
}

const sourceShare = /^sources\[(\d+)\]\.share$/;

function insteadOf(model: ResultModel, input: Input, value: Exact): ReadonlyMap<string, Exact> | null {
  const instead = new Map([[inputKey(input), value]]);
  if (!sourceShare.test(input.name)) return instead;
  const others = model.inputs.filter(
    ({ line, name }) => line === input.line && name !== input.name && sourceShare.test(name),
  );
  const rest = subtract(one, input.value);
  if (isZero(rest)) return compare(value, one) === 0 ? instead : null;
  const scale = divide(subtract(one, value), rest);
  for (const other of others) instead.set(inputKey(other), multiply(other.value, scale));
  return instead;
}

/**
 * What an input may be: shares end at 1, what is recycled and what is burnt together too, the allocation factor where its
 * method ends, and nothing is below zero. Null for no upper end.
 */
export function rangeOf(model: ResultModel, input: Input): readonly [lowest: Exact, highest: Exact | null] {
  const { allocation } = model.method;
  const isAllocation = /^(cff\.)?A\b/.test(input.name);
  if (isAllocation && allocation !== null) {
    return [parseExact(allocation.lowest) ?? zero, parseExact(allocation.highest) ?? one];
  }
  if (!isShare(input)) return [zero, null];
  const beside = sharedWith[input.name];
  const other = model.inputs.find(({ line, name }) => line === input.line && name === beside);
  return [zero, other === undefined ? one : subtract(one, other.value)];
}

/** Shares that are parts of one whole. */
const sharedWith: Readonly<Record<string, string>> = { "cff.R2": "cff.R3", "cff.R3": "cff.R2" };

function isShare({ name, unit }: Input): boolean {
  return unit === "" && !denominatorFields.has(name);
}

/** Whether a value lies in the range of its input. */
export function isInRange(model: ResultModel, input: Input, value: Exact): boolean {
  const [lowest, highest] = rangeOf(model, input);
  // A factor may be below zero only where it is so already: a credit.
  if (isNegative(value) && !isNegative(input.value)) return false;
  if (isNegative(input.value)) return true;
  return compare(value, lowest) >= 0 && (highest === null || compare(value, highest) <= 0);
}
