import type { InventoryLine } from "../carbon-footprint/inventory-line.ts";
import type { PcfResult } from "../carbon-footprint/request.ts";
import {
  absolute,
  add,
  compare,
  isZero,
  multiply,
  parseExact,
  subtract,
  toDecimal,
  zero,
} from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { contributionsOf, stagesIn } from "./contributions.ts";

/** A stage as the public study tells it: lines by name, and the rest as one figure. */
export interface DisclosedStage<Line extends InventoryLine = InventoryLine> {
  readonly stage: string;
  /** kgCO2e of the whole stage, public by Art. 7(1)(e). */
  readonly kg: string;
  readonly shown: readonly { readonly line: Line; readonly kg: string }[];
  /** Everything else of the stage together; null when every line is shown. No line at all: end of life of the product. */
  readonly others: { readonly count: number; readonly kg: string } | null;
}

/** Lines a group has at least that holds a confidential one. */
export const leastGroup = 3;
/** A group in which one confidential line has more than this part says nearly what that line says. */
const dominance: Exact = { numerator: 8n, divisor: 1n, scale: 1 };
/** Lines told by name in one stage: more is no plain language. */
const mostShown = 6;

/**
 * What of each stage may be told without telling a confidential line.
 *
 * The stage's figure is public by law, so whoever knows every shown line knows the rest. Therefore a confidential line
 * is always part of a rest of at least three lines in which it is not more than four fifths; shown lines join the rest,
 * the smallest first, until that holds. Where it cannot hold, no line of the stage is shown. A stage made of a single
 * confidential line still has its figure in the declaration: the law wants it there.
 *
 * Which factor a hidden line uses, its amount, its share of primary data are told nowhere.
 *
 * Source: minimum frequency and dominance rule of statistical disclosure control (Eurostat guidelines on confidentiality);
 * Regulation (EU) 2023/1542, Art. 7(1)(e) and (g).
 */
export function disclosedLines<Line extends InventoryLine>(
  lines: readonly Line[],
  result: PcfResult,
): readonly DisclosedStage<Line>[] {
  const counted = contributionsOf(lines, result).filter(({ line }) => !line.cut);
  return stagesIn(result).map(([stage, stageKg]) => {
    const own = counted
      .filter((one) => one.stage === stage)
      .map(({ line, kg }) => ({ line, kg: exact(kg) }))
      .toSorted((a, b) => compare(absolute(b.kg), absolute(a.kg)));
    const open = own.filter(({ line }) => !line.confidential);
    const rest = own.filter(({ line }) => line.confidential);
    const isClosed = () => rest.length === own.length || (rest.length >= leastGroup && !isDominated(rest));
    if (rest.length > 0) while (!isClosed()) moveSmallest(open, rest);
    while (open.length > mostShown) moveSmallest(open, rest);
    // One small line alone among "others" is told by subtraction anyway: it may be named.
    const only = rest.length === 1 && rest[0]?.line.confidential === false ? rest.pop() : undefined;
    if (only !== undefined) open.push(only);
    // What belongs to no line, the end of life of the whole product, stays in the rest.
    const restKg = subtract(
      exact(stageKg),
      open.reduce((sum, { kg }) => add(sum, kg), zero),
    );
    return {
      stage,
      kg: stageKg,
      shown: open.map(({ line, kg }) => ({ line, kg: toDecimal(kg) })),
      others: rest.length === 0 && isZero(restKg) ? null : { count: rest.length, kg: toDecimal(restKg) },
    };
  });
}

interface Weighed<Line> {
  readonly line: Line;
  readonly kg: Exact;
}

function moveSmallest<Line>(from: Weighed<Line>[], to: Weighed<Line>[]): void {
  const smallest = from.pop();
  if (smallest !== undefined) to.push(smallest);
}

function isDominated(group: readonly Weighed<InventoryLine>[]): boolean {
  const all = group.reduce((sum, { kg }) => add(sum, absolute(kg)), zero);
  const limit = multiply(all, dominance);
  return group.some(({ line, kg }) => line.confidential && compare(absolute(kg), limit) > 0);
}

function exact(decimal: string | undefined): Exact {
  return parseExact(decimal ?? "0") ?? zero;
}
