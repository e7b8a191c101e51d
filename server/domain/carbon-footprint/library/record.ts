/**
 * What a printed figure may be used for. Only an emission factor ever feeds a calculation; a method parameter belongs to
 * its method; everything else is there to compare with.
 */
export const recordKinds = [
  "emission_factor",
  "benchmark",
  "characteristic",
  "method_parameter",
  "published_result",
  "scenario",
  "activity",
  "gwp",
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Words by which a record is found beside its names. */
export const recordCategories = [
  "cathode",
  "anode",
  "materials",
  "electricity",
  "fuel",
  "heat",
  "transport",
  "recycling",
  "pack",
  "cell",
  "stage-share",
  "method",
  "recycled-content",
  "gwp",
  "battery-design",
] as const;
export type RecordCategory = (typeof recordCategories)[number];

/** One figure of a source, as printed there: a value, or a range of which one end may be open. */
export interface LibraryRecord {
  readonly id: string;
  readonly kind: RecordKind;
  readonly category: RecordCategory;
  readonly nameEn: string;
  readonly nameZh: string;
  /** Decimal; null when only a range is printed. */
  readonly value: string | null;
  readonly min: string | null;
  readonly max: string | null;
  /** As calculations write it; `fraction` and `relative change` are plain numbers, 0.2 for a fifth. */
  readonly unit: string;
  /** ISO 3166 codes, `GLO` for the world, or words where the source says no more. */
  readonly geography: string;
  readonly year: number;
  readonly sourceTitle: string;
  /** Section, table or figure. */
  readonly sourceWhere: string | null;
  readonly qualityNote: string | null;
  readonly boundary: string | null;
  /** False for a factor that is kept as printed and must not be calculated with. */
  readonly usable: boolean;
}

type Figure = string | { readonly min?: string; readonly max?: string };

interface More {
  readonly note?: string;
  readonly boundary?: string;
  readonly usable?: boolean;
}

/**
 * A record in the order people name things: what it is, its names, its figure and unit, place and year, source.
 *
 * Source: the work named by `source`.
 */
export function record(
  [id, kind, category]: readonly [id: string, kind: RecordKind, category: RecordCategory],
  [nameEn, nameZh]: readonly [en: string, zh: string],
  figure: Figure,
  unit: string,
  [geography, year]: readonly [geography: string, year: number],
  [sourceTitle, sourceWhere]: readonly [title: string, where: string | null],
  { note, boundary, usable = true }: More = {},
): LibraryRecord {
  const range = typeof figure === "string" ? {} : figure;
  return {
    ...{ id, kind, category, nameEn, nameZh },
    value: typeof figure === "string" ? figure : null,
    min: range.min ?? null,
    max: range.max ?? null,
    ...{ unit, geography, year, sourceTitle, sourceWhere },
    qualityNote: note ?? null,
    boundary: boundary ?? null,
    usable: usable && kind === "emission_factor" && typeof figure === "string",
  };
}
