import type { InventoryHeader } from "./inventory.ts";
import { emptyLine } from "./inventory-line.ts";
import type { InventoryLine } from "./inventory-line.ts";
import type { ScenarioStep } from "./scenario-step.ts";

/** What the source prints for the state after a step; null where it prints nothing of the kind. */
interface PublishedStep {
  /** The result itself. */
  readonly value: string | null;
  /** Its change since the start, as a fraction. */
  readonly changeOfStart: string | null;
  /** What has been added to the start, kgCO2e. */
  readonly addedKg: string | null;
  /** What has been added, against what the first step added, as a fraction. */
  readonly changeOfFirst: string | null;
}

/** A published reduction path on an inventory made up to follow it. */
export interface ScenarioExample {
  readonly id: "lfp" | "ncm" | "routes";
  readonly header: InventoryHeader;
  readonly lines: readonly InventoryLine[];
  /** Published for the start; null where the source prints none. */
  readonly publishedStart: string | null;
  readonly steps: readonly {
    readonly id: string;
    readonly step: ScenarioStep;
    readonly published: PublishedStep;
  }[];
  readonly source: string;
}

const whitePaper =
  "United Nations Global Compact and Envision, white paper on carbon emissions of power batteries over their life cycle";

/** National average of China 2023, the same value as `cn-electricity-footprint-2023` of the library. */
const grid = { value: "0.6205", unit: "kgCO2e/kWh" };
/** Made up: wind and sun over their life cycle; the white paper calculates with almost nothing. */
const renewable = { value: "0.03", unit: "kgCO2e/kWh" };

type Amount = readonly [amount: string, unit: string];

function made(
  [code, nameEn, nameZh]: readonly [code: string, nameEn: string, nameZh: string],
  [stage, component]: readonly [stage: string, component: string],
  [amount, amountUnit]: Amount,
  [factorValue, factorUnit]: Amount,
  more: Partial<InventoryLine> = {},
): InventoryLine {
  return {
    ...emptyLine,
    ...{ code, nameEn, nameZh, stage, component, amount, amountUnit, factorValue, factorUnit },
    ...{ position: 0, kind: "material", illustrative: true },
    sourceEn: "Made up so that the published path can be followed",
    sourceZh: "为再现已发表路径而设定",
    ...more,
  };
}

const perKg = (value: string): Amount => [value, "kgCO2e/kg"];
const kg = (value: string): Amount => [value, "kg"];

function power(
  names: readonly [code: string, nameEn: string, nameZh: string],
  place: readonly [stage: string, component: string],
  kWh: string,
): InventoryLine {
  return made(names, place, [kWh, "kWh"], [grid.value, grid.unit], {
    kind: "electricity",
    electricityModel: "national_average",
  });
}

/** One kilowatt hour of cell capacity, cradle to gate, as the source counts. */
const perCapacity: InventoryHeader = {
  method: "iso14067-ctg",
  gwpSet: "AR6",
  energy: { output: { value: "1", unit: "kWh" } },
};

const raw = "raw_materials";

const lfpLines: readonly InventoryLine[] = [
  made(["lithium-carbonate", "Lithium carbonate", "碳酸锂"], [raw, "cathode"], kg("0.6"), perKg("24")),
  made(["iron-phosphate", "Iron phosphate", "磷酸铁"], [raw, "cathode"], kg("1.9"), perKg("1.2")),
  power(["cathode-power", "Electricity of cathode making", "正极材料生产用电"], [raw, "cathode"], "12"),
  made(["anode-carbon", "Coke and pitch", "石油焦与沥青"], [raw, "anode"], kg("1"), perKg("1")),
  power(["anode-power", "Electricity of anode making", "负极材料生产用电"], [raw, "anode"], "5.95"),
  made(["electrolyte", "Electrolyte", "电解液"], [raw, "electrolyte"], kg("1.2"), perKg("3")),
  made(["copper-foil", "Copper foil", "铜箔"], [raw, "anode"], kg("0.65"), perKg("3.9")),
  made(["aluminium", "Aluminium foil and can", "铝箔与铝壳"], [raw, "cell"], kg("0.35"), perKg("6.5")),
  made(["separator", "Separator", "隔膜"], [raw, "separator"], kg("0.12"), perKg("4")),
  made(
    ["other", "Binder, conductive carbon, solvent", "粘结剂、导电剂、溶剂"],
    [raw, "cell"],
    kg("0.2"),
    perKg("6.285"),
  ),
  power(["assembly-power", "Electricity of cell assembly", "电芯装配用电"], ["production", "cell"], "33.9"),
];

const ncmLines: readonly InventoryLine[] = [
  made(
    ["nickel", "Nickel sulphate, as nickel", "硫酸镍（以镍计）"],
    [raw, "cathode"],
    kg("0.6"),
    perKg("11"),
  ),
  made(
    ["cobalt", "Cobalt sulphate, as cobalt", "硫酸钴（以钴计）"],
    [raw, "cathode"],
    kg("0.2"),
    perKg("14"),
  ),
  made(
    ["manganese", "Manganese sulphate, as manganese", "硫酸锰（以锰计）"],
    [raw, "cathode"],
    kg("0.2"),
    perKg("2"),
  ),
  made(["lithium-carbonate", "Lithium carbonate", "碳酸锂"], [raw, "cathode"], kg("0.6"), perKg("16.9")),
  power(["cathode-power", "Electricity of cathode making", "正极材料生产用电"], [raw, "cathode"], "34"),
  made(["anode-carbon", "Coke and pitch", "石油焦与沥青"], [raw, "anode"], kg("0.95"), perKg("1")),
  power(["anode-power", "Electricity of anode making", "负极材料生产用电"], [raw, "anode"], "8.85"),
  made(["electrolyte", "Electrolyte", "电解液"], [raw, "electrolyte"], kg("0.9"), perKg("3")),
  made(["copper-foil", "Copper foil", "铜箔"], [raw, "anode"], kg("0.5"), perKg("3.9")),
  made(["aluminium", "Aluminium foil and can", "铝箔与铝壳"], [raw, "cell"], kg("0.35"), perKg("6.5")),
  made(["separator", "Separator", "隔膜"], [raw, "separator"], kg("0.1"), perKg("4")),
  made(
    ["other", "Binder, conductive carbon, solvent", "粘结剂、导电剂、溶剂"],
    [raw, "cell"],
    kg("0.35"),
    perKg("8.1"),
  ),
  power(["assembly-power", "Electricity of cell assembly", "电芯装配用电"], ["production", "cell"], "36"),
];

function green(lines: readonly string[], share: string): ScenarioStep {
  return {
    kind: "green_power",
    lines,
    share,
    model: "direct",
    factor: renewable,
    source: `${whitePaper}, 5.3`,
  };
}

function recycled(line: string, share: string, factor: string): ScenarioStep {
  const source = `${whitePaper}, 5.3; minimum shares of Regulation (EU) 2023/1542, Art. 8`;
  return {
    kind: "recycled_content",
    lines: [line],
    share,
    factor: { value: factor, unit: "kgCO2e/kg" },
    source,
  };
}

function route(name: "pyro" | "hydro" | "direct", value: string): ScenarioStep {
  return {
    kind: "recycling_route",
    route: name,
    line: null,
    factor: { value, unit: "kgCO2e/kWh" },
    recovered: {},
    source: `${whitePaper}, 5.4.2`,
  };
}

/** A state on the way for which the source prints no figure. */
const unprinted: PublishedStep = { value: null, changeOfStart: null, addedKg: null, changeOfFirst: null };
const result = (value: string): PublishedStep => ({ ...unprinted, value });
const relative = (changeOfStart: string): PublishedStep => ({ ...unprinted, changeOfStart });
const added = (addedKg: string, changeOfFirst: string | null): PublishedStep => ({
  ...unprinted,
  addedKg,
  changeOfFirst,
});

const assembly = ["assembly-power"];
const electrodes = ["cathode-power", "anode-power"];

/**
 * The published reduction paths of LFP and NCM cells and the published burdens of three recycling routes, on inventories
 * made up to follow them. The steps are those of the source; the amounts are not: no maker's data stand here. Where the
 * recomputed figure differs from the printed one, both are shown.
 *
 * Source: United Nations Global Compact and Envision white paper on power batteries, 5.3 and 5.4.2.
 */
export const scenarioExamples: readonly ScenarioExample[] = [
  {
    id: "lfp",
    header: perCapacity,
    lines: placed(lfpLines),
    publishedStart: "60",
    steps: [
      { id: "greenAssembly", step: green(assembly, "1"), published: result("40") },
      { id: "greenElectrodesHalf", step: green(electrodes, "0.5"), published: result("34") },
      { id: "greenElectrodes", step: green(electrodes, "1"), published: result("29.4") },
      { id: "recycled96", step: recycled("lithium-carbonate", "0.06", "3.5"), published: relative("-0.52") },
      { id: "recycled156", step: recycled("lithium-carbonate", "0.12", "3.5"), published: result("27.9") },
    ],
    source: `${whitePaper}, 5.3 and figure 17`,
  },
  {
    id: "ncm",
    header: perCapacity,
    lines: placed(ncmLines),
    publishedStart: null,
    steps: [
      { id: "greenAll", step: green([...assembly, ...electrodes], "1"), published: relative("-0.582") },
      { id: "recycledCobalt", step: recycled("cobalt", "0.26", "4"), published: unprinted },
      { id: "recycledNickel", step: recycled("nickel", "0.15", "4"), published: unprinted },
      { id: "recycled156", step: recycled("lithium-carbonate", "0.12", "4"), published: relative("-0.608") },
    ],
    source: `${whitePaper}, 5.3 and figure 18`,
  },
  {
    id: "routes",
    // Full life cycle, for the end of life lies outside the boundary of the others.
    header: {
      method: "mee-full",
      gwpSet: "AR6",
      energy: {
        usableCapacity: { value: "1", unit: "kWh" },
        vehicleCategory: "light_noncommercial",
        warrantyYears: { value: "8", unit: "a" },
      },
    },
    lines: placed(ncmLines),
    publishedStart: null,
    steps: [
      { id: "pyro", step: route("pyro", "5.11"), published: added("5.11", null) },
      { id: "hydro", step: route("hydro", "2.9"), published: added("2.9", "-0.476") },
      { id: "direct", step: route("direct", "3.65"), published: added("3.65", "-0.286") },
    ],
    source: `${whitePaper}, 5.4.2 and figure 23`,
  },
];

function placed(lines: readonly InventoryLine[]): readonly InventoryLine[] {
  return lines.map((line, position) => ({ ...line, position }));
}
