import type { DataQuality } from "../../server/domain/carbon-footprint/inventory-line.ts";
import type { NewLine } from "../../server/services/footprint/create-draft.ts";
import { factorOf } from "./factors.ts";

/** English, then Simplified Chinese. */
export type Names = readonly [en: string, zh: string];

/** Where an amount comes from, and what that makes of it. */
export interface Origin {
  readonly source: Names;
  readonly illustrative: boolean;
  readonly dataKind: "primary" | "secondary";
  readonly quality?: DataQuality;
}

/** An amount made up for the demonstration. */
export function madeUp(en: string, zh: string): Origin {
  return { source: [en, zh], illustrative: true, dataKind: "secondary", quality: illustrativeScores };
}

/** Made up as well: a process like the one meant, of the same country, a few years old. */
const illustrativeScores: DataQuality = { TeR: "2", GeR: "2", TiR: "3" };

/** An amount made up for the demonstration where a maker would enter a measured one; the scores are those of its factor. */
export function madeUpInPlaceOfMeasured(en: string, zh: string): Origin {
  return { source: [en, zh], illustrative: true, dataKind: "primary", quality: illustrativeScores };
}

/** An amount that a published document prints: secondary data for whoever uses it. */
export function published(en: string, zh: string): Origin {
  return { source: [en, zh], illustrative: false, dataKind: "secondary" };
}

type Place = readonly [stage: string, component: string];
type Common = Pick<
  NewLine,
  | "stage"
  | "component"
  | "quality"
  | "nameEn"
  | "nameZh"
  | "dataKind"
  | "illustrative"
  | "sourceEn"
  | "sourceZh"
>;

function common(place: Place, names: Names, origin: Origin): Common {
  return {
    stage: place[0],
    component: place[1],
    nameEn: names[0],
    nameZh: names[1],
    dataKind: origin.dataKind,
    ...(origin.quality === undefined ? {} : { quality: origin.quality }),
    illustrative: origin.illustrative,
    sourceEn: origin.source[0],
    sourceZh: origin.source[1],
  };
}

/** So many kilograms of a material at a factor of the library, part of them recycled if `recycled` says so. */
export function material(
  code: string,
  place: Place,
  names: Names,
  massKg: string,
  factor: string,
  origin: Origin,
  recycled?: { readonly share: string; readonly factor: string },
): NewLine {
  const line = {
    code,
    kind: "material",
    ...common(place, names, origin),
    amount: massKg,
    amountUnit: "kg",
    factorId: factorOf(factor).id,
  } as const;
  if (recycled === undefined) return line;
  const other = factorOf(recycled.factor);
  return {
    ...line,
    recycledShare: recycled.share,
    recycledFactorValue: other.value,
    recycledFactorUnit: other.unit,
  };
}

/** An amount of anything else at a factor of the library. */
export function activity(
  code: string,
  place: Place,
  names: Names,
  amount: readonly [value: string, unit: string],
  factor: string,
  origin: Origin,
): NewLine {
  return {
    code,
    kind: "activity",
    ...common(place, names, origin),
    amount: amount[0],
    amountUnit: amount[1],
    factorId: factorOf(factor).id,
  };
}

/** Electricity, with the model by which its factor was chosen. */
export function electricity(
  code: string,
  place: Place,
  names: Names,
  amount: readonly [value: string, unit: string],
  model: "direct" | "national_average",
  factor: string,
  origin: Origin,
): NewLine {
  return {
    ...activity(code, place, names, amount, factor, origin),
    kind: "electricity",
    electricityModel: model,
  };
}

/** One leg of a transport: tonnes over kilometres. */
export function leg(
  code: string,
  place: Place,
  names: Names,
  mode: "road" | "rail" | "water",
  work: readonly [tonnes: string, km: string],
  factor: string,
  origin: Origin,
): NewLine {
  return {
    ...activity(code, place, names, [work[0], "t"], factor, origin),
    kind: "transport",
    transportMode: mode,
    distance: work[1],
    distanceUnit: "km",
  };
}
