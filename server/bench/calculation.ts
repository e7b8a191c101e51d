import { calculateFootprint } from "../domain/carbon-footprint/footprint.ts";
import type { PcfRequest } from "../domain/carbon-footprint/request.ts";
import { add, multiply, parseExact, toDecimal, zero } from "../domain/quantity/exact.ts";
import type { Ratio } from "./measure.ts";
import { compareCosts, milliseconds } from "./measure.ts";

const lines = 1000;

/**
 * Calculation of a 1 000-line inventory against a plain loop over the same decimals: in the same exact arithmetic, which
 * shows what reading, judging, stages, shares and results by line cost on top, and in floating point, which shows what
 * exactness costs.
 */
export async function calculationRatios(quick: boolean): Promise<readonly Ratio[]> {
  const request = inventoryRequest();
  const numbers = (request.materials ?? []).map(
    ({ mass, Ev }) => [Number(mass?.value), Number(Ev?.value)] as const,
  );
  const repeats = 100;
  const rounds = quick ? 7 : 15;
  const exact = () =>
    milliseconds(() => {
      for (let repeat = 0; repeat < repeats; repeat += 1) calculateFootprint(request);
    });
  const exactLoop = () =>
    milliseconds(() => {
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        let total = zero;
        for (const { mass, Ev } of request.materials ?? []) {
          const [amount, factor] = [parseExact(mass?.value ?? ""), parseExact(Ev?.value ?? "")];
          if (amount === null || factor === null) throw new Error("the inventory holds decimals only");
          total = add(total, multiply(amount, factor));
        }
        if (toDecimal(total) === "") throw new Error("unreachable; keeps the loop from being optimised away");
      }
    });
  const parsedLoop = () =>
    milliseconds(() => {
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        let total = 0;
        for (const { mass, Ev } of request.materials ?? []) total += Number(mass?.value) * Number(Ev?.value);
        if (Number.isNaN(total)) throw new Error("unreachable; keeps the loop from being optimised away");
      }
    });
  const bareLoop = () =>
    milliseconds(() => {
      for (let repeat = 0; repeat < repeats * 100; repeat += 1) {
        let total = 0;
        for (const [mass, factor] of numbers) total += mass * factor;
        if (Number.isNaN(total)) throw new Error("unreachable; keeps the loop from being optimised away");
      }
    });
  return [
    {
      name: "calculate-1000-lines-per-exact-loop",
      ratio: await compareCosts(rounds, exact, exactLoop),
      ours: "pcf of 1 000 lines: validation, units, exact decimals, shares, per-line results",
      peer: "loop over the same decimals in the same exact arithmetic, sum only",
      limit: 5,
    },
    {
      name: "calculate-1000-lines-per-parsing-loop",
      ratio: await compareCosts(rounds, exact, parsedLoop),
      ours: "pcf of 1 000 lines: validation, units, exact decimals, shares, per-line results",
      peer: "float loop that reads the same decimal strings",
      limit: 60,
    },
    {
      name: "calculate-1000-lines-per-bare-loop",
      ratio: (await compareCosts(rounds, exact, bareLoop)) * 100,
      ours: "the same calculation",
      peer: "float loop over numbers already in memory",
      limit: 400,
    },
  ];
}

function inventoryRequest(): PcfRequest {
  return {
    op: "pcf",
    method: "mee-partial",
    gwpSet: "AR6",
    energy: {
      usableCapacity: { value: "100", unit: "kWh" },
      vehicleCategory: "light_noncommercial",
      warrantyYears: { value: "8", unit: "a" },
    },
    materials: Array.from({ length: lines }, (_, index) => ({
      id: `line-${index}`,
      mass: { value: `${(index % 97) + 1}.${String((index * 7919) % 1000).padStart(3, "0")}`, unit: "kg" },
      Ev: {
        value: `${(index % 23) + 1}.${String((index * 104_729) % 100).padStart(2, "0")}`,
        unit: "kgCO2e/kg",
      },
    })),
  };
}
