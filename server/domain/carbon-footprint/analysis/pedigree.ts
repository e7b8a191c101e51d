import type { DataQuality, InventoryLine } from "../inventory-line.ts";
import { logarithm } from "./elementary.ts";

/**
 * Uncertainty factors of data quality scores 1 to 5: squares of the geometric standard deviation that a score adds. Our
 * four criteria take the factors of the indicator they speak of: TeR technological correlation, GeR geographical
 * correlation, TiR temporal correlation, P reliability. Completeness and sample size are not scored here and add
 * nothing.
 *
 * Source: pedigree matrix of B. P. Weidema and M. S. Wesnaes (1996) with the uncertainty factors of ecoinvent report
 * no. 1 (R. Frischknecht, N. Jungbluth et al., 2007), table 7.2. Score 4 of geography has no factor there; it takes that
 * of score 3.
 */
export const pedigreeFactors: Readonly<Record<keyof DataQuality, readonly number[]>> = {
  TeR: [1, 1, 1.2, 1.5, 2],
  GeR: [1, 1.01, 1.02, 1.02, 1.1],
  TiR: [1, 1.03, 1.1, 1.2, 1.5],
  P: [1, 1.05, 1.1, 1.2, 1.5],
};

/**
 * Uncertainty factor that even the best data have, by kind of line: squares of the geometric standard deviation.
 *
 * Source: the same report, basic uncertainty factors: demand of energy, materials and treatment 1.05; transport services
 * 2.00.
 */
export const basicFactors: Readonly<Record<InventoryLine["kind"], number>> = {
  material: 1.05,
  activity: 1.05,
  electricity: 1.05,
  transport: 2,
};

/**
 * Variance of the logarithm that the basic uncertainty of a kind of line stands for: (ln U)^2 / 4, for U is the square of
 * the geometric standard deviation.
 */
export function basicVariance(kind: InventoryLine["kind"]): number {
  return variance(basicFactors[kind]);
}

/**
 * Variance of the logarithm that data quality adds: the sum over the criteria, since they are taken as independent. A
 * score between two whole ones lies between their variances on a straight line; one outside 1 to 5, or that is no number,
 * counts as unknown, 5. No scores at all: technology, geography and time unknown.
 */
export function qualityVariance(quality: DataQuality | null): number {
  const scores = quality ?? { TeR: "5", GeR: "5", TiR: "5" };
  return (["TeR", "GeR", "TiR", "P"] as const).reduce((sum, criterion) => {
    const score = scores[criterion];
    return score === undefined ? sum : sum + criterionVariance(criterion, Number(score));
  }, 0);
}

function criterionVariance(criterion: keyof DataQuality, stated: number): number {
  const score = stated >= 1 && stated <= 5 ? stated : 5;
  const below = Math.floor(score);
  const at = (whole: number) => variance(pedigreeFactors[criterion][whole - 1] ?? 1);
  return at(below) + (score - below) * (at(Math.min(below + 1, 5)) - at(below));
}

function variance(factor: number): number {
  const log = logarithm(factor);
  return (log * log) / 4;
}
