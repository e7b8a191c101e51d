import type { NewFactor } from "../../server/services/factor/add.ts";

const meeNotes =
  "《温室气体 产品碳足迹量化方法与要求 动力电池（征求意见稿）》编制说明, March 2025 (drafting notes to the consultation draft of the Ministry of Ecology and Environment)";
const carbonateReport =
  "宜丰九岭锂业有限公司 碳酸锂产品碳足迹评价报告, 2025-04-01 (published product carbon footprint report)";
const cellReport =
  "唐山国轩电池有限公司 碳足迹评价报告 JXTL-2024-CFP-078, 2024-06-07 (published product carbon footprint report)";
const whitePaper =
  "联合国全球契约组织 / 远景科技集团 动力电池全生命周期碳排放白皮书 (United Nations Global Compact and Envision, white paper on power batteries)";
const illustrationTitle = "Illustrative value of the Cellproof demonstration; no source prints one";

type Quality = Pick<NewFactor, "qualityNote" | "boundary">;

/** A factor printed by one of the sources, with its value and unit as printed. */
function printed(
  id: string,
  names: readonly [en: string, zh: string],
  value: string,
  unit: string,
  place: readonly [geography: string, year: number],
  source: readonly [title: string, where: string | null],
  quality: Partial<Quality> = {},
): NewFactor {
  return {
    id,
    nameEn: names[0],
    nameZh: names[1],
    value,
    unit,
    geography: place[0],
    year: place[1],
    sourceTitle: source[0],
    sourceWhere: source[1],
    qualityNote: quality.qualityNote ?? null,
    boundary: quality.boundary ?? null,
    illustrative: false,
  };
}

/** A factor made up for the demonstration, inside the range in which such materials are usually found. */
function illustrative(
  id: string,
  names: readonly [en: string, zh: string],
  value: string,
  unit = "kgCO2e/kg",
): NewFactor {
  return {
    id,
    nameEn: `${names[0]} (illustrative)`,
    nameZh: `${names[1]}（示例值）`,
    value,
    unit,
    geography: "CN",
    year: 2024,
    sourceTitle: illustrationTitle,
    sourceWhere: null,
    qualityNote: "Made up so that the demonstration can calculate; not for a real declaration.",
    boundary: "cradle-to-gate (assumed)",
    illustrative: true,
  };
}

const frenchComparison: Partial<Quality> = {
  qualityNote: "Comparison column of the drafting notes; the French decree itself was not checked.",
};
const processBurden = "Burden of the recycling process only, without credit for what is recovered.";

/** The factor library of the demonstration: every single-valued factor of the sources, then the illustrative ones. */
export const factors: readonly NewFactor[] = [
  printed(
    "lfp-cathode-cn",
    ["LFP cathode active material, recommended default", "磷酸铁锂正极材料，推荐缺省值"],
    "7.9",
    "kgCO2e/kg",
    ["CN", 2024],
    [meeNotes, "5.4.6.3 (1)"],
    {
      qualityNote:
        "From a survey of 15 producers; year, spread and boundary of the survey are not stated. Consultation draft.",
      boundary: "cradle-to-gate (assumed)",
    },
  ),
  printed(
    "ncm-cathode-cn",
    ["NCM cathode active material, recommended default", "镍钴锰酸锂正极材料，推荐缺省值"],
    "22.5",
    "kgCO2e/kg",
    ["CN", 2024],
    [meeNotes, "5.4.6.3 (1)"],
    {
      qualityNote: "From a survey of 6 producers; one value for every ratio of nickel, cobalt and manganese.",
      boundary: "cradle-to-gate (assumed)",
    },
  ),
  printed(
    "transport-road-cn",
    ["Road freight, recommended default", "公路运输，推荐缺省值"],
    "0.076",
    "kgCO2e/tkm",
    ["CN", 2024],
    [meeNotes, "Table 5-2"],
    {
      qualityNote:
        "National fleet average, about a fifth of the French value beside it; a plant served by light trucks lies far above.",
    },
  ),
  printed(
    "transport-road-fr",
    ["Road freight, French eco-bonus method", "公路运输，法国生态奖励方法"],
    "0.377",
    "kgCO2e/tkm",
    ["FR", 2023],
    [meeNotes, "Table 5-2"],
    frenchComparison,
  ),
  printed(
    "transport-rail-cn",
    ["Rail freight, recommended default", "铁路运输，推荐缺省值"],
    "0.003",
    "kgCO2e/tkm",
    ["CN", 2024],
    [meeNotes, "Table 5-2"],
    {
      qualityNote: "About a fourteenth of the French value beside it; take care where rail dominates a leg.",
    },
  ),
  printed(
    "transport-rail-fr",
    ["Rail freight, French eco-bonus method", "铁路运输，法国生态奖励方法"],
    "0.041",
    "kgCO2e/tkm",
    ["FR", 2023],
    [meeNotes, "Table 5-2"],
    frenchComparison,
  ),
  printed(
    "transport-water-cn",
    ["Water freight, recommended default", "水路运输，推荐缺省值"],
    "0.020",
    "kgCO2e/tkm",
    ["CN", 2024],
    [meeNotes, "Table 5-2"],
    { qualityNote: "Sea and inland waterways together; twice the French value beside it." },
  ),
  printed(
    "transport-water-fr",
    ["Water freight, French eco-bonus method", "水路运输，法国生态奖励方法"],
    "0.010",
    "kgCO2e/tkm",
    ["FR", 2023],
    [meeNotes, "Table 5-2"],
    frenchComparison,
  ),
  printed(
    "transport-air-cn",
    ["Air freight, recommended default", "航空运输，推荐缺省值"],
    "1.404",
    "kgCO2e/tkm",
    ["CN", 2024],
    [meeNotes, "Table 5-2"],
    { qualityNote: "Within a fifth of the French value beside it." },
  ),
  printed(
    "transport-air-fr",
    ["Air freight, French eco-bonus method", "航空运输，法国生态奖励方法"],
    "1.210",
    "kgCO2e/tkm",
    ["FR", 2023],
    [meeNotes, "Table 5-2"],
    frenchComparison,
  ),
  printed(
    "electricity-cn-2023",
    ["Grid electricity, China, national average footprint factor 2023", "全国电力平均碳足迹因子（2023年）"],
    "0.6205",
    "kgCO2e/kWh",
    ["CN", 2023],
    [
      "Announcement No. 3 of 2025 of the ministries for environment and statistics and the energy administration of China",
      null,
    ],
    {
      qualityNote: "Life-cycle basis. Number as cited by public code; the announcement itself was not read.",
      boundary: "life cycle",
    },
  ),
  printed(
    "electricity-cn-2024",
    ["Grid electricity, China, national average footprint factor 2024", "全国电力平均碳足迹因子（2024年）"],
    "0.5777",
    "kgCO2e/kWh",
    ["CN", 2024],
    [
      "Announcement of October 2025 of the ministries for environment and statistics and the energy administration of China",
      null,
    ],
    {
      qualityNote:
        "Life-cycle basis; another series than the CO2-only grid factors. Number as cited by three public repositories.",
      boundary: "life cycle",
    },
  ),
  printed(
    "electricity-cn-2023-report",
    [
      "Grid electricity, China 2023, in the unit of a lithium carbonate report",
      "外购电力排放因子（碳酸锂报告所用单位）",
    ],
    "6.205",
    "tCO2/(10^4 kWh)",
    ["CN", 2023],
    [carbonateReport, "Table 5.2"],
    {
      qualityNote: "Equals 0.6205 kg/kWh, the national footprint factor of 2023; the table labels it CO2.",
      boundary: "life cycle",
    },
  ),
  printed(
    "steam-cn",
    ["Purchased steam", "外购蒸汽"],
    "0.295",
    "tCO2/t",
    ["CN", 2024],
    [carbonateReport, "Table 5.2"],
    {
      qualityNote: "Pressure and temperature of the steam are not stated; without upstream.",
      boundary: "combustion (assumed)",
    },
  ),
  printed(
    "natural-gas-cn",
    ["Natural gas, combustion", "天然气燃烧"],
    "21.62",
    "tCO2/(10^4 m3)",
    ["CN", 2024],
    [carbonateReport, "Table 5.2"],
    {
      qualityNote: "Follows from the usual defaults of corporate accounting; combustion only.",
      boundary: "combustion",
    },
  ),
  printed(
    "transport-diesel-as-printed",
    ["Transport, unit as printed", "运输（单位按原文）"],
    "3.1451",
    "tCO2/tkm",
    ["CN", 2024],
    [carbonateReport, "Table 5.2"],
    {
      qualityNote:
        "Kept as printed. The number is what one tonne of diesel gives when burnt, so the printed unit per tonne-kilometre cannot be calculated with. Not for use on transport work.",
    },
  ),
  printed(
    "electricity-cn-regional-2021",
    ["Grid electricity, regional factor in a cell report", "区域电网排放因子（电芯报告所用）"],
    "0.6012",
    "kgCO2/kWh",
    ["CN", 2021],
    [cellReport, "5.1"],
    {
      qualityNote:
        "CO2 only, without upstream, of 2021. The print leaves out the unit of mass; kilogram is our reading.",
    },
  ),
  printed(
    "lfp-cathode-database",
    ["LFP cathode active material, international databases", "磷酸铁锂正极材料，国际数据库"],
    "8",
    "kgCO2e/kg",
    ["GLO", 2022],
    [whitePaper, "4.2.1"],
    { qualityNote: "Given as an approximate value; close to the Chinese default of 7.9." },
  ),
  printed(
    "graphite-synthetic-cn",
    ["Synthetic graphite, China", "人造石墨，中国"],
    "6.05",
    "kgCO2e/kg",
    ["CN", 2022],
    [whitePaper, "4.2.2, figure 14"],
    { qualityNote: "From a database that is not named." },
  ),
  printed(
    "graphite-silicon-coated-cn",
    ["Silicon-coated graphite, China", "硅包覆石墨，中国"],
    "6.21",
    "kgCO2e/kg",
    ["CN", 2022],
    [whitePaper, "4.2.2, figure 14"],
  ),
  printed(
    "recycling-pyro",
    ["Pyrometallurgical recycling, NCM811 pack", "火法回收，NCM811 电池包"],
    "5.11",
    "kgCO2e/kWh capacity",
    ["GLO", 2022],
    [whitePaper, "5.4.2, figure 23"],
    { qualityNote: `${processBurden} For a pack of 74 kWh.` },
  ),
  printed(
    "recycling-hydro",
    ["Hydrometallurgical recycling, NCM811 pack", "湿法回收，NCM811 电池包"],
    "2.9",
    "kgCO2e/kWh capacity",
    ["GLO", 2022],
    [whitePaper, "5.4.2, figure 23"],
    {
      qualityNote: `${processBurden} The saving printed beside it does not follow from the two printed values.`,
    },
  ),
  printed(
    "recycling-direct",
    ["Direct recycling, NCM811 pack", "直接物理回收，NCM811 电池包"],
    "3.65",
    "kgCO2e/kWh capacity",
    ["GLO", 2022],
    [whitePaper, "5.4.2, figure 23"],
    { qualityNote: `${processBurden} Pilot scale.` },
  ),
  illustrative(
    "demo-aluminium-primary",
    ["Aluminium, primary, sheet and profile", "原生铝板材与型材"],
    "16.5",
  ),
  illustrative("demo-aluminium-recycled", ["Aluminium, recycled", "再生铝"], "1.2"),
  illustrative("demo-aluminium-foil", ["Aluminium foil", "铝箔"], "18"),
  illustrative("demo-copper-foil", ["Copper foil, electrolytic", "电解铜箔"], "6.8"),
  illustrative("demo-copper", ["Copper bars and harness", "铜排与线束"], "5.2"),
  illustrative("demo-separator", ["Separator, coated polyolefin", "涂覆聚烯烃隔膜"], "6.2"),
  illustrative("demo-electrolyte", ["Electrolyte", "电解液"], "6.5"),
  illustrative("demo-binder-pvdf", ["Binder, PVDF", "聚偏氟乙烯粘结剂"], "16"),
  illustrative("demo-binder-water", ["Binder, CMC and SBR", "羧甲基纤维素与丁苯橡胶粘结剂"], "3.4"),
  illustrative("demo-nmp", ["Solvent NMP, net consumption", "溶剂 NMP（净消耗）"], "5"),
  illustrative("demo-carbon-black", ["Conductive carbon black", "导电炭黑"], "2.6"),
  illustrative("demo-steel", ["Steel parts", "钢制零部件"], "2.4"),
  illustrative("demo-plastics", ["Plastics, foams and thermal pads", "塑料、泡棉与导热垫"], "3.6"),
  illustrative("demo-electronics", ["Battery management electronics", "电池管理系统电子件"], "35"),
  illustrative("demo-coolant", ["Coolant", "冷却液"], "1.6"),
  illustrative("demo-other-parts", ["Other parts, mixed", "其他零部件（混合）"], "4"),
  illustrative("demo-nitrogen", ["Nitrogen and other process gases", "氮气及其他工艺气体"], "0.3"),
  illustrative(
    "demo-electricity-pv",
    ["Electricity, directly connected solar roof", "直连屋顶光伏电力"],
    "0.045",
    "kgCO2e/kWh",
  ),
  illustrative(
    "demo-electricity-hydro",
    ["Electricity, directly connected hydropower", "直连水电"],
    "0.024",
    "kgCO2e/kWh",
  ),
];

/** The factor of this identifier; a wrong identifier is a mistake in the seed itself. */
export function factorOf(id: string): NewFactor {
  const found = factors.find((factor) => factor.id === id);
  if (found === undefined) throw new Error(`the demonstration has no factor ${id}`);
  return found;
}
