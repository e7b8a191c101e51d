import { startMonteCarlo } from "../domain/carbon-footprint/analysis/monte-carlo.ts";
import { uncertaintyModel } from "../domain/carbon-footprint/analysis/uncertainty-model.ts";
import type { InventoryLine } from "../domain/carbon-footprint/inventory-line.ts";
import { emptyLine } from "../domain/carbon-footprint/inventory-line.ts";
import type { Ratio } from "./measure.ts";
import { compareCosts, milliseconds } from "./measure.ts";

const lines = 1000;
const runs = 10_000;

/**
 * A simulation of a 1 000-line inventory, 10 000 runs, against a bare loop that draws as many lognormal samples with the
 * machine's own functions and adds them up.
 */
export async function monteCarloRatios(quick: boolean): Promise<readonly Ratio[]> {
  const inventory = Array.from({ length: lines }, (_, place) => lineOf(place));
  const emissions = new Map(inventory.map(({ code }, place) => [code, (place % 97) + 1]));
  const model = uncertaintyModel(inventory, emissions, 48_000);
  // Each line draws for itself, and each of its data sets for all lines on it.
  const perRun = lines + new Set(model.lines.map(({ dataSet }) => dataSet?.key)).size;
  const share = quick ? 10 : 1;
  const ours = () =>
    milliseconds(() => {
      const simulation = startMonteCarlo(model, { runs: runs / share, seed: "bench" });
      simulation.advance(runs / share);
      if (Number.isNaN(simulation.summary().mean)) throw new Error("unreachable");
    });
  const bareLoop = () =>
    milliseconds(() => {
      let sum = 0;
      for (let run = 0; run < runs / share; run += 1) {
        let total = 0;
        for (let sample = 0; sample < perRun; sample += 1) {
          const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
          total += Math.exp(0.1 * radius * Math.cos(2 * Math.PI * Math.random()));
        }
        sum += total;
      }
      if (Number.isNaN(sum)) throw new Error("unreachable; keeps the loop from being optimised away");
    });
  return [
    {
      name: "monte-carlo-1000-lines-10000-runs-per-bare-loop",
      ratio: await compareCosts(quick ? 3 : 5, ours, bareLoop),
      ours: "seeded runs with shared data sets, quantiles, histogram, share of variance of each line",
      peer: "float loop that draws as many lognormal samples from Math.random and adds them up",
      limit: 3,
    },
  ];
}

function lineOf(place: number): InventoryLine {
  const code = `line-${String(place)}`;
  return {
    ...emptyLine,
    ...{ code, position: place, kind: "material", stage: "raw_materials", nameEn: code, nameZh: code },
    // Four in five lines take a factor of the library, some of them the same one.
    ...{ factorId: place % 5 === 0 ? null : `factor-${String(place % 300)}`, factorVersion: 1 },
    quality: { TeR: String((place % 5) + 1), GeR: "2", TiR: "3" },
    ...{ sourceEn: "", sourceZh: "" },
  };
}
