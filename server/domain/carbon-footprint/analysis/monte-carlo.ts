import { exponential, normalQuantile } from "./elementary.ts";
import { seededRandom } from "./random.ts";
import type { Random } from "./random.ts";
import type { Spread, UncertaintyModel } from "./uncertainty-model.ts";

export interface Bin {
  /** In the unit of the result; the upper end belongs to the next bin but for the last. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** What the runs say about the result, in its unit. Statistics: never a declared figure. */
export interface MonteCarloSummary {
  readonly runs: number;
  readonly seed: string;
  readonly mean: number;
  readonly standardDeviation: number;
  readonly median: number;
  /** 2.5 and 97.5 %: nineteen of twenty runs lie between. */
  readonly low: number;
  readonly high: number;
  readonly histogram: readonly Bin[];
  /**
   * Which lines the spread of the result comes from, largest first: covariance of the line with the total over the
   * variance of the total. The shares add up to 1; a line that moves against the total has a negative one.
   */
  readonly drivers: readonly { readonly code: string; readonly share: number }[];
}

/** A simulation under way: advance it as far as there is time, then ask for the summary. */
export interface MonteCarlo {
  readonly done: number;
  advance(runs: number): void;
  summary(): MonteCarloSummary;
}

/**
 * Draws an inventory again and again, each line by its own uncertainty, and collects what comes out. Runs and seed fix
 * the outcome to the last bit, whatever the machine and however the runs are cut into pieces.
 *
 * Each run takes one normal number for each data set, in the order in which lines first name it, then one number for each
 * line in the order of the lines. Quantiles lie on straight lines between the ordered results (type 7 of R. J. Hyndman and
 * Y. Fan, The American Statistician 50, 1996).
 *
 * @param runs as many as will be advanced at most; memory grows by eight bytes for each.
 */
export function startMonteCarlo(
  model: UncertaintyModel,
  { runs, seed }: { readonly runs: number; readonly seed: string },
): MonteCarlo {
  const random = seededRandom(seed);
  const { lines, denominator } = model;
  const count = lines.length;
  const keys = [...new Set(lines.flatMap(({ dataSet }) => (dataSet === null ? [] : [dataSet.key])))];
  const placeOfKey = new Map(keys.map((key, place) => [key, place]));
  const kg = Float64Array.from(lines, (line) => line.kg);
  const sharedSigma = Float64Array.from(lines, ({ dataSet }) => dataSet?.sigma ?? 0);
  const sharedPlace = Int32Array.from(lines, ({ dataSet }) => placeOfKey.get(dataSet?.key ?? "") ?? 0);
  const own = lines.map((line) => line.own);
  const lognormalSigma = Float64Array.from(own, (spread) =>
    spread.distribution === "lognormal" ? spread.sigma : -1,
  );
  const shared = new Float64Array(Math.max(keys.length, 1));
  const drawn = new Float64Array(count);
  const lineSum = new Float64Array(count);
  const lineWithTotal = new Float64Array(count);
  const results = new Float64Array(runs);
  let done = 0;
  // Sums of deviations from the calculated value: small numbers keep their digits.
  let sum = 0;
  let sumOfSquares = 0;

  function runOnce(): void {
    for (let place = 0; place < keys.length; place += 1) shared[place] = normalQuantile(random());
    let total = 0;
    for (let place = 0; place < count; place += 1) {
      const sigma = lognormalSigma[place] ?? 0;
      const together = (sharedSigma[place] ?? 0) * (shared[sharedPlace[place] ?? 0] ?? 0);
      const factor =
        sigma >= 0
          ? exponential(sigma * normalQuantile(random()) + together)
          : exponential(together) * bounded(own[place], random);
      const deviation = (kg[place] ?? 0) * (factor - 1);
      drawn[place] = deviation;
      total += deviation;
    }
    for (let place = 0; place < count; place += 1) {
      const deviation = drawn[place] ?? 0;
      lineSum[place] = (lineSum[place] ?? 0) + deviation;
      lineWithTotal[place] = (lineWithTotal[place] ?? 0) + deviation * total;
    }
    results[done] = total;
    sum += total;
    sumOfSquares += total * total;
    done += 1;
  }

  return {
    get done() {
      return done;
    },
    advance(more) {
      const end = Math.min(done + more, runs);
      while (done < end) runOnce();
    },
    summary() {
      const calculated = kg.reduce((total, value) => total + value, 0);
      const inUnit = (deviation: number) => (calculated + deviation) / denominator;
      const sorted = results.subarray(0, done).toSorted().map(inUnit);
      const mean = done === 0 ? 0 : sum / done;
      const variance = done < 2 ? 0 : Math.max(0, (sumOfSquares - done * mean * mean) / (done - 1));
      const drivers = lines.map(({ code }, place) => {
        const covariance = ((lineWithTotal[place] ?? 0) - (lineSum[place] ?? 0) * mean) / (done - 1);
        return { code, share: variance === 0 ? 0 : covariance / variance };
      });
      return {
        ...{ runs: done, seed },
        mean: inUnit(mean),
        standardDeviation: Math.sqrt(variance) / denominator,
        median: quantile(sorted, 0.5),
        low: quantile(sorted, 0.025),
        high: quantile(sorted, 0.975),
        histogram: histogramOf(sorted),
        drivers: drivers.toSorted((a, b) => b.share - a.share),
      };
    },
  };
}

/** A factor from a distribution with an end; none is below zero, where an amount would change its meaning. */
function bounded(spread: Spread | undefined, random: Random): number {
  const u = random();
  if (spread === undefined || spread.distribution === "lognormal") return 1;
  const width = spread.spread;
  const deviation =
    spread.distribution === "normal"
      ? normalQuantile(u)
      : spread.distribution === "uniform"
        ? 2 * u - 1
        : u < 0.5
          ? Math.sqrt(2 * u) - 1
          : 1 - Math.sqrt(2 * (1 - u));
  const factor = 1 + width * deviation;
  return factor > 0 ? factor : 0;
}

function quantile(sorted: Float64Array, p: number): number {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const at = (index: number) => sorted[index] ?? sorted[below] ?? Number.NaN;
  return at(below) + (place - below) * (at(below + 1) - at(below));
}

const bins = 40;

/** The middle 99 % in bins of one width; what lies outside counts in the first and the last. */
function histogramOf(sorted: Float64Array): readonly Bin[] {
  if (sorted.length === 0) return [];
  const from = quantile(sorted, 0.005);
  const to = quantile(sorted, 0.995);
  if (!(to > from)) return [{ from, to, count: sorted.length }];
  const width = (to - from) / bins;
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of sorted) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor((value - from) / width)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, bin) => ({ from: from + bin * width, to: from + (bin + 1) * width, count }));
}
