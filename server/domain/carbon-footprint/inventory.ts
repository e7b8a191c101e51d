import { absolute, add, divide, isZero, parseExact, toDecimal, zero } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import type { InventoryLine } from "./inventory-line.ts";
import type {
  ActivityRequest,
  ElectricityRequest,
  MaterialRequest,
  PcfRequest,
  PcfResult,
  Q,
  TransportRequest,
} from "./request.ts";

/** The calculation request of an inventory, and the way back from a path in it to the line it came from. */
interface InventoryRequest {
  readonly request: PcfRequest;
  /** The line behind a path such as `activities[3].amount.unit`; null for a path outside the lines. */
  readonly codeAt: (path: string) => string | null;
}

/**
 * Puts the lines of an inventory into the form of a calculation request. A line kept out because its published row does
 * not compute is left out. Nothing is judged here: what is missing stays missing, and the calculation reports it.
 */
export function toPcfRequest(
  lines: readonly InventoryLine[],
  header: {
    readonly method: string;
    readonly gwpSet: string;
    readonly energy: PcfRequest["energy"];
  },
): InventoryRequest {
  const counted = lines.filter((line) => line.publishedProblem === null);
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
  return {
    request: {
      op: "pcf",
      method: header.method,
      energy: header.energy,
      gwpSet: header.gwpSet,
      materials: lists.materials.map(material),
      activities: lists.activities.map(activity),
      electricity: lists.electricity.map(electricity),
      transport: lists.transport.map(transport),
    },
    codeAt: (path) => codes.get(/^\w+\[\d+\]/.exec(path)?.[0] ?? "") ?? null,
  };
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
    Er: quantity(line.recycledFactorValue, line.recycledFactorUnit),
    ...(line.recycledShare === null ? {} : { Rr: line.recycledShare }),
    ...creditOf(line),
  };
}

function activity(line: InventoryLine): ActivityRequest {
  return {
    id: line.code,
    stage: line.stage,
    amount: quantity(line.amount, line.amountUnit),
    factor: quantity(line.factorValue, line.factorUnit),
    ...creditOf(line),
  };
}

function electricity(line: InventoryLine): ElectricityRequest {
  const factor = quantity(line.factorValue, line.factorUnit);
  return {
    id: line.code,
    stage: line.stage,
    amount: quantity(line.amount, line.amountUnit),
    sources: [{ share: "1", model: line.electricityModel, factor }],
    ...creditOf(line),
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
    ...creditOf(line),
  };
}

function creditOf(line: InventoryLine): { credit?: true } {
  return line.credit ? { credit: true } : {};
}

/** Null when nothing was entered; a half that is missing becomes an empty text, which the calculation refuses there. */
function quantity(value: string | null, unit: string | null): Q | null {
  return value === null && unit === null ? null : { value: value ?? "", unit: unit ?? "" };
}
