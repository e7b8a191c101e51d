import {
  absolute,
  add,
  divide,
  isZero,
  multiply,
  one,
  parseExact,
  subtract,
  toDecimal,
  zero,
} from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import type { InventoryParameters } from "./inventory-header.ts";
import type { CircularParameters, EndOfLife, InventoryLine } from "./inventory-line.ts";
import { findMethod } from "./method.ts";
import type { MethodVersion, OwnMember } from "./method.ts";
import type {
  ActivityRequest,
  ElectricityRequest,
  MaterialRequest,
  PcfRequest,
  PcfResult,
  Q,
  TransportRequest,
} from "./request.ts";
import { stageUnder } from "./stage.ts";

/** The head of an inventory: all of it but its lines. */
export interface InventoryHeader {
  /** Name of a calculation method. */
  readonly method: string;
  /** The version of it, for a result that is recomputed; the newest when absent. */
  readonly methodVersion?: string;
  readonly gwpSet: string;
  readonly energy: PcfRequest["energy"];
  readonly parameters?: InventoryParameters;
}

/** The calculation request of an inventory, and the way back from a path in it to the line it came from. */
export interface InventoryRequest {
  readonly request: PcfRequest;
  /** The line behind a path such as `activities[3].amount.unit`; null for a path outside the lines. */
  readonly codeAt: (path: string) => string | null;
  /** Lines outside the boundary of the method, with the stage they stand in. */
  readonly outside: readonly { readonly code: string; readonly stage: string }[];
  /** What had to be assumed, because the inventory says it in the words of another method. */
  readonly assumptions: readonly Assumption[];
}

/**
 * - `RECOVERED_FROM_R2`: the share recovered for the next product (R*) is the R2 of the circular parameters.
 * - `TREATMENT_FROM_CIRCULAR`: end-of-life treatment for a kilogram is the disposal term (1 - R2 - R3) ED.
 * - `TREATMENT_AS_DISPOSAL`: all of the material is disposed of, with the treatment stated for a kilogram as ED.
 * - `TREATMENT_LEFT_OUT`: treatment stated once for a material has no place among the circular parameters.
 * - `RECOVERY_LEFT_OUT`: a recovered share brings no credit, because nothing says what recycling it emits.
 */
type LineAssumption =
  | "RECOVERED_FROM_R2"
  | "TREATMENT_FROM_CIRCULAR"
  | "TREATMENT_AS_DISPOSAL"
  | "TREATMENT_LEFT_OUT"
  | "RECOVERY_LEFT_OUT";

export const assumptionCodes = [
  "RECOVERED_FROM_R2",
  "TREATMENT_FROM_CIRCULAR",
  "TREATMENT_AS_DISPOSAL",
  "TREATMENT_LEFT_OUT",
  "RECOVERY_LEFT_OUT",
  "VEHICLE_CATEGORY",
  "MAKER_CYCLES_LEFT_OUT",
  "KM_PER_YEAR",
  "OUTPUT_ONE_PIECE",
  "ALLOCATION_DEFAULT",
  "INTERNAL_AS_DIRECT",
  "TRANSPORT_DEFAULT",
  "END_OF_LIFE_NOT_DESCRIBED",
] as const;
export type AssumptionCode = (typeof assumptionCodes)[number];

/** Something assumed, of one line or of the whole inventory (null). */
export interface Assumption {
  readonly code: AssumptionCode;
  readonly line: string | null;
}

/**
 * Puts the lines of an inventory into the form of a calculation request under its own method. Stages are those of the
 * method ({@link stageUnder}); a line outside its boundary is left out and named in `outside`, and a line kept out because
 * its published row does not compute is left out as well. Of what a line says about recycling only that is used which
 * the method understands. Nothing is judged here: what is missing stays missing, and the calculation reports it.
 */
export function toPcfRequest(lines: readonly InventoryLine[], header: InventoryHeader): InventoryRequest {
  const { parameters = {} } = header;
  const method = findMethod(header.method, header.methodVersion ?? null);
  const placed = lines
    .filter((line) => line.publishedProblem === null)
    .map((line) => ({ ...line, place: stageUnder(header.method, line.stage, line.kind) }));
  const counted = placed.flatMap(({ place, ...line }) => (place === null ? [] : [{ ...line, stage: place }]));
  const ofKind = (kind: InventoryLine["kind"]) => counted.filter((line) => line.kind === kind);
  const lists = {
    materials: ofKind("material"),
    activities: ofKind("activity"),
    electricity: ofKind("electricity"),
    transport: ofKind("transport"),
  };
  const codes = new Map(
    Object.entries(lists).flatMap(([name, list]) =>
      list.map((line, index) => [`${name}[${index}]`, line.code]),
    ),
  );
  const materials = lists.materials.map((line) => ({ line, ...circularity(line, method) }));
  const isUsed = (name: OwnMember) => method?.members.includes(name) ?? false;
  const { A, allowMixedGwp, cutoff, productEol } = parameters;
  return {
    request: {
      op: "pcf",
      method: header.method,
      ...(header.methodVersion === undefined ? {} : { methodVersion: header.methodVersion }),
      energy: denominator(header, method),
      gwpSet: header.gwpSet,
      ...(allowMixedGwp === undefined ? {} : { allowMixedGwp }),
      ...(A === undefined || method?.allocation?.byDefault == null ? {} : { A }),
      ...(cutoff === undefined ? {} : { cutoff }),
      ...(productEol === undefined || !isUsed("productEol") ? {} : { productEol }),
      materials: materials.map(({ line, members }) => ({ ...material(line), ...members })),
      activities: lists.activities.map(activity),
      electricity: lists.electricity.map(electricity),
      transport: lists.transport.map(transport),
    },
    codeAt: (path) => codes.get(/^\w+\[\d+\]/.exec(path)?.[0] ?? "") ?? null,
    outside: placed.filter(({ place }) => place === null).map(({ code, stage }) => ({ code, stage })),
    assumptions: materials.flatMap(({ line, assumed }) =>
      assumed.map((code): Assumption => ({ code, line: line.code })),
    ),
  };
}

/** For a method that divides by a declared output, the one beside the total energy where the denominator has none. */
function denominator(
  { energy, parameters }: InventoryHeader,
  method: MethodVersion | null,
): PcfRequest["energy"] {
  const output = parameters?.output;
  return method?.energyRules === null && output !== undefined && !("output" in energy) ? { output } : energy;
}

/**
 * Share of the result that stands on primary data, 0 to 1: emissions of the primary lines over those of all lines, each
 * without its sign so that a credit counts as data too. "0" when no line emits anything.
 *
 * Source: ISO 14067:2018, primary data share stated; weights by magnitude as in the data quality rating.
 */
export function primaryDataShare(lines: readonly InventoryLine[], result: PcfResult): string {
  const weights = lines.map((line) => ({
    isPrimary: line.dataKind === "primary",
    kg: absolute(kgOf(line.code, result)),
  }));
  const sum = (parts: typeof weights) => parts.reduce<Exact>((total, { kg }) => add(total, kg), zero);
  const all = sum(weights);
  return isZero(all) ? "0" : toDecimal(divide(sum(weights.filter(({ isPrimary }) => isPrimary)), all));
}

function kgOf(code: string, result: PcfResult): Exact {
  return parseExact(result.linesKg[code] ?? "0") ?? zero;
}

function material(line: InventoryLine): MaterialRequest {
  return {
    id: line.code,
    ...(line.component === null ? {} : { component: line.component }),
    stage: line.stage,
    mass: quantity(line.amount, line.amountUnit),
    Ev: quantity(line.factorValue, line.factorUnit),
    ...(line.cut ? { cut: true, ...(line.cutReason === null ? {} : { cutReason: line.cutReason }) } : {}),
    ...common(line),
  };
}

type CircularMembers = Pick<MaterialRequest, "Er" | "Rr" | "Rstar" | "eol" | "cff">;

/** What a material says of its recycled input and its end of life, in the words of a method. */
function circularity(
  line: InventoryLine,
  method: MethodVersion | null,
): { readonly members: CircularMembers; readonly assumed: readonly LineAssumption[] } {
  const formula = method?.materialFormula ?? "recycled_content";
  if (formula === "circular_footprint_formula") return circularParameters(line);
  const input = recycledInput(line);
  return formula === "mee_full" ? withEndOfLife(line, input) : { members: input, assumed: [] };
}

/** Rr and Er are the R1 and Erec of the formula; the line's own come first. */
function recycledInput({ circular, ...line }: InventoryLine): CircularMembers {
  const share = line.recycledShare ?? circular?.R1;
  const factor = quantity(line.recycledFactorValue, line.recycledFactorUnit) ?? circular?.Erec ?? null;
  return { Er: factor, ...(share === undefined ? {} : { Rr: share }) };
}

function withEndOfLife({ circular, ...line }: InventoryLine, input: CircularMembers) {
  const recovered = line.recoveredShare ?? circular?.R2;
  const treatment = line.endOfLife ?? disposalOf(circular);
  const assumed: LineAssumption[] = [];
  if (line.recoveredShare === null && recovered !== undefined) assumed.push("RECOVERED_FROM_R2");
  if (line.endOfLife === null && treatment !== null) assumed.push("TREATMENT_FROM_CIRCULAR");
  const members = {
    ...input,
    ...(recovered === undefined ? {} : { Rstar: recovered }),
    ...(treatment === null ? {} : { eol: treatment }),
  };
  return { members, assumed };
}

/** The disposal term of the formula as treatment for a kilogram; null without its factor, or with shares that are none. */
function disposalOf(circular: CircularParameters | null): EndOfLife | null {
  if (circular?.ED === undefined) return null;
  const [factor, recycled, burnt] = [circular.ED.value, circular.R2 ?? "0", circular.R3 ?? "0"].map(
    parseExact,
  );
  if (!factor || !recycled || !burnt) return null;
  const rest = subtract(subtract(one, recycled), burnt);
  return { basis: "per_kg", value: { value: toDecimal(multiply(rest, factor)), unit: circular.ED.unit } };
}

/** The circular parameters as they stand, completed by the recycled input of the line. */
function circularParameters({ circular, ...line }: InventoryLine) {
  const share = circular?.R1 === undefined ? line.recycledShare : null;
  const factor =
    circular?.Erec === undefined ? quantity(line.recycledFactorValue, line.recycledFactorUnit) : null;
  const input = { ...(share === null ? {} : { Rr: share }), ...(factor === null ? {} : { Er: factor }) };
  if (circular !== null) return { members: { ...input, cff: circular }, assumed: [] };
  const assumed: LineAssumption[] = line.recoveredShare === null ? [] : ["RECOVERY_LEFT_OUT"];
  if (line.endOfLife === null) return { members: input, assumed };
  if (line.endOfLife.basis === "absolute") {
    return { members: input, assumed: [...assumed, "TREATMENT_LEFT_OUT" as const] };
  }
  return {
    members: { ...input, cff: { ED: line.endOfLife.value } },
    assumed: [...assumed, "TREATMENT_AS_DISPOSAL" as const],
  };
}

function activity(line: InventoryLine): ActivityRequest {
  return {
    id: line.code,
    stage: line.stage,
    amount: quantity(line.amount, line.amountUnit),
    factor: quantity(line.factorValue, line.factorUnit),
    ...common(line),
  };
}

function electricity(line: InventoryLine): ElectricityRequest {
  const factor = quantity(line.factorValue, line.factorUnit);
  return {
    id: line.code,
    stage: line.stage,
    amount: quantity(line.amount, line.amountUnit),
    sources: line.electricitySources?.map((source) => ({
      share: source.share,
      model: source.model,
      factor: source.factor,
    })) ?? [{ share: "1", model: line.electricityModel, factor }],
    ...common(line),
  };
}

function transport(line: InventoryLine): TransportRequest {
  return {
    id: line.code,
    stage: line.stage,
    mode: line.transportMode,
    mass: quantity(line.amount, line.amountUnit),
    distance: quantity(line.distance, line.distanceUnit),
    factor: quantity(line.factorValue, line.factorUnit),
    ...(line.emptyShare === null ? {} : { emptyShare: line.emptyShare }),
    ...common(line),
  };
}

function common(line: InventoryLine): { credit?: true; gwpSet?: string } {
  return {
    ...(line.credit ? { credit: true } : {}),
    ...(line.factorGwpSet === null ? {} : { gwpSet: line.factorGwpSet }),
  };
}

/** Null when nothing was entered; a half that is missing becomes an empty text, which the calculation refuses there. */
function quantity(value: string | null, unit: string | null): Q | null {
  return value === null && unit === null ? null : { value: value ?? "", unit: unit ?? "" };
}
