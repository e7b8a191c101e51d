import { record } from "./record.ts";
import type { LibraryRecord } from "./record.ts";

/** Electricity factors announced by Chinese authorities. */
export const officialFactors: readonly LibraryRecord[] = [
  record(
    ["electricity-cn-2023", "emission_factor", "electricity"],
    ["Grid electricity, China, national average footprint factor 2023", "全国电力平均碳足迹因子（2023年）"],
    "0.6205",
    "kgCO2e/kWh",
    ["CN", 2023],
    [
      "Announcement No. 3 of 2025 of the ministries for environment and statistics and the energy administration of China",
      null,
    ],
    {
      note: "Life-cycle basis. Number as cited by public code; the announcement itself was not read.",
      boundary: "life cycle",
    },
  ),
  record(
    ["electricity-cn-2024", "emission_factor", "electricity"],
    ["Grid electricity, China, national average footprint factor 2024", "全国电力平均碳足迹因子（2024年）"],
    "0.5777",
    "kgCO2e/kWh",
    ["CN", 2024],
    [
      "Announcement of October 2025 of the ministries for environment and statistics and the energy administration of China",
      null,
    ],
    {
      note: "Life-cycle basis; another series than the CO2-only grid factors. Number as cited by three public repositories.",
      boundary: "life cycle",
    },
  ),
];
