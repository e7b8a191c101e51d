import { expect, test } from "vitest";
import { recordMember } from "./record-member.ts";

test.each([
  ["voluntary.carbonFootprint.stages[1].kgCO2e", "Production: Emission (kgCO₂e)", "生产：排放量（kgCO₂e）"],
  ["voluntary.carbonFootprint.totalKgCO2e", "Total (kgCO₂e)", "总排放量（kgCO₂e）"],
  ["stagesKg.production", "Production: Emission (kgCO₂e)", "生产：排放量（kgCO₂e）"],
  ["shares.distribution", "Distribution: Share of the total", "分销：占比"],
  ["linesKg.cathode", "cathode: Emission (kgCO₂e)", "cathode：排放量（kgCO₂e）"],
  ["cfp", "Footprint per kWh", "每 kWh 碳足迹"],
  ["statutory.batteryMass", "Mass", "质量"],
  ["nobody.knows", "", ""],
])("%s is called %s", (path, english, chinese) => {
  const stages = ["raw_materials", "production"];
  expect(recordMember("en", path, stages)).toBe(english);
  expect(recordMember("zh", path, stages)).toBe(chinese);
});
