import { resultModel } from "../domain/carbon-footprint/analysis/result-model.ts";
import { sensitivities } from "../domain/carbon-footprint/analysis/sensitivity.ts";
import { calculateFootprint } from "../domain/carbon-footprint/footprint.ts";
import type { PcfRequest } from "../domain/carbon-footprint/request.ts";
import type { Ratio } from "./measure.ts";
import { compareCosts, milliseconds } from "./measure.ts";

/**
 * Every input of a 1 000-line inventory a tenth smaller and larger, under the automatic cut-off, where each may change
 * what is cut: some 6 500 results, against calculating the inventory once. Calculated one by one they would cost as many.
 */
export async function sensitivityRatios(quick: boolean): Promise<readonly Ratio[]> {
  const request = inventoryRequest();
  const repeats = 20;
  const ours = () =>
    milliseconds(() => {
      const model = resultModel(request);
      if (model === null || sensitivities(model).length < 1000) throw new Error("the inventory computes");
    });
  const peer = () =>
    milliseconds(() => {
      for (let repeat = 0; repeat < repeats; repeat += 1) calculateFootprint(request);
    });
  return [
    {
      name: "sensitivities-1000-lines-cut-off-per-calculation",
      ratio: (await compareCosts(quick ? 3 : 7, ours, peer)) * repeats,
      ours: "each input of 1 000 lines 10 % down and up, exactly, under the automatic cut-off",
      peer: "one calculation of the same request",
      limit: 200,
    },
  ];
}

function inventoryRequest(): PcfRequest {
  return {
    op: "pcf",
    method: "mee-partial",
    gwpSet: "AR6",
    cutoff: { auto: true },
    energy: {
      usableCapacity: { value: "100", unit: "kWh" },
      vehicleCategory: "light_noncommercial",
      warrantyYears: { value: "8", unit: "a" },
    },
    materials: Array.from({ length: 1000 }, (_, index) => ({
      id: `line-${index}`,
      component: `part-${index % 20}`,
      mass: { value: String(1 + ((index * 7) % 97)), unit: "kg" },
      Ev: { value: `2.${index % 9}`, unit: "kgCO2e/kg" },
      Er: { value: "1", unit: "kgCO2e/kg" },
      Rr: "0.1",
    })),
  };
}
