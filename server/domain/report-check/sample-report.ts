import { add, divide, multiply, parseExact, round, zero } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";

/** A report as tests write and change it: plain JSON. */
export interface SampleReport {
  report: {
    product: string;
    functionalUnit: SampleQuantity | null;
    rows: SampleRow[];
    stages: Record<string, SampleQuantity>;
    total: SampleQuantity;
    output: SampleQuantity;
    intensity: SampleQuantity;
    sharesPercent: Record<string, string>;
    changesPercent?: unknown[];
  };
  declared: Record<string, unknown>;
}

export interface SampleQuantity {
  value: string;
  unit: string;
}

export interface SampleRow {
  id: string;
  stage: string;
  amount: SampleQuantity;
  factor: SampleQuantity;
  emission: SampleQuantity;
  credit?: boolean;
}

/** What a clean report is made of: amounts for one unit of output, and factors inside the usual ranges. */
interface Recipe {
  readonly product: string;
  readonly functionalUnit: SampleQuantity;
  readonly type: string;
  readonly rows: readonly (readonly [
    stage: string,
    id: string,
    amount: string,
    unit: string,
    factor: string,
  ])[];
  readonly output: SampleQuantity;
  /** Units of output. */
  readonly scale: number;
  /** Of one battery, where the output is the energy over its service life. */
  readonly capacityKWh?: string;
  readonly resultUnit: string;
  readonly declared: Readonly<Record<string, unknown>>;
}

const lithiumIronCells: Recipe = {
  product: "LFP cells",
  functionalUnit: { value: "1", unit: "kWh" },
  type: "cradle-to-gate",
  rows: [
    ["raw_materials", "LFP cathode material", "2.1", "kg", "7.5"],
    ["raw_materials", "graphite", "1.05", "kg", "6.05"],
    ["raw_materials", "electrolyte", "1.2", "kg", "4.1"],
    ["raw_materials", "separator", "0.12", "kg", "7.3"],
    ["raw_materials", "copper foil", "0.6", "kg", "4.2"],
    ["raw_materials", "aluminium can and lid", "0.35", "kg", "9.8"],
    ["raw_materials", "road transport of materials", "4.6", "tkm", "0.076"],
    ["production", "electricity", "20.4", "kWh", "0.58"],
    ["production", "natural gas", "0.41", "m3", "2.16"],
  ],
  output: { value: "1200000", unit: "kWh" },
  scale: 1_200_000,
  resultUnit: "kgCO2e/kWh",
  declared: { chemistries: ["LFP"] },
};

const nickelPack: Recipe = {
  product: "NCM pack",
  functionalUnit: { value: "1", unit: "kWh lifetime energy" },
  type: "partial",
  rows: [
    ["raw_materials_and_parts", "NCM cathode material", "1.5", "kg", "22.5"],
    ["raw_materials_and_parts", "graphite anode", "0.9", "kg", "5.5"],
    ["raw_materials_and_parts", "electrolyte", "0.7", "kg", "4.4"],
    ["raw_materials_and_parts", "separator film", "0.1", "kg", "8.1"],
    ["raw_materials_and_parts", "copper and aluminium foil", "0.9", "kg", "5.2"],
    ["raw_materials_and_parts", "housing and electronics", "1.6", "kg", "7.9"],
    ["production", "electricity", "22.5", "kWh", "0.62"],
    ["distribution", "rail transport to the customer", "12.5", "tkm", "0.004"],
    ["distribution", "road transport to the customer", "3.5", "tkm", "0.076"],
  ],
  output: { value: "48000", unit: "kWh" },
  scale: 100,
  capacityKWh: "100",
  resultUnit: "kgCO2e/kWh",
  declared: {
    energy_capacity_kind: "usable",
    chemistries: ["NCM"],
  },
};

const lithiumSalt: Recipe = {
  product: "lithium carbonate",
  functionalUnit: { value: "1", unit: "t" },
  type: "cradle-to-gate",
  rows: [
    ["raw_materials", "lepidolite concentrate", "18.2", "t", "95.5"],
    ["raw_materials", "lime", "4.1", "t", "1150"],
    ["production", "electricity", "6050", "kWh", "0.6"],
    ["production", "steam", "5.2", "t", "295"],
    ["production", "natural gas", "2130", "m3", "2.162"],
  ],
  output: { value: "15400", unit: "t" },
  scale: 15_400,
  resultUnit: "tCO2e/t",
  declared: { raw_materials_named: ["lepidolite", "lime"], direct_process_emissions_counted: true },
};

const creditedPack: Recipe = {
  product: "EV battery pack",
  functionalUnit: { value: "1", unit: "kWh" },
  type: "cradle-to-grave",
  rows: [
    ["raw_materials", "active materials and parts", "9.1", "kg", "6.1"],
    ["production", "electricity", "41", "kWh", "0.38"],
    ["distribution", "sea transport", "21", "tkm", "0.012"],
    ["end_of_life", "disposal", "6", "kg", "0.25"],
    ["end_of_life", "recovered metals", "2.2", "kg", "-2.1"],
  ],
  output: { value: "36000", unit: "kWh" },
  scale: 75,
  capacityKWh: "75",
  resultUnit: "kgCO2e/kWh",
  declared: {
    site_region: "DE",
    sign_convention: "credit_negative",
  },
};

/** Recipes of clean reports by name: other products, methods, units and boundaries. */
export const recipes = { lithiumIronCells, nickelPack, lithiumSalt, creditedPack } as const;

/**
 * Writes a report that follows from its rows as people print it: emissions with two places, sums of what is printed,
 * the quotient with four, shares with one. `factor` makes the whole plant larger; `seed` changes each amount a little.
 */
export function writeReport(recipe: Recipe, factor = "1", seed: readonly number[] = []): SampleReport {
  const scale = multiply(exact(String(recipe.scale)), exact(factor));
  const rows = recipe.rows.map(([stage, id, amount, unit, kgPerUnit], index): SampleRow => {
    const changed = multiply(exact(amount), exact(`1.0${String((seed[index] ?? 0) % 100).padStart(2, "0")}`));
    const inAll = round(multiply(changed, scale), 3, "half_up");
    const emission = round(multiply(exact(inAll), exact(kgPerUnit)), 2, "half_up");
    return {
      id,
      stage,
      amount: { value: inAll, unit },
      factor: { value: kgPerUnit, unit: `kgCO2e/${unit}` },
      emission: { value: emission, unit: "kgCO2e" },
      ...(emission.startsWith("-") ? { credit: true } : {}),
    };
  });
  const stages = [...new Set(rows.map(({ stage }) => stage))];
  const sumOf = (list: readonly SampleRow[]) =>
    list.reduce<Exact>((sum, { emission }) => add(sum, exact(emission.value)), zero);
  const total = sumOf(rows);
  const output = multiply(exact(recipe.output.value), exact(factor));
  return {
    report: {
      product: recipe.product,
      functionalUnit: { ...recipe.functionalUnit },
      rows,
      stages: Object.fromEntries(
        stages.map((stage) => [
          stage,
          { value: round(sumOf(rows.filter((row) => row.stage === stage)), 2, "half_up"), unit: "kgCO2e" },
        ]),
      ),
      total: { value: round(total, 2, "half_up"), unit: "kgCO2e" },
      output: { value: round(output, 3, "half_up"), unit: recipe.output.unit },
      intensity: {
        value: round(divide(total, multiply(output, perResult(recipe))), 4, "half_up"),
        unit: recipe.resultUnit,
      },
      sharesPercent: Object.fromEntries(
        stages.map((stage) => [
          stage,
          round(
            divide(multiply(sumOf(rows.filter((row) => row.stage === stage)), exact("100")), total),
            1,
            "half_up",
          ),
        ]),
      ),
    },
    declared: {
      boundary_statements: [
        { where: "1", type: recipe.type, stages },
        { where: "4", stages, excludes: ["use"] },
      ],
      result_stages_with_value: stages,
      functional_units: [{ where: "1", ...recipe.functionalUnit, text: "one unit of the product as sold" }],
      exclusions: [{ what: "capital goods", reason: "left out by the method" }],
      years: { activity: [2024], base: [2024], factors: [{ name: "electricity", year: 2024 }] },
      site_region: "CN-JS",
      gwp: [
        { gas: "CH4", value: "27.9", set: "AR6", where: "3" },
        { gas: "N2O", value: "273", set: "AR6", where: "3" },
      ],
      gases_named: ["CO2", "CH4", "N2O", "SF6"],
      electricity_model: "national_average",
      standards: ["ISO 14067:2018", "GB/T 24067-2024"],
      activity_data_published: true,
      factors_published: true,
      dqr_published: true,
      dqr_total: "2.1",
      output_kind: "production",
      author: "Institute A",
      verifier: "Body B",
      signed: true,
      text_fragments: ["The carbon footprint of the product was calculated for the year 2024."],
      ...recipe.declared,
      ...(recipe.capacityKWh === undefined
        ? {}
        : {
            energy: {
              capacityKWh: round(multiply(exact(recipe.capacityKWh), exact(factor)), 3, "half_up"),
              fecPerYear: "60",
              years: "8",
            },
          }),
    },
  };
}

/** Kilograms in one mass unit of the result: a result in tonnes is divided once more. */
function perResult({ resultUnit }: Recipe): Exact {
  return exact(resultUnit.startsWith("t") ? "1000" : "1");
}

function exact(text: string): Exact {
  const value = parseExact(text);
  if (value === null) throw new Error(`${text} is no decimal`);
  return value;
}
