import type { InventoryLine } from "../inventory-line.ts";
import { logarithm } from "./elementary.ts";
import { basicVariance, qualityVariance } from "./pedigree.ts";

/** How a line may be off: a factor on its emission. Sigma is the standard deviation of the factor's logarithm. */
export type Spread =
  | { readonly distribution: "lognormal"; readonly sigma: number }
  | { readonly distribution: "normal" | "uniform" | "triangular"; readonly spread: number };

export interface UncertainLine {
  readonly code: string;
  /** Emission as calculated, in kgCO2e. */
  readonly kg: number;
  /** Of this line alone. */
  readonly own: Spread;
  /**
   * What the data set behind the line adds; lines on the same data set are off together. Null for a line with data of
   * its own.
   */
  readonly dataSet: { readonly key: string; readonly sigma: number } | null;
}

/** What a simulation needs to know about an inventory: plain numbers, made to be sent to a worker. */
export interface UncertaintyModel {
  /** What the total is divided by, in the unit of the result. */
  readonly denominator: number;
  readonly lines: readonly UncertainLine[];
}

/**
 * Turns a calculated inventory into what a simulation draws from. A line that states how far it may be off is taken at
 * its word. Any other has the basic uncertainty of its kind, and a line on secondary data that of its data quality beside
 * it, shared by all lines on the same factor of the library. A stated value is the median of a lognormal distribution.
 * A statement that cannot be read counts as not made.
 *
 * @param emissions kgCO2e of each counted line, by code.
 * @param denominator of the result, above 0.
 */
export function uncertaintyModel(
  lines: readonly InventoryLine[],
  emissions: ReadonlyMap<string, number>,
  denominator: number,
): UncertaintyModel {
  return {
    denominator,
    lines: lines.flatMap((line): readonly UncertainLine[] => {
      const kg = emissions.get(line.code);
      if (kg === undefined) return [];
      const stated = statedSpread(line);
      if (stated !== null) return [{ code: line.code, kg, own: stated, dataSet: null }];
      const own = { distribution: "lognormal", sigma: Math.sqrt(basicVariance(line.kind)) } as const;
      return [{ code: line.code, kg, own, dataSet: dataSetOf(line) }];
    }),
  };
}

function statedSpread({ uncertainty }: InventoryLine): Spread | null {
  if (uncertainty === null) return null;
  if (uncertainty.distribution === "lognormal") {
    const gsd = Number(uncertainty.gsd);
    return gsd >= 1 && gsd <= 100 ? { distribution: "lognormal", sigma: logarithm(gsd) } : null;
  }
  const spread = Number(uncertainty.spread);
  return spread >= 0 && spread <= 10 ? { distribution: uncertainty.distribution, spread } : null;
}

function dataSetOf(line: InventoryLine): UncertainLine["dataSet"] {
  if (line.dataKind === "primary") return null;
  const { factorId, factorVersion, code } = line;
  return {
    key: factorId === null ? `line ${code}` : `factor ${factorId} ${String(factorVersion)}`,
    sigma: Math.sqrt(qualityVariance(line.quality)),
  };
}
