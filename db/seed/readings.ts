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

/** A half year of weekly readings of a vehicle's battery, made up: it ages, is charged and discharged, and feels the seasons. */
export function demonstrationReadings(
  productUrl: string,
  { manufacturedOn, now }: { readonly manufacturedOn: string; readonly now: Date },
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
    return [
      reading("stateOfCertifiedEnergy", (99.9 - week * 0.06).toFixed(2), "BMS estimate after a full charge"),
      reading("stateOfCharge", String(42 + ((week * 17) % 53)), "Coulomb counting"),
      reading("fullCycleCount", 3 + week * 2, "Counted by the BMS"),
      reading(
        "operatingConditionsRecord",
        (16 - 9 * Math.cos((week / weeks) * Math.PI * 2)).toFixed(1),
        "Cell temperature, mean of the week",
      ),
    ];
  });
}
