import { record } from "./record.ts";
import type { LibraryRecord } from "./record.ts";

const title =
  "联合国全球契约组织 / 远景科技集团 动力电池全生命周期碳排放白皮书 (United Nations Global Compact and Envision, white paper on power batteries)";

const at = (where: string) => [title, where] as const;
const perCapacity = "kgCO2e/kWh capacity";
const gate = "cradle-to-gate";
const processBurden = "Burden of the recycling process only, without credit for what is recovered.";
const regions = at("5.1, table 4");
const tornTable =
  "Columns of this table were inferred, because the values had come apart in the copy that was read; each column ends with its LFP range. Taken by the source from Faraday Insights 12, data of 2021.";

/** One cell of the table of footprints by region. */
function regional(
  [id, geography]: readonly [id: string, geography: string],
  [placeEn, placeZh]: readonly [en: string, zh: string],
  chemistry: string,
  figure: string | { readonly min: string; readonly max: string },
  doubt = "",
): LibraryRecord {
  return record(
    [`pack-${id}-${chemistry.toLowerCase()}`, "benchmark", "pack"],
    [`${chemistry} pack, made in ${placeEn}`, `${chemistry} 电池包，${placeZh}生产`],
    figure,
    perCapacity,
    [geography, 2021],
    regions,
    { note: `${tornTable}${doubt === "" ? "" : ` ${doubt}`}`, boundary: gate },
  );
}

const europe = [
  ["europe", "Europe"],
  ["Europe", "欧洲"],
] as const;
const unitedStates = [
  ["us", "US"],
  ["the United States", "美国"],
] as const;
const china = [
  ["cn", "CN"],
  ["China", "中国"],
] as const;
const korea = [
  ["kr", "KR"],
  ["South Korea", "韩国"],
] as const;
const japan = [
  ["jp", "JP"],
  ["Japan", "日本"],
] as const;

const packs: readonly LibraryRecord[] = [
  record(
    ["pack-ncm-2011", "benchmark", "pack"],
    ["NCM pack, studies of 2011", "三元电池包，2011年研究"],
    "200",
    perCapacity,
    ["GLO", 2011],
    at("4.1.1, figure 9"),
    { note: "Nearly 200, read from the figure of a trend.", boundary: gate },
  ),
  record(
    ["pack-ncm-2022", "benchmark", "pack"],
    ["NCM pack, studies of 2022", "三元电池包，2022年研究"],
    "98",
    perCapacity,
    ["GLO", 2022],
    at("4.1.1, figure 9"),
    { note: "Given as an approximate value.", boundary: gate },
  ),
  record(
    ["pack-lfp-recent", "benchmark", "pack"],
    ["LFP pack, studies of recent years", "磷酸铁锂电池包，近年研究"],
    "100",
    perCapacity,
    ["GLO", 2022],
    at("4.1.1, figure 9"),
    { note: "Given as an approximate value.", boundary: gate },
  ),
  record(
    ["pack-literature-range", "benchmark", "pack"],
    ["NCM and LFP packs, selected studies", "三元与磷酸铁锂电池包，所选研究"],
    { min: "100", max: "120" },
    perCapacity,
    ["GLO", 2022],
    at("4.1.2, figure 10"),
    { note: "Above the table by region and the Chinese average: compare boundaries first.", boundary: gate },
  ),
  record(
    ["pack-solid-state-range", "benchmark", "pack"],
    ["Sulphide solid-state pack, laboratory data", "硫化物固态电池包，实验室数据"],
    { min: "150", max: "200" },
    perCapacity,
    ["GLO", 2022],
    at("4.1.2, figure 10"),
    { note: "Laboratory scale.", boundary: gate },
  ),
  regional(...europe, "LFP", { min: "34", max: "39" }, "Europe's NCM values are missing in that copy."),
  regional(
    ...unitedStates,
    "NCM111",
    "60",
    "Two of three NCM values were left; the highest was taken as NCM111.",
  ),
  regional(...unitedStates, "NCM811", "55", "May as well be NCM622."),
  regional(...unitedStates, "LFP", { min: "37", max: "42" }),
  regional(...china, "NCM111", "77", "Two of three NCM values were left."),
  regional(...china, "NCM622", "69", "May as well be NCM811."),
  regional(...china, "LFP", { min: "51", max: "56" }),
  regional(...korea, "NCM111", "69"),
  regional(...korea, "NCM622", "64"),
  regional(...korea, "NCM811", "63"),
  regional(...korea, "LFP", { min: "46", max: "50" }),
  regional(...japan, "NCM111", "73"),
  regional(...japan, "NCM622", "68"),
  regional(...japan, "NCM811", "67"),
  regional(...japan, "LFP", { min: "50", max: "55" }),
  record(
    ["cell-cylindrical-mean", "benchmark", "cell"],
    ["Cylindrical cells, mean of studies", "圆柱电芯，研究均值"],
    "51.7",
    perCapacity,
    ["GLO", 2022],
    at("5.2"),
    { note: "From a statistical review of life-cycle studies (Bouter and Guichet)." },
  ),
  record(
    ["cell-prismatic-mean", "benchmark", "cell"],
    ["Prismatic cells, mean of studies", "方形电芯，研究均值"],
    "114.4",
    perCapacity,
    ["GLO", 2022],
    at("5.2"),
    { note: "From very few samples, as the source says itself." },
  ),
];

const shares: readonly LibraryRecord[] = [
  record(
    ["raw-material-share", "characteristic", "stage-share"],
    ["Share of the raw materials in a pack's footprint, NCM and LFP", "原材料获取占电池包碳足迹比例"],
    "0.8",
    "fraction",
    ["GLO", 2022],
    at("4.1.2"),
    { note: "Given as an approximate value." },
  ),
  record(
    ["cell-share-of-pack", "characteristic", "stage-share"],
    ["Share of the cells in a pack's footprint", "电芯占电池包碳足迹比例"],
    "0.65",
    "fraction",
    ["GLO", 2022],
    at("4.2"),
    { note: "Given as an approximate value." },
  ),
  record(
    ["cathode-share-of-ncm-cell", "characteristic", "stage-share"],
    ["Share of the cathode in an NCM cell's footprint", "正极占三元电芯碳足迹比例"],
    { min: "0.4" },
    "fraction",
    ["one battery maker", 2022],
    at("4.2.1"),
    { note: "Only a lower end is printed." },
  ),
  record(
    ["cathode-share-of-lfp-cell", "characteristic", "stage-share"],
    ["Share of the cathode in an LFP cell's footprint", "正极占磷酸铁锂电芯碳足迹比例"],
    "0.37",
    "fraction",
    ["one battery maker", 2022],
    at("4.2.1"),
  ),
  record(
    ["energy-share-of-graphite-cn", "characteristic", "anode"],
    ["Share of energy in the footprint of graphite, China", "能耗占石墨碳足迹比例，中国"],
    "0.76",
    "fraction",
    ["CN", 2022],
    at("4.2.2, figure 15"),
  ),
  record(
    ["energy-share-of-graphite-elsewhere", "characteristic", "anode"],
    ["Share of energy in the footprint of graphite, outside China", "能耗占石墨碳足迹比例，中国以外"],
    "0.64",
    "fraction",
    ["outside CN", 2022],
    at("4.2.2, figure 15"),
  ),
  record(
    ["battery-share-of-vehicle", "characteristic", "stage-share"],
    [
      "Share of battery making in the life cycle of an electric vehicle",
      "动力电池制造占电动汽车全生命周期比例",
    ],
    { max: "0.4" },
    "fraction",
    ["CN", 2023],
    at("7.1"),
    { note: "Only an upper end is printed." },
  ),
];

const materials: readonly LibraryRecord[] = [
  record(
    ["lfp-cathode-database", "emission_factor", "cathode"],
    ["LFP cathode active material, international databases", "磷酸铁锂正极材料，国际数据库"],
    "8",
    "kgCO2e/kg",
    ["GLO", 2022],
    at("4.2.1"),
    { note: "Given as an approximate value; close to the Chinese default of 7.9." },
  ),
  record(
    ["ncm-cathode-database-range", "emission_factor", "cathode"],
    ["NCM cathode active material, international databases", "三元正极材料，国际数据库"],
    { min: "22.4", max: "31" },
    "kgCO2e/kg",
    ["GLO", 2022],
    at("4.2.1"),
    { note: "Over ratios and regions; the Chinese default of 22.5 lies at the lower end." },
  ),
  record(
    ["ncm622-against-ncm111", "characteristic", "cathode"],
    ["NCM622 cathode material against NCM111", "NCM622 正极材料相对 NCM111"],
    "-0.04",
    "relative change",
    ["GLO", 2022],
    at("4.2.1, figure 12"),
    { note: "Given as an approximate value." },
  ),
  record(
    ["ncm811-against-ncm111", "characteristic", "cathode"],
    ["NCM811 cathode material against NCM111", "NCM811 正极材料相对 NCM111"],
    "-0.08",
    "relative change",
    ["GLO", 2022],
    at("4.2.1, figure 12"),
    { note: "Given as an approximate value." },
  ),
  record(
    ["graphite-synthetic-cn", "emission_factor", "anode"],
    ["Synthetic graphite, China", "人造石墨，中国"],
    "6.05",
    "kgCO2e/kg",
    ["CN", 2022],
    at("4.2.2, figure 14"),
    { note: "From a database that is not named." },
  ),
  record(
    ["graphite-silicon-coated-cn", "emission_factor", "anode"],
    ["Silicon-coated graphite, China", "硅包覆石墨，中国"],
    "6.21",
    "kgCO2e/kg",
    ["CN", 2022],
    at("4.2.2, figure 14"),
  ),
  record(
    ["cathode-making-electricity-ncm", "activity", "cathode"],
    ["Electricity to make NCM cathode active material", "三元正极材料生产用电"],
    "20",
    "kWh/kg",
    ["CN", 2022],
    at("5.3"),
    {
      note: "Given as an approximate value; the source does not print per what, the kilogram is our reading.",
    },
  ),
  record(
    ["cathode-making-electricity-lfp", "activity", "cathode"],
    ["Electricity to make LFP cathode active material", "磷酸铁锂正极材料生产用电"],
    "12",
    "kWh/kg",
    ["CN", 2022],
    at("5.3"),
    {
      note: "Given as an approximate value; the source does not print per what, the kilogram is our reading.",
    },
  ),
];

const grids: readonly LibraryRecord[] = [
  record(
    ["grid-gap-to-china", "characteristic", "electricity"],
    [
      "How far grid factors elsewhere lie below the Chinese one, databases",
      "其他国家电力因子低于中国的幅度（数据库）",
    ],
    { min: "0.3", max: "0.7" },
    "kgCO2e/kWh",
    ["GLO", 2022],
    at("4.2.2"),
  ),
  record(
    ["grid-europe-range", "emission_factor", "electricity"],
    ["Grid electricity, Europe, usual range", "欧洲电网电力，常见范围"],
    { min: "0.2", max: "0.5" },
    "kgCO2e/kWh",
    ["EU", 2021],
    at("5.1"),
  ),
  record(
    ["grid-us-range", "emission_factor", "electricity"],
    ["Grid electricity, United States, usual range", "美国电网电力，常见范围"],
    { min: "0.4", max: "0.8" },
    "kgCO2e/kWh",
    ["US", 2021],
    at("5.1"),
  ),
  record(
    ["grid-east-asia-range", "emission_factor", "electricity"],
    ["Grid electricity, South Korea, Japan and China, usual range", "韩国、日本、中国电网电力，常见范围"],
    { min: "0.5", max: "1.2" },
    "kgCO2e/kWh",
    ["KR, JP, CN", 2021],
    at("5.1"),
    { note: "The print of the unit is incomplete. The upper end lies above the values of today." },
  ),
  record(
    ["green-power-as-zero", "scenario", "electricity"],
    ["Renewable electricity, as the scenarios of the source take it", "绿电，按该文献情景取值"],
    "0",
    "kgCO2e/kWh",
    ["GLO", 2022],
    at("5.1"),
    {
      note: "Almost zero in the source; over the life cycle wind and solar power are not zero. Not for a declaration.",
    },
  ),
  record(
    ["green-power-ncm811-cell", "scenario", "cell"],
    ["NCM811 cell, all production electricity renewable", "NCM811 电芯，生产全部使用绿电"],
    "-0.3",
    "relative change",
    ["CN", 2022],
    at("5.1, figure 16"),
  ),
];

const lfpPath = at("5.3, figure 17");
const paths: readonly LibraryRecord[] = [
  record(
    ["lfp-path-start", "scenario", "cell"],
    ["LFP cell, average of the world", "磷酸铁锂电芯，全球平均"],
    "60",
    perCapacity,
    ["GLO", 2022],
    lfpPath,
    { note: "Given as an approximate value; the last step's 53.8 % would start at about 60.4." },
  ),
  record(
    ["lfp-path-green-assembly", "scenario", "cell"],
    ["LFP cell, renewable electricity in assembly", "磷酸铁锂电芯，组装使用100%绿电"],
    "40",
    perCapacity,
    ["GLO", 2022],
    lfpPath,
    { note: "Given as an approximate value." },
  ),
  record(
    ["lfp-path-green-half-electrodes", "scenario", "cell"],
    ["LFP cell, and half of the electrodes' electricity renewable", "磷酸铁锂电芯，正负极另用50%绿电"],
    "34",
    perCapacity,
    ["GLO", 2022],
    lfpPath,
    { note: "Given as an approximate value." },
  ),
  record(
    ["lfp-path-green-electrodes", "scenario", "cell"],
    ["LFP cell, and all of the electrodes' electricity renewable", "磷酸铁锂电芯，正负极用100%绿电"],
    "29.4",
    perCapacity,
    ["GLO", 2022],
    lfpPath,
  ),
  record(
    ["lfp-path-recycled-first", "scenario", "cell"],
    ["LFP cell, and the recycled content of the EU's first step", "磷酸铁锂电芯，另达欧盟第一阶段再生料比例"],
    "-0.52",
    "relative change",
    ["EU rule", 2022],
    at("5.3"),
    { note: "Against the start of the path." },
  ),
  record(
    ["lfp-path-recycled-second", "scenario", "cell"],
    [
      "LFP cell, and the recycled content of the EU's second step",
      "磷酸铁锂电芯，另达欧盟第二阶段再生料比例",
    ],
    "27.9",
    perCapacity,
    ["EU rule", 2022],
    at("5.3"),
    { note: "Printed as 53.8 % less; from 60 to 27.9 it is 53.5 %." },
  ),
  record(
    ["ncm-path-green", "scenario", "cell"],
    ["NCM cell, renewable electricity everywhere", "三元电芯，全部使用绿电"],
    "-0.582",
    "relative change",
    ["GLO", 2022],
    at("5.3, figure 18"),
  ),
  record(
    ["ncm-path-recycled-second", "scenario", "cell"],
    ["NCM cell, and the recycled content of the EU's second step", "三元电芯，另达欧盟第二阶段再生料比例"],
    "-0.608",
    "relative change",
    ["EU rule", 2022],
    at("5.3, figure 18"),
  ),
];

const recyclingRoutes = at("5.4.2, figure 23");
const recycling: readonly LibraryRecord[] = [
  record(
    ["recycling-pyro", "emission_factor", "recycling"],
    ["Pyrometallurgical recycling, NCM811 pack", "火法回收，NCM811 电池包"],
    "5.11",
    perCapacity,
    ["GLO", 2022],
    recyclingRoutes,
    { note: `${processBurden} For a pack of 74 kWh.` },
  ),
  record(
    ["recycling-hydro", "emission_factor", "recycling"],
    ["Hydrometallurgical recycling, NCM811 pack", "湿法回收，NCM811 电池包"],
    "2.9",
    perCapacity,
    ["GLO", 2022],
    recyclingRoutes,
    { note: `${processBurden} The saving printed beside it does not follow from the two printed values.` },
  ),
  record(
    ["recycling-direct", "emission_factor", "recycling"],
    ["Direct recycling, NCM811 pack", "直接物理回收，NCM811 电池包"],
    "3.65",
    perCapacity,
    ["GLO", 2022],
    recyclingRoutes,
    { note: `${processBurden} Pilot scale.` },
  ),
  record(
    ["remade-after-pyro", "scenario", "recycling"],
    ["Battery of pyrometallurgically recycled material against virgin", "火法回收材料制电池相对原生材料"],
    "-0.048",
    "relative change",
    ["GLO", 2022],
    at("5.4.2"),
  ),
  record(
    ["remade-after-hydro", "scenario", "recycling"],
    ["Battery of hydrometallurgically recycled material against virgin", "湿法回收材料制电池相对原生材料"],
    "-0.3347",
    "relative change",
    ["GLO", 2022],
    at("5.4.2"),
  ),
  record(
    ["remade-after-direct", "scenario", "recycling"],
    ["Battery of directly recycled material against virgin", "直接物理回收材料制电池相对原生材料"],
    "-0.518",
    "relative change",
    ["GLO", 2022],
    at("5.4.2"),
  ),
  record(
    ["closed-loop-statement", "scenario", "recycling"],
    [
      "Nickel, cobalt and lithium in a closed loop, statement of one company",
      "镍钴锂闭环回收，一家企业的说法",
    ],
    "-0.7",
    "relative change",
    ["CN", 2022],
    at("5.4"),
    { note: "CO2 only; its boundary is not stated." },
  ),
  record(
    ["recycling-energy-of-materials", "scenario", "recycling"],
    ["Energy to make battery materials, cut by recycling", "回收带来的材料生产能耗降低"],
    "-0.5",
    "relative change",
    ["GLO", 2014],
    at("1.3"),
    { note: "From an old review (Nordelöf 2014)." },
  ),
];

const metals = [
  ["cobalt", "Cobalt", "钴", "0.16", "0.26"],
  ["lithium", "Lithium", "锂", "0.06", "0.12"],
  ["nickel", "Nickel", "镍", "0.06", "0.15"],
] as const;
const recycledContent: readonly LibraryRecord[] = metals.flatMap(([id, nameEn, nameZh, first, second]) =>
  (
    [
      ["first", 96, first],
      ["second", 156, second],
    ] as const
  ).map(([step, months, share]) =>
    record(
      [`recycled-content-${id}-${step}`, "method_parameter", "recycled-content"],
      [
        `${nameEn}, minimum recycled share ${String(months)} months after entry into force`,
        `${nameZh}，生效后${String(months)}个月的最低再生比例`,
      ],
      share,
      "fraction",
      ["EU", 2023],
      at("5.3, table 6"),
      {
        note: "In active materials, Regulation (EU) 2023/1542, Art. 8; for all the metals together, although the source writes that one or another is enough.",
      },
    ),
  ),
);

const designs = at("2.1, table 3");
const batteryDesign: readonly LibraryRecord[] = [
  record(
    ["energy-density-lfp-cell", "characteristic", "battery-design"],
    ["LFP cell, energy density", "磷酸铁锂电芯能量密度"],
    { min: "150", max: "170" },
    "Wh/kg",
    ["GLO", 2022],
    designs,
    { note: "Columns of this table were inferred in the copy that was read." },
  ),
  record(
    ["energy-density-ncm-cell", "characteristic", "battery-design"],
    ["NCM cell, energy density", "三元电芯能量密度"],
    { min: "200", max: "300" },
    "Wh/kg",
    ["GLO", 2022],
    designs,
  ),
  record(
    ["energy-density-solid-state-cell", "characteristic", "battery-design"],
    ["Solid-state cell, energy density", "固态电芯能量密度"],
    { min: "350", max: "500" },
    "Wh/kg",
    ["GLO", 2022],
    designs,
  ),
  record(
    ["cycle-life-lfp", "characteristic", "battery-design"],
    ["LFP, cycle life", "磷酸铁锂循环寿命"],
    { min: "3500" },
    "cycles",
    ["GLO", 2022],
    designs,
    { note: "Only a lower end is printed; the order of the columns was inferred." },
  ),
  record(
    ["cycle-life-ncm", "characteristic", "battery-design"],
    ["NCM, cycle life", "三元循环寿命"],
    "2500",
    "cycles",
    ["GLO", 2022],
    designs,
    { note: "Given as an approximate value; the order of the columns was inferred." },
  ),
  record(
    ["cathode-mass-share-lfp-pack", "characteristic", "battery-design"],
    ["Share of the cathode in the mass of an LFP pack", "正极占磷酸铁锂电池包质量比例"],
    "0.288",
    "fraction",
    ["GLO", 2021],
    at("2.3, figure 6"),
    {
      note: "The figure prints fourteen shares of two packs; only one way splits them into twice a hundred percent, and which of both is LFP was inferred.",
    },
  ),
  record(
    ["cathode-mass-share-ncm-pack", "characteristic", "battery-design"],
    ["Share of the cathode in the mass of an NCM pack", "正极占三元电池包质量比例"],
    "0.305",
    "fraction",
    ["GLO", 2021],
    at("2.3, figure 6"),
    { note: "Split as for the LFP pack." },
  ),
];

/** Figures of the industry white paper on the life-cycle emissions of power batteries. */
export const whitePaper: readonly LibraryRecord[] = [
  ...packs,
  ...shares,
  ...materials,
  ...grids,
  ...paths,
  ...recycling,
  ...recycledContent,
  ...batteryDesign,
];
