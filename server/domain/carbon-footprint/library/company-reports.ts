import { record } from "./record.ts";
import type { LibraryRecord } from "./record.ts";

const carbonateReport =
  "宜丰九岭锂业有限公司 碳酸锂产品碳足迹评价报告, 2025-04-01 (published product carbon footprint report)";
const cellReport =
  "唐山国轩电池有限公司 碳足迹评价报告 JXTL-2024-CFP-078, 2024-06-07 (published product carbon footprint report)";
const moduleReport =
  "兰钧新能源科技有限公司 锂离子电池电芯和模组 产品碳足迹报告, data of January 2025 (published product carbon footprint report)";

const table52 = [carbonateReport, "Table 5.2"] as const;
const table55 = [cellReport, "Table 5-5"] as const;
const resultOnly = {
  note: "A result; the amount and the factor behind it are not printed. Foils, separator, can, binder and solvent have no row in that table.",
};

/** Figures of three published product carbon footprint reports: what they calculated with, and what came out. */
export const companyReports: readonly LibraryRecord[] = [
  record(
    ["electricity-cn-2023-report", "emission_factor", "electricity"],
    [
      "Grid electricity, China 2023, in the unit of a lithium carbonate report",
      "外购电力排放因子（碳酸锂报告所用单位）",
    ],
    "6.205",
    "tCO2/(10^4 kWh)",
    ["CN", 2023],
    table52,
    {
      note: "Equals 0.6205 kg/kWh, the national footprint factor of 2023 on a life-cycle basis; the table labels it CO2.",
      boundary: "life cycle",
    },
  ),
  record(
    ["steam-cn", "emission_factor", "heat"],
    ["Purchased steam", "外购蒸汽"],
    "0.295",
    "tCO2/t",
    ["CN", 2024],
    table52,
    {
      note: "Pressure and temperature of the steam are not stated; without upstream.",
      boundary: "combustion (assumed)",
    },
  ),
  record(
    ["natural-gas-cn", "emission_factor", "fuel"],
    ["Natural gas, combustion", "天然气燃烧"],
    "21.62",
    "tCO2/(10^4 m3)",
    ["CN", 2024],
    table52,
    {
      note: "Follows from the usual defaults of corporate accounting; combustion only.",
      boundary: "combustion",
    },
  ),
  record(
    ["transport-diesel-as-printed", "emission_factor", "transport"],
    ["Transport, unit as printed", "运输（单位按原文）"],
    "3.1451",
    "tCO2/tkm",
    ["CN", 2024],
    table52,
    {
      note: "Kept as printed. The number is what one tonne of diesel gives when burnt, so the printed unit per tonne-kilometre cannot be calculated with. Not for use on transport work.",
      usable: false,
    },
  ),
  record(
    ["lithium-carbonate-report-result", "published_result", "materials"],
    ["Lithium carbonate from lepidolite, result of one report", "锂云母制碳酸锂，一份报告的结果"],
    "43.92",
    "tCO2/t",
    ["CN-JX", 2024],
    [carbonateReport, "Abstract, 5.2 (2)"],
    {
      note: "Raw materials and process emissions have no row; the electricity behind it, 60.5 MWh per tonne, is unusually high. Not for use as a default.",
      boundary: "gate-to-gate with transport",
    },
  ),
  record(
    ["electricity-cn-regional-2021", "emission_factor", "electricity"],
    ["Grid electricity, regional factor in a cell report", "区域电网排放因子（电芯报告所用）"],
    "0.6012",
    "kgCO2/kWh",
    ["CN", 2021],
    [cellReport, "5.1"],
    {
      note: "CO2 only, without upstream, of 2021. The print leaves out the unit of mass; kilogram is our reading.",
    },
  ),
  record(
    ["cell-report-lfp", "published_result", "cell"],
    ["LFP cathode material per MWh of cells, one report", "每兆瓦时电芯：磷酸铁锂，一份报告"],
    "12.22",
    "tCO2/MWh cells",
    ["CN-HE", 2023],
    table55,
    resultOnly,
  ),
  record(
    ["cell-report-graphite", "published_result", "cell"],
    ["Graphite per MWh of cells, one report", "每兆瓦时电芯：石墨，一份报告"],
    "5.88",
    "tCO2/MWh cells",
    ["CN-HE", 2023],
    table55,
    resultOnly,
  ),
  record(
    ["cell-report-electrolyte", "published_result", "cell"],
    ["Electrolyte per MWh of cells, one report", "每兆瓦时电芯：电解液，一份报告"],
    "6.63",
    "tCO2/MWh cells",
    ["CN-HE", 2023],
    table55,
    resultOnly,
  ),
  record(
    ["cell-report-transport", "published_result", "cell"],
    ["Inbound transport per MWh of cells, one report", "每兆瓦时电芯：原材料运输，一份报告"],
    "0.01",
    "tCO2/MWh cells",
    ["CN-HE", 2023],
    table55,
    resultOnly,
  ),
  record(
    ["cell-report-electricity", "published_result", "cell"],
    ["Production electricity per MWh of cells, one report", "每兆瓦时电芯：生产用电，一份报告"],
    "22.7",
    "tCO2/MWh cells",
    ["CN-HE", 2023],
    table55,
    resultOnly,
  ),
  record(
    ["cell-report-total", "published_result", "cell"],
    ["LFP cells, cradle-to-gate, total of one report", "磷酸铁锂电芯，从摇篮到大门，一份报告的总量"],
    "47.44",
    "tCO2e/MWh cells",
    ["CN-HE", 2023],
    [cellReport, "Table 5-6"],
    {
      note: "The same as 47.44 kg for each kWh of capacity. Another place of the report prints it per tonne.",
      boundary: "cradle-to-gate, with part of the bill of materials",
    },
  ),
  record(
    ["battery-cn-factor-library", "benchmark", "pack"],
    [
      "Lithium battery, cradle-to-grave, value of a national factor library",
      "锂电池，从摇篮到坟墓，国家排放系数库数值",
    ],
    "101.99",
    "kgCO2e/kWh capacity",
    ["CN", 2022],
    [moduleReport, "6.2"],
    {
      note: "As the report quotes 中国产品全生命周期温室气体排放系数库; chemistry and stages are not stated.",
    },
  ),
  record(
    ["module-report-capacity", "activity", "pack"],
    ["Capacity made in a year, one plant", "一家工厂的全年产出容量"],
    "13.62",
    "GWh/a",
    ["CN-ZJ", 2024],
    [moduleReport, "6.2"],
    { note: "Called capacity in the source; whether it is the output made is not stated." },
  ),
  record(
    ["module-report-total", "published_result", "pack"],
    ["Emissions of the year, one plant", "一家工厂的全年排放量"],
    "1389103.8",
    "tCO2e/a",
    ["CN-ZJ", 2024],
    [moduleReport, "6.2"],
    { note: "The product of the two values above it in the same section." },
  ),
  record(
    ["gwp-ch4-25-module-report", "gwp", "gwp"],
    ["Methane, GWP-100 as one report uses it", "甲烷 GWP-100，一份报告所用"],
    "25",
    "kgCO2e/kg",
    ["GLO", 2007],
    [moduleReport, "3.7"],
    { note: "Value of the fourth IPCC assessment; another section of the same report prints 21." },
  ),
  record(
    ["gwp-ch4-21-module-report", "gwp", "gwp"],
    ["Methane, GWP-100 in another section of the same report", "甲烷 GWP-100，同一报告另一章节"],
    "21",
    "kgCO2e/kg",
    ["GLO", 1995],
    [moduleReport, "5"],
    { note: "Value of the second IPCC assessment; another section of the same report prints 25." },
  ),
  record(
    ["gwp-ch4-25-carbonate-report", "gwp", "gwp"],
    ["Methane, GWP-100 in a lithium carbonate report", "甲烷 GWP-100，碳酸锂报告所用"],
    "25",
    "kgCO2e/kg",
    ["GLO", 2007],
    [carbonateReport, "4"],
    { note: "Value of the fourth IPCC assessment; the report names no set." },
  ),
  record(
    ["gwp-ch4-27.9-cell-report", "gwp", "gwp"],
    ["Methane, GWP-100 in a cell report", "甲烷 GWP-100，电芯报告所用"],
    "27.9",
    "kgCO2e/kg",
    ["GLO", 2021],
    [cellReport, "4.6"],
    { note: "Value of the sixth IPCC assessment without the split into fossil and other methane." },
  ),
];
