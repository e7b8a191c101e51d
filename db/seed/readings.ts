/** Weeks before the demonstration was loaded that its batteries were measured in. */
const weeks = 26;
const weekMs = 7 * 86_400_000;

interface SeedReading {
  readonly productUrl: string;
  readonly attribute: string;
  readonly value: string | number;
  readonly measuredAt: string;
  readonly method: string;
}

/** How a battery is used, and what that does to it. */
export interface Use {
  /** What is left of it, in the data point its category has for that. */
  readonly left: {
    readonly attribute: "remainingCapacity" | "stateOfCertifiedEnergy";
    readonly at: number;
    readonly lostPerWeek: number;
  };
  readonly cycles: { readonly before: number; readonly perWeek: number };
  /** Given out in a full cycle, kWh; null where the law asks for no throughput. */
  readonly kWhPerCycle: number | null;
}

/** A vehicle that is new: about two full cycles a week. */
export const newVehicle: Use = {
  left: { attribute: "stateOfCertifiedEnergy", at: 99.9, lostPerWeek: 0.06 },
  cycles: { before: 3, perWeek: 2 },
  kWhPerCycle: null,
};

/** A half year of weekly readings, made up: a battery ages, is charged and discharged, and feels the seasons. */
export function demonstrationReadings(
  productUrl: string,
  { manufacturedOn, now }: { readonly manufacturedOn: string; readonly now: Date },
  { left, cycles, kWhPerCycle }: Use = newVehicle,
): readonly SeedReading[] {
  const first = Date.parse(`${manufacturedOn}-01T00:00:00Z`);
  return Array.from({ length: weeks }, (_, week) => week).flatMap((week) => {
    const time = now.getTime() - (weeks - week) * weekMs;
    if (time < first) return [];
    const measuredAt = new Date(time).toISOString();
    const reading = (attribute: string, value: string | number, method: string): SeedReading => ({
      ...{ productUrl, attribute, value, measuredAt },
      method: `${method} (demonstration)`,
    });
    const cycleCount = cycles.before + week * cycles.perWeek;
    return [
      reading(
        left.attribute,
        (left.at - week * left.lostPerWeek).toFixed(2),
        "BMS estimate after a full charge",
      ),
      reading("stateOfCharge", String(42 + ((week * 17) % 53)), "Coulomb counting"),
      reading("fullCycleCount", cycleCount, "Counted by the BMS"),
      reading(
        "operatingConditionsRecord",
        (16 - 9 * Math.cos((week / weeks) * Math.PI * 2)).toFixed(1),
        "Cell temperature, mean of the week",
      ),
      ...(kWhPerCycle === null
        ? []
        : [reading("energyThroughput", (cycleCount * kWhPerCycle).toFixed(1), "Counted by the BMS")]),
    ];
  });
}
