import {
  absolute,
  add,
  compare,
  divide,
  isNegative,
  isZero,
  parseExact,
  subtract,
  toDecimal,
  zero,
} from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { areComparable, convert, parseUnit } from "../quantity/unit.ts";
import type { InventoryLine } from "./inventory-line.ts";

/**
 * How far the materials may be from the weight of the pack before it is pointed out, as a share of the weight. Our own
 * choice: no rule gives one, and cut-off inputs, adhesives and rounding explain a few percent.
 */
export const massTolerance = "0.05";

/** Materials of one component. */
export interface ComponentMass {
  /** Null for the materials that name no component. */
  readonly component: string | null;
  readonly massKg: string;
  /** Of all materials that count, 0..1. */
  readonly share: string;
  readonly lines: readonly string[];
}

/** The materials of an inventory beside the weight of the pack they make. */
export interface MassBalance {
  readonly sumKg: string;
  /** As stated for the model. */
  readonly packKg: string;
  /** Materials less pack: below zero where materials are missing. */
  readonly differenceKg: string;
  /** Of the weight of the pack. */
  readonly differenceShare: string;
  readonly isWithin: boolean;
  readonly tolerance: string;
  /** In the order in which the inventory names them. */
  readonly components: readonly ComponentMass[];
  /** Materials of the pack whose mass is missing, or no mass. */
  readonly withoutMass: readonly string[];
  /** Materials that do not go into the pack: of production, distribution and the end of life, and credits. */
  readonly notCounted: readonly string[];
}

/** Stages whose materials stay in the battery; what production uses up beside them leaves it again. */
const stagesInPack: ReadonlySet<string> = new Set([
  ...["raw_materials", "raw_materials_and_parts", "raw_materials_and_eol", "parts"],
]);

/**
 * Compares the masses of the materials with the weight of the pack, in kg. Materials that are cut off weigh something and
 * count; credits and materials of other stages than raw materials and parts do not, and neither does a published row that
 * is kept out of the calculation. Masses are as entered: a line that includes production loss makes the sum greater.
 *
 * Null when the weight is no decimal above 0. Exact; shares that do not terminate have 34 significant digits.
 *
 * Source: mass balance against the weight of the pack, section 13 of the method notes (bill of materials as a check).
 *
 * @example 570 kg of materials for a pack of 600 kg: -30 kg, -0.05, within the tolerance of 0.05.
 */
export function massBalance(
  lines: readonly InventoryLine[],
  packMassKg: string,
  tolerance = massTolerance,
): MassBalance | null {
  const pack = parseExact(packMassKg);
  const allowed = parseExact(tolerance);
  if (pack === null || allowed === null || isNegative(pack) || isZero(pack)) return null;
  const materials = lines.filter(
    ({ kind, publishedProblem }) => kind === "material" && publishedProblem === null,
  );
  const isInPack = ({ stage, credit }: InventoryLine) => !credit && stagesInPack.has(stage);
  const weighed = materials
    .filter(isInPack)
    .map(({ code, component, ...line }) => ({ code, component, kg: massOf(line) }));
  const sumKg = sum(weighed);
  const difference = subtract(sumKg, pack);
  const share = divide(difference, pack);
  const names = [...new Set(weighed.map(({ component }) => component))];
  return {
    sumKg: toDecimal(sumKg),
    packKg: toDecimal(pack),
    differenceKg: toDecimal(difference),
    differenceShare: toDecimal(share),
    isWithin: compare(absolute(share), allowed) <= 0,
    tolerance,
    components: names.map((name) => {
      const members = weighed.filter(({ component, kg }) => component === name && kg !== null);
      const massKg = sum(members);
      return {
        component: name,
        massKg: toDecimal(massKg),
        share: isZero(sumKg) ? "0" : toDecimal(divide(massKg, sumKg)),
        lines: members.map(({ code }) => code),
      };
    }),
    withoutMass: weighed.filter(({ kg }) => kg === null).map(({ code }) => code),
    notCounted: materials.filter((line) => !isInPack(line)).map(({ code }) => code),
  };
}

function sum(parts: readonly { readonly kg: Exact | null }[]): Exact {
  return parts.reduce((total, { kg }) => add(total, kg ?? zero), zero);
}

/** kg; null for what is no mass. */
function massOf({ amount, amountUnit }: Pick<InventoryLine, "amount" | "amountUnit">): Exact | null {
  const value = amount === null ? null : parseExact(amount);
  const unit = amountUnit === null ? null : parseUnit(amountUnit);
  const kg = parseUnit("kg");
  if (value === null || unit === null || kg === null || isNegative(value)) return null;
  return areComparable(unit, kg) ? convert(value, unit, kg) : null;
}
