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
import type { MaterialRequest, PcfRequest, PcfResult } from "../request.ts";
import { readTotalEnergy } from "../total-energy.ts";
import type { ComponentModel } from "./cut-off-model.ts";
import { cutOffModels, receiverShift } from "./cut-off-model.ts";
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
  readonly inputsOfLine: ReadonlyMap<string, readonly Input[]>;
  /** By line, the components of materials that a cut-off rule looks at; empty without one. */
  readonly cutOffs: ReadonlyMap<string, ComponentModel>;
}

/** What a result becomes. */
interface ResultWith {
  readonly totalKg: Exact;
  readonly perUnit: Exact;
}

/** Null for a request that does not compute: nothing is analysed on half a result. */
export function resultModel(request: PcfRequest): ResultModel | null {
  const result = calculateFootprint(request);
  return "errors" in result ? null : modelOfResult(request, result);
}

/** The model of a request whose result is known; null where its denominator cannot be read. */
export function modelOfResult(request: PcfRequest, result: PcfResult): ResultModel | null {
  const method = findMethod(request.method, request.methodVersion ?? null);
  if (method === null) return null;
  const denominator = denominatorOf(request, method);
  if (denominator === null) return null;
  const parts = linePartsOf(request, result.cutoff);
  const totalKg = sumOfParts(parts);
  // Many models are only summed up or compared: what changes one input at a time is laid out when somebody does.
  const inputs = once(() => inputsOf(request, method, parts));
  const cutOffs = once(() => cutOffModels(request, result.cutoff, parts));
  return {
    ...{ request, method, result, parts, totalKg, denominator },
    perUnit: divide(totalKg, denominator),
    get inputs() {
      return inputs().inputs;
    },
    get partsOfInput() {
      return inputs().partsOfInput;
    },
    get inputsOfLine() {
      return inputs().inputsOfLine;
    },
    get cutOffs() {
      return cutOffs();
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

function inputsOf(
  request: PcfRequest,
  method: MethodVersion,
  parts: readonly LinePart[],
): Pick<ResultModel, "inputs" | "partsOfInput" | "inputsOfLine"> {
  const partsOfInput = new Map<string, LinePart[]>();
  const inputs = new Map<string, Input>();
  for (const part of parts) {
    for (const { of } of part.terms) {
      for (const { input } of of) {
        const key = inputKey(input);
        const known = partsOfInput.get(key);
        if (known === undefined) partsOfInput.set(key, [part]);
        else known.push(part);
        inputs.set(key, input);
      }
    }
  }
  const ofLines = [...inputs.values()].toSorted((a, b) => Number(a.line === null) - Number(b.line === null));
  const inputsOfLine = new Map<string, Input[]>();
  for (const input of ofLines) {
    if (input.line === null) break;
    const known = inputsOfLine.get(input.line);
    if (known === undefined) inputsOfLine.set(input.line, [input]);
    else known.push(input);
  }
  return { partsOfInput, inputsOfLine, inputs: [...ofLines, ...denominatorInputs(request, method)] };
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
  if (input.line === null && input.name === "A" && model.cutOffs.size > 0) {
    return resultModel({ ...request, A: toDecimal(value, manyDigits) });
  }
  const component = input.line === null ? undefined : model.cutOffs.get(input.line);
  const shift = component === undefined ? zero : receiverShift(component, input, value);
  if (component !== undefined && shift === null) return recalculated(model, component, input, value);
  const instead = insteadOf(model, input, value);
  if (instead === null) return null;
  const touched = new Set([...instead.keys()].flatMap((key) => model.partsOfInput.get(key) ?? []));
  let changed = add(totalKg, shift ?? zero);
  for (const part of touched) {
    if (lacksFactor(part, instead)) return null;
    changed = add(changed, subtract(partValue(part, instead), part.kg));
  }
  return { totalKg: changed, perUnit: divide(changed, denominator) };
}

/** A factor that nobody stated, because it was multiplied by nothing, is missing once it is multiplied by something. */
function lacksFactor(part: LinePart, instead: ReadonlyMap<string, Exact>): boolean {
  const others = part.terms.filter(({ of }) => !of.some(({ input }) => isUnstated(input)));
  return others.length < part.terms.length && !isZero(partValue({ isCredit: false, terms: others }, instead));
}

const neededFactors: ReadonlySet<string> = new Set([
  "Ev",
  "Er",
  "cff.Erec",
  "cff.ErecEoL",
  "cff.EER",
  "cff.ED",
]);

function isUnstated({ name, value, unit }: Input): boolean {
  return unit === "" && isZero(value) && neededFactors.has(name);
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

/**
 * Under a cut-off rule another mass may cut other inputs of its component: that is calculated anew, by itself where that
 * computes. By itself it may not, for example when it emits nothing in all.
 */
function recalculated(
  model: ResultModel,
  { materials, kg }: ComponentModel,
  input: Input,
  value: Exact,
): ResultWith | null {
  const { productEol: _, ...request } = model.request;
  const alone = resultModel({
    ...request,
    ...{ materials: withMember(materials, input, value), activities: [], electricity: [], transport: [] },
  });
  if (alone === null) {
    const all = withMember(model.request.materials ?? [], input, value);
    return resultModel({ ...model.request, materials: all });
  }
  const totalKg = add(subtract(model.totalKg, kg), alone.totalKg);
  return { totalKg, perUnit: divide(totalKg, model.denominator) };
}

function withMember(
  materials: readonly MaterialRequest[],
  { line, name, unit }: Input,
  value: Exact,
): readonly MaterialRequest[] {
  const stated = toDecimal(value, manyDigits);
  const member = unit === "" ? stated : { value: stated, unit };
  const [first = "", inner] = name.split(".");
  return materials.map((material) => {
    if (material.id !== line) return material;
    if (inner === undefined) return { ...material, [first]: member };
    const outer = Object.entries(material).find(([known]) => known === first)?.[1];
    return { ...material, [first]: { ...(isFields(outer) ? outer : {}), [inner]: member } };
  });
}

const sourceShare = /^sources\[(\d+)\]\.share$/;

function insteadOf(model: ResultModel, input: Input, value: Exact): ReadonlyMap<string, Exact> | null {
  const instead = new Map([[inputKey(input), value]]);
  if (!sourceShare.test(input.name)) return instead;
  const others = inputsBeside(model, input).filter(
    ({ name }) => name !== input.name && sourceShare.test(name),
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
  const other = inputsBeside(model, input).find(({ name }) => name === beside);
  return [zero, other === undefined ? one : subtract(one, other.value)];
}

function inputsBeside({ inputsOfLine }: ResultModel, { line }: Input): readonly Input[] {
  return line === null ? [] : (inputsOfLine.get(line) ?? []);
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
