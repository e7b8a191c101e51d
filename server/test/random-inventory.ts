import fc from "fast-check";
import type {
  CircularParameters,
  ElectricitySource,
  InventoryLine,
} from "../domain/carbon-footprint/inventory-line.ts";
import { emptyLine } from "../domain/carbon-footprint/inventory-line.ts";

/** Inventories that compute under most methods, for properties that hold for every one of them. */

const decimal = (min: number, max: number, places: number) =>
  fc
    .integer({ min: min * 10 ** places, max: max * 10 ** places })
    .map((n) => (n / 10 ** places).toFixed(places));
const share = decimal(0, 1, 2);
const perKg = (value: string) => ({ value, unit: "kgCO2e/kg" });
const perKWh = (value: string) => ({ value, unit: "kgCO2e/kWh" });

const circular: fc.Arbitrary<CircularParameters> = fc.record({
  A: fc.constantFrom("0.2", "0.35", "0.8"),
  B: share,
  R2: decimal(0, 0.5, 2),
  R3: decimal(0, 0.5, 2),
  ErecEoL: decimal(0, 9, 3).map(perKg),
  EvStar: decimal(0, 9, 3).map(perKg),
  QsinQp: fc.constantFrom("0.5", "1"),
  QsoutQp: fc.constantFrom("0.75", "1"),
  EER: decimal(0, 3, 2).map(perKg),
  LHV: decimal(0, 40, 1).map((value) => ({ value, unit: "MJ/kg" })),
  Xheat: share,
  Xelec: share,
  EseHeat: decimal(0, 1, 3).map((value) => ({ value, unit: "kgCO2e/MJ" })),
  EseElec: decimal(0, 1, 3).map(perKWh),
  ED: decimal(0, 2, 2).map(perKg),
});

const material = fc.record({
  kind: fc.constant("material" as const),
  stage: fc.constantFrom("raw_materials", "parts"),
  component: fc.constantFrom("cell", "casing", null),
  // Under a cut-off rule a component without mass is refused.
  amount: decimal(1, 300, 2),
  amountUnit: fc.constantFrom("kg", "t", "g"),
  factorValue: decimal(0, 30, 3),
  factorUnit: fc.constantFrom("kgCO2e/kg", "tCO2e/t", "gCO2e/kg"),
  recycledShare: share,
  recycledFactorValue: decimal(0, 9, 3),
  recycledFactorUnit: fc.constant("kgCO2e/kg"),
  recoveredShare: fc.option(share),
  circular: fc.option(circular),
  cut: fc.constant(false),
});

const sources: fc.Arbitrary<readonly ElectricitySource[]> = fc
  .tuple(decimal(0, 1, 2), decimal(0, 1, 4), decimal(0, 1, 4))
  .map(([first, one, other]) => [
    { share: first, model: "direct", factor: perKWh(one) },
    { share: (1 - Number(first)).toFixed(2), model: "national_average", factor: perKWh(other) },
  ]);

const electricity = fc.record({
  kind: fc.constant("electricity" as const),
  stage: fc.constantFrom("parts", "production", "end_of_life"),
  component: fc.constant(null),
  amount: decimal(0, 900, 1),
  amountUnit: fc.constantFrom("kWh", "MJ", "MWh"),
  electricityModel: fc.constantFrom("national_average", "direct", "internal"),
  factorValue: decimal(0, 1, 4),
  factorUnit: fc.constant("kgCO2e/kWh"),
  electricitySources: fc.option(sources),
});

const transport = fc.record({
  kind: fc.constant("transport" as const),
  stage: fc.constantFrom("raw_materials", "distribution"),
  component: fc.constant(null),
  amount: decimal(0, 9, 2),
  amountUnit: fc.constantFrom("t", "kg"),
  transportMode: fc.constantFrom("road", "rail", "water", "air"),
  distance: decimal(0, 3000, 0),
  distanceUnit: fc.constant("km"),
  emptyShare: fc.option(share),
  factor: fc.option(decimal(0, 1, 3)),
});

const activity = fc.record({
  kind: fc.constant("activity" as const),
  stage: fc.constantFrom("raw_materials", "production", "end_of_life"),
  component: fc.constant(null),
  amount: decimal(0, 90, 2),
  amountUnit: fc.constantFrom("m3", "kg", "L"),
  factorValue: decimal(-5, 5, 3),
  credit: fc.constant(true),
});

function lineOf(place: number, drawn: Partial<InventoryLine> & Pick<InventoryLine, "kind" | "stage">) {
  const code = `line-${String(place)}`;
  return {
    ...emptyLine,
    ...{ code, position: place, nameEn: code, nameZh: code, sourceEn: "", sourceZh: "" },
    ...drawn,
  } satisfies InventoryLine;
}

const drawnLine = fc.oneof(
  material,
  electricity,
  transport.map(({ factor, ...rest }) => ({
    ...rest,
    ...(factor === null ? {} : { factorValue: factor, factorUnit: "kgCO2e/tkm" }),
  })),
  activity.map((drawn) => ({
    ...drawn,
    factorUnit: drawn.amountUnit === "kg" ? "kgCO2e/kg" : "kgCO2e/m3",
  })),
);

/** One to ten lines of every kind, with a first one that emits, and sometimes a light one that may be cut. */
export const inventories: fc.Arbitrary<readonly InventoryLine[]> = fc
  .tuple(fc.array(drawnLine, { minLength: 0, maxLength: 9 }), fc.boolean())
  .map(([drawn, cut]) => {
    const base = lineOf(0, {
      ...{ kind: "material", stage: "raw_materials", component: "cell" },
      ...{ amount: "400000", amountUnit: "kg", factorValue: "12", factorUnit: "kgCO2e/kg" },
    });
    const light = lineOf(1, {
      ...{ kind: "material", stage: "raw_materials", component: "cell", cut },
      ...{ amount: "1.5", amountUnit: "kg", factorValue: "2", factorUnit: "kgCO2e/kg" },
    });
    return [base, light, ...drawn.map((line, place) => lineOf(place + 2, line))];
  });
