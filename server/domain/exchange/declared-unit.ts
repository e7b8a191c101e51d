import type { Dimension } from "../quantity/unit.ts";
import { parseUnit } from "../quantity/unit.ts";

/**
 * Units of measurement a footprint may be declared in, and the unit our calculations have for each; null where they have
 * none and only the mass of the product leads to one.
 *
 * Source: PACT Technical Specifications 3.0.3, `declaredUnitOfMeasurement`; the first eight are those of Catena-X PCF
 * 7.0.0 (`declaredUnit`).
 */
export const declaredUnits = {
  liter: "L",
  kilogram: "kg",
  "cubic meter": "m3",
  "kilowatt hour": "kWh",
  megajoule: "MJ",
  "ton kilometer": "tkm",
  "square meter": null,
  piece: "piece",
  hour: null,
  "megabit second": null,
} as const satisfies Readonly<Record<string, string | null>>;
export type DeclaredUnit = keyof typeof declaredUnits;

export const declaredUnitNames: readonly DeclaredUnit[] = [
  "liter",
  "kilogram",
  "cubic meter",
  "kilowatt hour",
  "megajoule",
  "ton kilometer",
  "square meter",
  "piece",
  "hour",
  "megabit second",
];

/** Units that Catena-X PCF up to 7.0.0 admits. */
export const catenaXUnitNames: readonly DeclaredUnit[] = declaredUnitNames.filter(
  (name) => name !== "hour" && name !== "megabit second",
);

const byDimension: Readonly<Partial<Record<Dimension, DeclaredUnit>>> = {
  mass: "kilogram",
  volume: "cubic meter",
  energy: "kilowatt hour",
  "transport work": "ton kilometer",
  count: "piece",
};

/** The declared unit that is as large as this unit of ours, or of the same kind; null when the format has none. */
export function declaredUnitFor(text: string): DeclaredUnit | null {
  const same = declaredUnitNames.find((name) => declaredUnits[name] === text);
  if (same !== undefined) return same;
  const unit = parseUnit(text);
  return unit === null || unit.per !== null ? null : (byDimension[unit.dimension] ?? null);
}
