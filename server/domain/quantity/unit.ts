import { divide, multiply, one, parseExact, zero } from "./exact.ts";
import type { Exact } from "./exact.ts";

export type Dimension =
  | "mass"
  | "co2e"
  | "energy"
  | "volume"
  | "distance"
  | "transport work"
  | "time"
  | "count"
  | "frequency"
  | "distance per time";

/** What an energy is the energy of. Two bases are never divided by one another or converted into one another. */
type FunctionalBasis = "capacity" | "lifetime energy";

/** A unit as read: its size in the base unit of its dimension, and the words behind it kept apart. */
export interface Unit {
  readonly dimension: Dimension;
  readonly inBase: Exact;
  /** Words after the symbol, for example `cells` in `MWh cells`; empty when there are none. */
  readonly qualifier: string;
  readonly basis: FunctionalBasis | null;
  /** The unit weighs CO2 alone and is read as CO2e. */
  readonly co2Only: boolean;
  /** The denominator of a ratio such as `kgCO2e/kWh`. */
  readonly per: Unit | null;
}

/**
 * Symbols, dimension, size in the base unit as a decimal or as a quotient of two. Symbols are compared without spaces,
 * after {@link spellings}. Base units: kg, kgCO2e, kWh, m3, km, tkm, a, piece, 1/a, km/a. 1 kWh is 3.6 MJ exactly.
 */
const unitTable: readonly (readonly [
  symbols: readonly string[],
  Dimension,
  size: string,
  dividedBy?: string,
])[] = [
  [["g"], "mass", "1e-3"],
  [["kg"], "mass", "1"],
  [["t"], "mass", "1e3"],
  [["gCO2e", "gCO2"], "co2e", "1e-3"],
  [["kgCO2e", "kgCO2"], "co2e", "1"],
  [["tCO2e", "tCO2"], "co2e", "1e3"],
  [["Wh"], "energy", "1e-3"],
  [["kWh"], "energy", "1"],
  [["MWh"], "energy", "1e3"],
  [["GWh"], "energy", "1e6"],
  [["10^4kWh", "万kWh"], "energy", "1e4"],
  [["MJ"], "energy", "1", "3.6"],
  [["GJ"], "energy", "1e3", "3.6"],
  [["L"], "volume", "1e-3"],
  [["m3"], "volume", "1"],
  [["10^4m3", "万m3"], "volume", "1e4"],
  [["m"], "distance", "1e-3"],
  [["km"], "distance", "1"],
  [["tkm", "t·km"], "transport work", "1"],
  [["kgkm", "kg·km"], "transport work", "1e-3"],
  [["a", "year"], "time", "1"],
  [["month"], "time", "1", "12"],
  [["piece"], "count", "1"],
  [["1/a", "1/year"], "frequency", "1"],
  [["1/month"], "frequency", "12"],
  [["km/a", "km/year"], "distance per time", "1"],
  [["km/month"], "distance per time", "12"],
];

/** Other ways of writing the same symbol, replaced before the table is asked. */
const spellings: readonly (readonly [written: RegExp, meant: string])[] = [
  [/[*⋅•∙]/g, "·"],
  [/CO2-?eq/g, "CO2e"],
];

const functionalBases: readonly (readonly [word: RegExp, FunctionalBasis])[] = [
  [/\bcapacity\b/i, "capacity"],
  [/\blifetime\b/i, "lifetime energy"],
];

const units: ReadonlyMap<string, Unit> = new Map(
  unitTable.flatMap(([symbols, dimension, size, dividedBy = "1"]) =>
    symbols.map((symbol) => [
      symbol,
      {
        dimension,
        inBase: divide(size === "1" ? one : (parseExact(size) ?? zero), dividedByExact(dividedBy)),
        qualifier: "",
        basis: null,
        co2Only: symbol.endsWith("CO2"),
        per: null,
      },
    ]),
  ),
);

function dividedByExact(decimal: string): Exact {
  return decimal === "1" ? one : (parseExact(decimal) ?? one);
}

const longestText = 200;

/**
 * Units already read, because an inventory of a thousand lines has about ten of them. Emptied when full, so that
 * requests from outside cannot fill the memory.
 */
const read = new Map<string, Unit | null>(units);
const mostRead = 1000;

/**
 * Reads a unit or a ratio of two: `10^4 kWh`, `kWh lifetime energy`, `kgCO2e/(t·km)`. Symbols are case-sensitive; words
 * behind a symbol are its qualifier and must not begin with a unit. Null when unknown.
 */
export function parseUnit(text: string): Unit | null {
  const known = read.get(text);
  if (known !== undefined) return known;
  if (text.length > longestText) return null;
  if (read.size >= mostRead) read.clear();
  // The compatibility form turns m³ into m3, CO₂ into CO2 and full-width brackets into plain ones, but 10⁴ into 104.
  const compatible = text.replace("10⁴", "10^4").normalize("NFKC").trim();
  const normal = spellings.reduce((result, [written, meant]) => result.replace(written, meant), compatible);
  const unit = parseSimple(normal) ?? parseRatio(normal);
  read.set(text, unit);
  return unit;
}

/** Same dimension on both sides of the stroke, and no two different functional bases. */
export function areComparable(a: Unit, b: Unit): boolean {
  if (a.dimension !== b.dimension) return false;
  if (a.basis !== null && b.basis !== null && a.basis !== b.basis) return false;
  if (a.per === null || b.per === null) return a.per === b.per;
  return areComparable(a.per, b.per);
}

/** A value of unit `from` in unit `to`; ask {@link areComparable} first. */
export function convert(value: Exact, from: Unit, to: Unit): Exact {
  return divide(multiply(value, sizeInBase(from)), sizeInBase(to));
}

/** Size in base units: of a ratio, the size of its numerator over the size of its denominator. */
function sizeInBase(unit: Unit): Exact {
  return unit.per === null ? unit.inBase : divide(unit.inBase, unit.per.inBase);
}

/** A symbol with its qualifier: the longest beginning that is in the table, the rest words. */
function parseSimple(text: string): Unit | null {
  const words = text.replace(/\(/g, " (").split(/\s+/);
  for (let end = words.length; end > 0; end -= 1) {
    const unit = units.get(words.slice(0, end).join(""));
    if (unit === undefined) continue;
    const rest = words.slice(end);
    return rest.length === 0 ? unit : qualified(unit, rest);
  }
  return null;
}

function qualified(unit: Unit, words: readonly string[]): Unit | null {
  const qualifier = words.join(" ");
  const isRemark = /^\(.*\)$/.test(qualifier);
  // `kg m` is a product we do not know, not kilograms with a remark; `kg 2` and `kWh / a` are no remarks either.
  if (!isRemark && (!/^\p{L}[^/]*$/u.test(qualifier) || units.has(words[0] ?? ""))) return null;
  const basis = functionalBases.find(([word]) => word.test(qualifier))?.[1] ?? null;
  return { ...unit, qualifier, basis };
}

function parseRatio(text: string): Unit | null {
  const stroke = text.indexOf("/");
  if (stroke < 0) return null;
  const numerator = parseSimple(text.slice(0, stroke).trim());
  const below = text.slice(stroke + 1).trim();
  const bracketed = /^\(([^()]*)\)(.*)$/.exec(below);
  const per = parseSimple(bracketed === null ? below : `${bracketed[1] ?? ""} ${bracketed[2] ?? ""}`.trim());
  return numerator === null || per === null ? null : { ...numerator, per };
}
