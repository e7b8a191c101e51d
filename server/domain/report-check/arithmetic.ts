import {
  absolute,
  add,
  compare,
  divide,
  isZero,
  multiply,
  one,
  parseExact,
  round,
  subtract,
  toDecimal,
  zero,
} from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { areComparable, convert } from "../quantity/unit.ts";
import type { FindingList } from "./finding.ts";
import type { Interval, Printed, PrintedNumber } from "./printed.ts";
import { quotientOf } from "./printed.ts";
import type { PrintedChange, ReadReport, Row } from "./read-report.ts";
import { decimalIn } from "./read-report.ts";
import { mainStages, readStage, stageKey } from "./stage-names.ts";

const hundred: Exact = { numerator: 100n, divisor: 1n, scale: 0 };

/**
 * Whether the printed numbers follow from one another: rows, sums, shares, the quotient by the output (CK-ROW, CK-SUM,
 * CK-SHARE, CK-QUOT). Exact; what was rounded in print is given half a unit of its last printed place.
 */
export function checkArithmetic(report: ReadReport, found: FindingList): void {
  for (const row of report.rows) checkRow(row, found);
  checkSums(report, found);
  checkShares(report, found);
  for (const change of report.changes) checkChange(change, found);
  checkQuotient(report, found);
}

/** CK-SHARE: how much less the second value is than the first, or which share of it; below zero it is more. */
function checkChange({ path, from, to, percent, isShare }: PrintedChange, found: FindingList): void {
  if (from.unit === null || to.unit === null || !areComparable(from.unit, to.unit)) return;
  const inFirst = converted(to, from);
  const expected = (part: Interval, whole: Interval): Interval | null => {
    const quotient = quotientOf(part, whole);
    if (quotient === null) return null;
    const { low, high } = isShare
      ? quotient
      : { low: subtract(one, quotient.high), high: subtract(one, quotient.low) };
    return { low: percentOf(low), high: percentOf(high) };
  };
  const exact = expected(interval(inFirst, zero), interval(from, zero));
  const rounded = expected(interval(inFirst, inFirst.half), interval(from, from.half));
  if (exact === null || rounded === null || holds(percent, exact)) return;
  found.add(
    holds(percent, rounded) ? "changeInside" : "change",
    `${path}.percent`,
    { printed: `${percent.text} %`, from: shownQuantity(from), to: shownQuantity(to) },
    { expected: `${round(exact.low, Math.max(1, percent.places), "half_up")} %` },
  );
}

/**
 * CK-ROW. Where activity and factor do not fit, which is found elsewhere, the bare numbers are compared, so that a typing
 * error in such a row is found as well.
 */
function checkRow(row: Row, found: FindingList): void {
  const { amount, factor, emission, gwp } = row;
  if (amount === null || factor === null || emission === null || row.derived) return;
  const bare = multiply(multiply(amount.value, factor.value), gwp ?? one);
  const expected = expectedEmission(bare, amount, factor, emission);
  if (expected === null) return;
  if (compare(absolute(subtract(expected, emission.value)), emission.half) <= 0) return;
  found.add(
    "row",
    `${row.path}.emission`,
    {
      row: row.label,
      amount: shownQuantity(amount),
      factor: shownQuantity(factor),
      printed: shownQuantity(emission),
    },
    { expected: withUnit(round(expected, Math.max(emission.places, 2), "half_up"), emission.unitText) },
  );
}

/** The product in the unit of the printed emission; null when the units cannot be told. */
function expectedEmission(bare: Exact, amount: Printed, factor: Printed, emission: Printed): Exact | null {
  const [a, f, e] = [amount.unit, factor.unit, emission.unit];
  if (f === null || f.per === null || e === null || e.per !== null || f.dimension !== e.dimension) {
    // Nothing is known of the units: equal words on both sides are taken for equal units.
    return f === null && factor.unitText.split("/")[0]?.trim() === emission.unitText.trim() ? bare : null;
  }
  const fits = a !== null && a.per === null && areComparable(a, f.per);
  const inPer = fits ? multiply(bare, divide(a.inBase, f.per.inBase)) : bare;
  return multiply(inPer, divide(f.inBase, e.inBase));
}

/** CK-SUM: rows against the sum of their stage, stages against the total, rows against the total. */
function checkSums({ rows, stages, total }: ReadReport, found: FindingList): void {
  const printedRows = rows.flatMap(({ stage, emission }) => (emission === null ? [] : [{ stage, emission }]));
  const byStage = new Map<string, Printed[]>();
  for (const { stage, emission } of printedRows) {
    const key = stage === null ? "" : stageKey(stage);
    const known = byStage.get(key);
    if (known === undefined) byStage.set(key, [emission]);
    else known.push(emission);
  }
  const printed = new Set(stages.map(({ name }) => stageKey(name)));
  // Rows of a part, such as inbound transport, count in the printed stage that holds it.
  const loose = [...byStage].flatMap(([stage, list]) => {
    const { mains } = readStage(stage);
    return printed.has(stage) || mains.length === 0 ? [] : [{ mains, list }];
  });
  const emissionsOf = new Map<string, readonly Printed[]>();
  for (const { name, value } of stages) {
    const key = stageKey(name);
    const own = readStage(name).mains;
    const parts = loose.flatMap(({ mains, list }) => (mains.some((main) => own.includes(main)) ? list : []));
    const all = [...(byStage.get(key) ?? []), ...parts];
    emissionsOf.set(key, all);
    if (all.length > 0) compareSum("stageSum", all, value, { stage: name }, found);
  }
  if (total === null) return;
  if (stages.length > 0)
    compareSum(
      "totalOfStages",
      stages.map(({ value }) => value),
      total,
      {},
      found,
    );
  const everyStageHasRows = stages.every(({ name }) => (emissionsOf.get(stageKey(name)) ?? []).length > 0);
  if (printedRows.length > 0 && everyStageHasRows) {
    compareSum(
      "totalOfRows",
      printedRows.map(({ emission }) => emission),
      total,
      {},
      found,
    );
  }
}

function compareSum(
  key: "stageSum" | "totalOfStages" | "totalOfRows",
  parts: readonly Printed[],
  whole: Printed,
  values: Readonly<Record<string, string>>,
  found: FindingList,
): void {
  const { unit } = whole;
  if (unit === null || unit.per !== null) return;
  let [sum, tolerance] = [zero, whole.half];
  for (const part of parts) {
    if (part.unit === null || !areComparable(part.unit, unit)) return;
    const { value, half } = converted(part, whole);
    sum = add(sum, value);
    tolerance = add(tolerance, half);
  }
  const off = absolute(subtract(sum, whole.value));
  if (isZero(off)) return;
  const places = Math.max(whole.places, ...parts.slice(0, 1000).map((part) => Math.min(part.places, 12)));
  const expected = withUnit(trimmed(round(sum, Math.min(places, 34), "half_up")), whole.unitText);
  const all = { ...values, printed: shownQuantity(whole), count: String(parts.length) };
  if (compare(off, tolerance) > 0) found.add(key, whole.path, all, { expected });
  // What a program wrote with all its digits was not rounded by hand: its last digits say nothing.
  else if (compare(multiply(tolerance, billion), absolute(whole.value)) > 0) {
    found.add("sumInside", whole.path, all, { expected });
  }
}

const billion: Exact = { numerator: 1n, divisor: 1n, scale: -9 };

/** CK-SHARE: each printed percentage against stage and total, and all of them against 100. */
function checkShares(report: ReadReport, found: FindingList): void {
  const { shares, stages, total } = report;
  for (const { name, percent } of shares) {
    const stage = stages.find((one) => stageKey(one.name) === stageKey(name))?.value;
    if (stage === undefined || total === null || stage.unit === null || total.unit === null) continue;
    if (!areComparable(stage.unit, total.unit)) continue;
    const part = converted(stage, total);
    const quotient = quotientOf(interval(part, part.half), interval(total, total.half));
    if (quotient === null) continue;
    const range = { low: percentOf(quotient.low), high: percentOf(quotient.high) };
    if (holds(percent, range)) continue;
    const exact = percentOf(divide(part.value, total.value));
    found.add(
      "share",
      percent.path,
      { stage: name, printed: `${percent.text} %`, part: shownQuantity(stage), total: shownQuantity(total) },
      { expected: `${round(exact, Math.max(1, percent.places), "half_up")} %` },
    );
  }
  checkSumOfShares(report, found);
}

function checkSumOfShares(report: ReadReport, found: FindingList): void {
  const { shares } = report;
  if (shares.length === 0) return;
  const sum = shares.reduce((all, { percent }) => add(all, percent.value), zero);
  const tolerance = shares.reduce((all, { percent }) => add(all, percent.half), zero);
  const off = subtract(sum, hundred);
  const isTooMuch = compare(off, tolerance) > 0;
  const isTooLittle = compare(add(off, tolerance), zero) < 0 && sharesAreAll(report);
  if (!isTooMuch && !isTooLittle) return;
  found.add("sharesSum", "report.sharesPercent", { sum: `${toDecimal(sum)} %` }, { expected: "100 %" });
}

/** Whether every stage that is printed or in the boundary has its share. */
function sharesAreAll({ shares, stages, declared }: ReadReport): boolean {
  const named = shares.map(({ name }) => stageKey(name));
  if (stages.length > 0) return stages.every(({ name }) => named.includes(stageKey(name)));
  const covered = new Set(named.flatMap((name) => readStage(name).mains));
  const inBoundary = new Set(
    declared.statements("boundary_statements").flatMap(({ fields }) => {
      const list: unknown = fields["stages"];
      return Array.isArray(list)
        ? list.flatMap((name) => (typeof name === "string" ? readStage(name).mains : []))
        : [];
    }),
  );
  return mainStages.every((stage) => !inBoundary.has(stage) || covered.has(stage));
}

/** CK-QUOT: total over output, and the result for each kWh over the whole service life. */
function checkQuotient({ total, output, intensity, declared }: ReadReport, found: FindingList): void {
  if (total === null || intensity === null || total.unit === null || intensity.unit?.per == null) return;
  const { unit } = intensity;
  const { per } = intensity.unit;
  if (total.unit.per === null && total.unit.dimension === unit.dimension && output?.unit != null) {
    if (output.unit.dimension === per.dimension && output.unit.per === null && !isZero(output.value)) {
      const inUnit = divide(
        multiply(total.unit.inBase, per.inBase),
        multiply(output.unit.inBase, unit.inBase),
      );
      const quotient = (value: Exact) => multiply(divide(value, output.value), inUnit);
      const range = ordered(
        quotient(subtract(total.value, total.half)),
        quotient(add(total.value, total.half)),
      );
      if (!holds(intensity, range)) {
        found.add(
          "quotient",
          intensity.path,
          { printed: shownQuantity(intensity), total: shownQuantity(total), output: shownQuantity(output) },
          {
            expected: withUnit(
              round(quotient(total.value), Math.max(intensity.places, 2), "half_up"),
              intensity.unitText,
            ),
          },
        );
      }
    }
  }
  const energy = declared.object("energy");
  const capacity = decimalIn(energy["capacityKWh"]);
  const cycles = decimalIn(energy["fecPerYear"]);
  const years = decimalIn(energy["years"]);
  if (capacity === null || cycles === null || years === null || per.dimension !== "energy") return;
  const lifetime = multiply(multiply(capacity, cycles), years);
  found.note("declared.energy", `${toDecimal(lifetime)} kWh`, {
    en: "Energy over the service life: capacity times cycles a year times years.",
    zh: "全寿命期总能量：容量×年循环次数×年数。",
  });
  if (output?.unit?.dimension !== "energy" || output.unit.basis === "capacity") return;
  const printedKWh = multiply(output.value, output.unit.inBase);
  const half = multiply(output.half, output.unit.inBase);
  if (isZero(lifetime) || compare(absolute(subtract(printedKWh, lifetime)), half) <= 0) return;
  found.add(
    "lifetimeEnergy",
    output.path,
    { printed: shownQuantity(output) },
    { expected: `${toDecimal(lifetime)} kWh` },
  );
}

function percentOf(share: Exact): Exact {
  return multiply(share, hundred);
}

/** Whether something inside the range is printed so. */
function holds(printed: PrintedNumber, { low, high }: Interval): boolean {
  return (
    compare(add(printed.value, printed.half), low) >= 0 &&
    compare(subtract(printed.value, printed.half), high) <= 0
  );
}

function interval({ value }: { readonly value: Exact }, half: Exact): Interval {
  return { low: subtract(value, half), high: add(value, half) };
}

function ordered(a: Exact, b: Exact): Interval {
  return compare(a, b) <= 0 ? { low: a, high: b } : { low: b, high: a };
}

/** Value and half unit of a quantity in the unit of another, which it can be compared with. */
function converted(from: Printed, to: Printed): { readonly value: Exact; readonly half: Exact } {
  if (from.unit === null || to.unit === null) return from;
  return { value: convert(from.value, from.unit, to.unit), half: convert(from.half, from.unit, to.unit) };
}

/** A quantity as it is printed; of what a program wrote with all its digits, the first eight. */
export function shownQuantity({ text, value, unitText }: Printed): string {
  return withUnit(text.length <= longestNumber ? text : `≈ ${toDecimal(value, 8)}`, unitText);
}

const longestNumber = 18;

function withUnit(number: string, unit: string): string {
  const exact = number.length <= longestNumber || number.startsWith("≈") ? null : parseExact(number);
  const value = exact === null ? number : `≈ ${toDecimal(exact, 8)}`;
  return unit === "" ? value : `${value} ${unit}`;
}

function trimmed(decimal: string): string {
  const value = parseExact(decimal);
  return value === null ? decimal : toDecimal(value);
}
