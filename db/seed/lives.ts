import { bicycleGtin, rackGtin } from "./other-models.ts";
import type { Use } from "./readings.ts";

/** A used pack of a vehicle that becomes part of a battery for something else. */
interface SeedOriginal {
  readonly operator: string;
  readonly gtin: string;
  readonly serial: string;
  /** `YYYY-MM`. */
  readonly manufacturedOn: string;
  /** `YYYY-MM-DD`. */
  readonly placedOnMarketOn: string;
  readonly use: Use;
}

/**
 * Two packs out of taxis, of two makers: after two and a half years of about ten full cycles a week they hold 78 and 80 percent
 * of what they held when new, which is little for a taxi and plenty for a building.
 */
export const originals: readonly SeedOriginal[] = [
  {
    ...{ operator: "lanternbridge", gtin: "09520000010010", serial: "NT24A000731" },
    ...{ manufacturedOn: "2024-02", placedOnMarketOn: "2024-03-25" },
    use: {
      left: { attribute: "stateOfCertifiedEnergy", at: 80.1, lostPerWeek: 0.08 },
      cycles: { before: 1040, perWeek: 10 },
      kWhPerCycle: null,
    },
  },
  {
    ...{ operator: "reedwater", gtin: "09520000020026", serial: "ZZ24N000208" },
    ...{ manufacturedOn: "2024-03", placedOnMarketOn: "2024-04-22" },
    use: {
      left: { attribute: "stateOfCertifiedEnergy", at: 82.1, lostPerWeek: 0.08 },
      cycles: { before: 980, perWeek: 10 },
      kWhPerCycle: null,
    },
  },
];

/** What the workshop makes of them. */
export const secondLife = {
  gtin: rackGtin,
  operator: "twiceturn",
  operation: "repurposing",
  item: { serial: "GE26R000001", manufacturedOn: "2026-10" },
} as const;

/**
 * A pack of a bicycle that fell, swelled and was handed in. Whoever recycles it measures it once more, for a status does not
 * change on old values: Regulation (EU) 2023/1542, Annex XIII point 4(a).
 */
export const recycled = {
  gtin: bicycleGtin,
  serial: "CZ25E000417",
  from: "larkspoke",
  to: "hearthmill",
  note: "Demonstration: dented in a fall, cells swollen",
  measured: {
    ...{ measuredCapacity: "11.2", capacityFade: "36", currentPower: "410", powerFade: "54.4" },
    ...{ currentInternalResistance: "0.21", internalResistanceIncreasePack: "121" },
    ...{ expectedLifetimeYears: "0.1", expectedLifetimeCyclesOfItem: 0 },
  },
} as const;
