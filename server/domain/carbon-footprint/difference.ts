import { add, compare, isZero, parseExact, subtract, toDecimal, zero } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import type { ElectricitySource, InventoryLine } from "./inventory-line.ts";
import { emptyLine } from "./inventory-line.ts";
import type { PcfResult, Q } from "./request.ts";

/** An inventory with its result. */
interface Calculated {
  readonly lines: readonly InventoryLine[];
  readonly result: PcfResult;
}

interface ChangedInput {
  readonly field: string;
  /** As printed, `100 kg`; empty when there was none. */
  readonly before: string;
  readonly after: string;
}

interface ChangedLine {
  readonly code: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly change: "added" | "removed" | "changed";
  readonly beforeKg: string;
  readonly afterKg: string;
  readonly differenceKg: string;
  /** What was entered differently; empty for a line that was added or removed, or that changed through the method alone. */
  readonly inputs: readonly ChangedInput[];
}

/** How a result came to differ from the one before: the changed lines add up to the difference exactly. */
export interface FootprintDifference {
  readonly cfpBefore: string;
  readonly cfpAfter: string;
  readonly cfpDifference: string;
  readonly totalBeforeKg: string;
  readonly totalAfterKg: string;
  readonly totalDifferenceKg: string;
  readonly energyBeforeKWh: string | null;
  readonly energyAfterKWh: string | null;
  readonly lines: readonly ChangedLine[];
}

/**
 * How one result came to differ from the one before it, line by line, in the order of the later inventory with removed
 * lines at the end. The differences of the lines add up to `totalDifferenceKg` exactly: it is their sum, which is also
 * the difference of the totals wherever the lines have decimals that end.
 */
export function explainDifference(before: Calculated, after: Calculated): FootprintDifference {
  const linesBefore = allLines(before);
  const linesAfter = allLines(after);
  const earlier = new Map(linesBefore.map((line) => [line.code, line]));
  const later = new Map(linesAfter.map((line) => [line.code, line]));
  const removed = linesBefore.filter((line) => !later.has(line.code));
  const pairs = [
    ...linesAfter.map((line) => ({ before: earlier.get(line.code) ?? null, after: line })),
    ...removed.map((line) => ({ before: line, after: null })),
  ];
  let total = zero;
  const lines = pairs.flatMap((pair) => {
    const { code, nameEn, nameZh } = pair.after ?? pair.before;
    const beforeKg = pair.before === null ? zero : decimal(before.result.linesKg[code]);
    const afterKg = pair.after === null ? zero : decimal(after.result.linesKg[code]);
    const inputs = pair.before === null || pair.after === null ? [] : changedInputs(pair.before, pair.after);
    const change = pair.before === null ? "added" : pair.after === null ? "removed" : "changed";
    if (change === "changed" && inputs.length === 0 && compare(beforeKg, afterKg) === 0) return [];
    const difference = subtract(afterKg, beforeKg);
    total = add(total, difference);
    return [
      {
        code,
        nameEn,
        nameZh,
        change,
        beforeKg: written(beforeKg),
        afterKg: written(afterKg),
        differenceKg: written(difference),
        inputs,
      } as const,
    ];
  });
  return {
    cfpBefore: before.result.cfp,
    cfpAfter: after.result.cfp,
    cfpDifference: written(subtract(decimal(after.result.cfp), decimal(before.result.cfp))),
    totalBeforeKg: before.result.totalKg,
    totalAfterKg: after.result.totalKg,
    totalDifferenceKg: written(total),
    energyBeforeKWh: before.result.totalEnergyKWh ?? null,
    energyAfterKWh: after.result.totalEnergyKWh ?? null,
    lines,
  };
}

/** Treatment of the whole product is a part of the total without a line of its own; as one it can be compared. */
const productEndOfLife: InventoryLine = {
  ...emptyLine,
  ...{ code: "productEol", position: 0, kind: "activity", stage: "end_of_life" },
  ...{ nameEn: "End-of-life treatment of the whole product", nameZh: "产品整体的生命末期处理" },
  ...{ sourceEn: "", sourceZh: "" },
};

/** The lines of an inventory, and the treatment of the whole product where its result holds one. */
function allLines({ lines, result }: Calculated): readonly InventoryLine[] {
  const { code } = productEndOfLife;
  const isOwnLine = result.linesKg[code] === undefined || lines.some((line) => line.code === code);
  return isOwnLine ? lines : [...lines, productEndOfLife];
}

/** What a line's emission is made of, each as a person would read it. */
const inputs: readonly (readonly [field: string, read: (line: InventoryLine) => string])[] = [
  ["kind", (line) => line.kind],
  ["stage", (line) => line.stage],
  ["amount", (line) => joined(line.amount, line.amountUnit)],
  ["transportMode", (line) => line.transportMode ?? ""],
  ["distance", (line) => joined(line.distance, line.distanceUnit)],
  ["emptyShare", (line) => line.emptyShare ?? ""],
  ["electricityModel", (line) => line.electricityModel ?? ""],
  ["electricitySources", (line) => (line.electricitySources ?? []).map(source).join(", ")],
  ["factor", (line) => joined(line.factorValue, line.factorUnit)],
  [
    "factorVersion",
    (line) => joined(line.factorId, line.factorVersion === null ? null : String(line.factorVersion)),
  ],
  ["recycledShare", (line) => line.recycledShare ?? ""],
  ["recycledFactor", (line) => joined(line.recycledFactorValue, line.recycledFactorUnit)],
  ["recoveredShare", (line) => line.recoveredShare ?? ""],
  [
    "endOfLife",
    (line) =>
      [line.endOfLife?.value.value, line.endOfLife?.value.unit, line.endOfLife?.basis].join(" ").trim(),
  ],
  [
    "circular",
    (line) =>
      Object.entries(line.circular ?? {})
        .map(parameter)
        .toSorted()
        .join(", "),
  ],
  ["component", (line) => line.component ?? ""],
  ["cut", (line) => String(line.cut)],
  ["factorGwpSet", (line) => line.factorGwpSet ?? ""],
  ["credit", (line) => String(line.credit)],
  ["publishedProblem", (line) => line.publishedProblem ?? ""],
];

function changedInputs(before: InventoryLine, after: InventoryLine): readonly ChangedInput[] {
  return inputs
    .map(([field, read]) => ({ field, before: read(before), after: read(after) }))
    .filter((input) => input.before !== input.after);
}

/** `0.75 national_average 0.6205 kgCO2e/kWh`. */
function source({ share, model, factor }: ElectricitySource): string {
  return `${share} ${model} ${factor.value} ${factor.unit}`;
}

/** `R2 0.9`, `ED 1 kgCO2e/kg`. */
function parameter([name, value]: readonly [string, Q | string | undefined]): string {
  return typeof value === "object" ? `${name} ${value.value} ${value.unit}` : `${name} ${value ?? ""}`;
}

function joined(value: string | null, unit: string | null): string {
  return [value, unit].filter((part) => part !== null).join(" ");
}

function decimal(text: string | undefined): Exact {
  return parseExact(text ?? "0") ?? zero;
}

/** All digits: these are sums and differences of decimals, so there is an end to them. */
function written(value: Exact): string {
  return isZero(value) ? "0" : toDecimal(value, 1000);
}
