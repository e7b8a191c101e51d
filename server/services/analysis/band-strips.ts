import { bandPosition, isOutsideEvery } from "../../domain/carbon-footprint/analysis/band.ts";
import type { ResultModel } from "../../domain/carbon-footprint/analysis/result-model.ts";
import { referenceValues } from "../../domain/carbon-footprint/library/library.ts";
import { isFields } from "../../domain/carbon-footprint/read.ts";
import { divide, isZero, multiply, parseExact, toDecimal } from "../../domain/quantity/exact.ts";
import type { Exact } from "../../domain/quantity/exact.ts";
import { parseUnit } from "../../domain/quantity/unit.ts";
import type { BandStrip } from "./view.ts";

const units = {
  capacity: "kgCO2e/kWh capacity",
  lifetime: "kgCO2e/kWh lifetime energy",
} as const;

/**
 * A result beside published ones, per kWh of usable capacity and per kWh of lifetime energy; what its method cannot be
 * divided by is left out.
 */
export function bandStrips(model: ResultModel): readonly BandStrip[] {
  if (model.method.energyRules === null) return [];
  const capacity = usableCapacity(model);
  return [
    ...(capacity === null ? [] : [strip("capacity", divide(model.totalKg, capacity))]),
    strip("lifetime", model.perUnit),
  ];
}

/** In kWh; null when it is not stated or zero. */
export function usableCapacity({ request }: ResultModel): Exact | null {
  const energy: unknown = request.energy;
  const stated = isFields(energy) ? energy["usableCapacity"] : null;
  if (!isFields(stated) || typeof stated["value"] !== "string" || typeof stated["unit"] !== "string") {
    return null;
  }
  const [value, unit] = [parseExact(stated["value"]), parseUnit(stated["unit"])];
  return value === null || unit === null || isZero(value) ? null : multiply(value, unit.inBase);
}

/** Published values per kWh of capacity or of lifetime energy, as the library holds them. */
export function bandsPer(per: BandStrip["per"]) {
  return referenceValues.filter(({ unit, kind }) => unit === units[per] && kind !== "scenario");
}

function strip(per: BandStrip["per"], exact: Exact): BandStrip {
  const value = toDecimal(exact);
  const bands = bandsPer(per).map((band) => ({
    ...{ id: band.id, nameEn: band.nameEn, nameZh: band.nameZh },
    ...{ value: band.value, min: band.min, max: band.max },
    source: [band.sourceTitle, band.sourceWhere].filter((text) => text !== null).join(", "),
    ...{ note: band.qualityNote, geography: band.geography, year: band.year },
    position: bandPosition(value, band),
  }));
  return { per, value, unit: units[per], isOutside: isOutsideEvery(value, bands), bands };
}
