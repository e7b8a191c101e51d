import type { Exact } from "../quantity/exact.ts";
import { absolute, compare, divide, isZero, parseExact, subtract, toDecimal } from "../quantity/exact.ts";
import { areComparable, convert, parseUnit } from "../quantity/unit.ts";

/** A factor that a declaration calculates with. */
export interface DeclaredFactor {
  /** Kind of the inventory line. */
  readonly kind: string;
  /** What the line and its factor are called, in every language. */
  readonly names: readonly string[];
  /** ISO 3166: what is stated; where nothing is, the plant's places, the most precise first. */
  readonly geographies: readonly string[];
  /** Decimal. */
  readonly value: string;
  /** For example `kgCO2e/kWh`. */
  readonly unit: string;
  /** The library record the line names, where it names one; its value may be another one all the same. */
  readonly libraryId: string | null;
  /** Of an electricity line: which electricity it is. */
  readonly electricityModel: string | null;
  /** Year of the activity. */
  readonly year: number;
}

/** A record of the library, in its newest version. */
export interface LibraryFactor {
  readonly id: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly geography: string;
  readonly year: number;
  readonly category: string | null;
  readonly value: string;
  readonly unit: string;
}

/** A declared factor beside the library's. */
export interface LibraryDistance {
  readonly record: LibraryFactor;
  /** The declared value in the record's unit; 34 significant digits at most. */
  readonly declared: string;
  /** Declared less the record's, in the record's unit. */
  readonly difference: string;
  /** The same as a share of the record's value, signed: -0.5 is half as much. */
  readonly share: string;
}

/** Shares up to this are no distance worth a word: the least by which two editions of one source differ. */
const leastShare: Exact = { numerator: 1n, divisor: 5n, scale: 0 };

/**
 * How far a declared factor is from the library's record for the same thing and geography; null where the library has none,
 * where units cannot be compared, or where they differ by a fifth of the record's value or less.
 *
 * The same thing is: the record that the line names; for electricity of the grid the library's electricity of that geography;
 * else a record that is called the same. Of several geographies the first one counts that has a record, of several records the one whose year is nearest, the newer of two. A difference says
 * nothing about which of both is right: a plant's own figure may well be far from an average.
 *
 * Source: our own rule, for a first look; no law sets such a distance.
 */
export function distanceFromLibrary(
  declared: DeclaredFactor,
  library: readonly LibraryFactor[],
): LibraryDistance | null {
  const [mine, from] = [parseExact(declared.value), parseUnit(declared.unit)];
  if (mine === null || from === null) return null;
  const same = library.filter((one) => {
    const to = parseUnit(one.unit);
    return isSameThing(declared, one) && to !== null && areComparable(from, to);
  });
  const place = declared.geographies.find((one) => same.some(({ geography }) => geography === one));
  const [record] = same
    .filter(({ geography }) => declared.libraryId !== null || geography === place)
    .toSorted(
      (one, other) =>
        Math.abs(one.year - declared.year) - Math.abs(other.year - declared.year) || other.year - one.year,
    );
  const [its, to] = [parseExact(record?.value ?? ""), parseUnit(record?.unit ?? "")];
  if (record === undefined || its === null || to === null || isZero(its)) return null;
  const value = convert(mine, from, to);
  const difference = subtract(value, its);
  const share = divide(difference, absolute(its));
  if (compare(absolute(share), leastShare) <= 0) return null;
  return { record, declared: toDecimal(value), difference: toDecimal(difference), share: toDecimal(share) };
}

function isSameThing(declared: DeclaredFactor, record: LibraryFactor): boolean {
  if (declared.libraryId !== null) return declared.libraryId === record.id;
  if (declared.kind === "electricity")
    return record.category === "electricity" && declared.electricityModel === "national_average";
  const called = new Set([folded(record.nameEn), folded(record.nameZh)]);
  return declared.names.some((name) => called.has(folded(name)));
}

function folded(name: string): string {
  return name.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();
}
