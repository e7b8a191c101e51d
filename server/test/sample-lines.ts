import fc from "fast-check";
import type { InventoryLine } from "../domain/carbon-footprint/inventory-line.ts";
import { emptyLine } from "../domain/carbon-footprint/inventory-line.ts";

/** A material with every member entered. For tests. */
export const wholeLine: InventoryLine = {
  ...emptyLine,
  code: "cathode",
  position: 1,
  kind: "material",
  stage: "raw_materials",
  component: "Cell",
  nameEn: "Cathode active material",
  nameZh: "正极活性材料",
  amount: "120.50",
  amountUnit: "kg",
  factorValue: "20.1",
  factorUnit: "kgCO2e/kg",
  recycledShare: "0.16",
  recycledFactorValue: "9.4",
  recycledFactorUnit: "kgCO2e/kg",
  circular: {
    A: "0.2",
    R1: "0.16",
    ErecEoL: { value: "3.1", unit: "kgCO2e/kg" },
    LHV: { value: "1", unit: "MJ/kg" },
  },
  recoveredShare: "0.9",
  endOfLife: { basis: "per_kg", value: { value: "0.5", unit: "kgCO2e/kg" } },
  cut: true,
  cutReason: "Below one percent",
  quality: { TeR: "1", GeR: "2", TiR: "3", P: "2" },
  uncertainty: { distribution: "lognormal", gsd: "1.2" },
  geography: "CN",
  activityYear: 2024,
  confidential: true,
  dataKind: "primary",
  sourceEn: "Bill of materials, row 4",
  sourceZh: "物料清单第 4 行",
};

const decimal = fc.oneof(
  fc.nat(100_000).map(String),
  fc.tuple(fc.nat(9999), fc.nat(9999)).map(([whole, part]) => `${whole}.${String(part).padStart(4, "0")}`),
  fc.constantFrom("0.30000000000000001", "12345678901234567890.5", "1.50", "0.001"),
);
const share = fc.constantFrom("0", "1", "0.5", "0.125", "0.30");
const text = fc
  .string({
    unit: fc.constantFrom("a", "B", "7", " ", "电", "池", ",", ";", '"', "=", "-", "'", "+", "\n", "é", "|"),
    minLength: 1,
    maxLength: 12,
  })
  .map((value) => value.trim())
  .filter((value) => value !== "" && !/^(sum|total)$/i.test(value));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2 });
const perKg = fc.record({ value: decimal, unit: fc.constantFrom("kgCO2e/kg", "gCO2e/g", "tCO2e/t") });
const score = fc.constantFrom("1", "2.5", "5");
const flag = fc.boolean();

const circular = fc
  .record(
    {
      ...{ A: fc.constantFrom("0.2", "0.5", "0.8"), B: share, R1: share },
      // Together no more than the whole.
      ...{ R2: fc.constantFrom("0", "0.3", "0.5"), R3: fc.constantFrom("0", "0.25", "0.5") },
      ...{ QsinQp: fc.constantFrom("0.001", "0.7", "1"), QsoutQp: fc.constantFrom("0.4", "1") },
      ...{ Xheat: share, Xelec: share, Erec: perKg, ErecEoL: perKg, EvStar: perKg, EER: perKg, ED: perKg },
      LHV: fc.record({ value: decimal, unit: fc.constant("MJ/kg") }),
      EseHeat: fc.record({ value: decimal, unit: fc.constant("kgCO2e/MJ") }),
      EseElec: fc.record({ value: decimal, unit: fc.constant("kgCO2e/kWh") }),
      materialClass: fc.constantFrom("metal" as const, "other" as const),
    },
    { requiredKeys: [] },
  )
  .filter((parameters) => Object.keys(parameters).length > 0);

const factor = (unit: string) =>
  fc.record({
    id: fc.constantFrom("lib-a", "lib-b", "own.c"),
    named: flag,
    value: decimal,
    unit: fc.constant(unit),
  });

const shared = fc.record({
  stage: fc.constantFrom(
    "raw_materials",
    "raw_materials_and_parts",
    "raw_materials_and_eol",
    "parts",
    "production",
    "distribution",
    "end_of_life",
  ),
  component: maybe(text),
  ...{ nameEn: text, nameZh: text, sourceEn: text, sourceZh: text },
  amount: decimal,
  factorGwpSet: maybe(fc.constantFrom("AR5", "AR6")),
  quality: maybe(
    fc.oneof(
      fc.record({ TeR: score, GeR: score, TiR: score }),
      fc.record({ TeR: score, GeR: score, TiR: score, P: score }),
    ),
  ),
  uncertainty: maybe(
    fc.oneof(
      fc.record({
        distribution: fc.constant("lognormal" as const),
        gsd: fc.constantFrom("1", "1.25", "3.0"),
      }),
      fc.record({
        distribution: fc.constantFrom("normal" as const, "uniform" as const, "triangular" as const),
        spread: fc.constantFrom("0.1", "0.25", "1"),
      }),
    ),
  ),
  geography: maybe(fc.constantFrom("CN", "中国华东", "EU-27")),
  activityYear: maybe(fc.integer({ min: 1990, max: 2099 })),
  ...{ confidential: flag, credit: flag, illustrative: flag },
  dataKind: fc.constantFrom("primary" as const, "secondary" as const),
  supplierFootprintId: maybe(fc.uuid()),
  publishedValue: maybe(decimal),
  publishedUnit: maybe(fc.constantFrom("kgCO2e", "tCO2e")),
  publishedProblem: maybe(fc.constantFrom("E_UNIT_DIMENSION", "E_UNIT_UNKNOWN")),
});

const kindOf = fc.oneof(
  fc.record({
    kind: fc.constant("material" as const),
    amountUnit: fc.constantFrom("kg", "t", "g"),
    factor: maybe(factor("kgCO2e/kg")),
    recycledShare: maybe(share),
    recycled: maybe(factor("kgCO2e/kg")),
    recoveredShare: maybe(share),
    endOfLife: maybe(
      fc.record({ basis: fc.constantFrom("per_kg" as const, "absolute" as const), value: perKg }),
    ),
    circular: maybe(circular),
    cut: flag,
    cutReason: maybe(text),
  }),
  fc.record({
    kind: fc.constant("activity" as const),
    amountUnit: fc.constantFrom("m3", "L", "10^4 kWh", "kWh"),
    factor: maybe(factor("kgCO2e/m3")),
  }),
  fc.record({
    kind: fc.constant("electricity" as const),
    amountUnit: fc.constantFrom("kWh", "万kWh", "MWh"),
    factor: maybe(factor("kgCO2e/kWh")),
    electricityModel: maybe(
      fc.constantFrom("direct", "national_average", "contract", "residual", "internal"),
    ),
    electricitySources: maybe(
      fc.array(
        fc.record({
          share,
          model: fc.constantFrom("direct", "national_average"),
          factor: fc.record({ value: decimal, unit: fc.constant("kgCO2e/kWh") }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    ),
  }),
  fc.record({
    kind: fc.constant("transport" as const),
    amountUnit: fc.constantFrom("kg", "t"),
    factor: maybe(factor("kgCO2e/tkm")),
    transportMode: maybe(fc.constantFrom("road", "rail", "water", "air")),
    distance: decimal,
    distanceUnit: fc.constant("km"),
    emptyShare: maybe(share),
  }),
);

/** Lines of an inventory with any members entered, as plain objects; a library factor has one value and unit for each version. For tests. */
export const anyLines: fc.Arbitrary<readonly InventoryLine[]> = fc
  .array(fc.tuple(shared, kindOf), { minLength: 1, maxLength: 8 })
  .map((parts) =>
    structuredClone(parts).map(([common, own], at): InventoryLine => {
      const { factor: used, ...rest } = own;
      const recycled = "recycled" in rest ? rest.recycled : null;
      const members = Object.fromEntries(Object.entries(rest).filter(([name]) => name !== "recycled"));
      return {
        ...emptyLine,
        ...common,
        ...members,
        kind: own.kind,
        cutReason: "cut" in own && own.cut ? (own.cutReason ?? "Below one percent") : null,
        code: `line-${at + 1}`,
        position: at + 1,
        factorId: used?.named ? `${used.id}${at}` : null,
        factorVersion: used?.named ? 1 : null,
        factorValue: used?.value ?? null,
        factorUnit: used?.unit ?? null,
        recycledFactorId: recycled?.named ? `${recycled.id}r${at}` : null,
        recycledFactorVersion: recycled?.named ? 1 : null,
        recycledFactorValue: recycled?.value ?? null,
        recycledFactorUnit: recycled?.unit ?? null,
      };
    }),
  );
