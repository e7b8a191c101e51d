import { expect, test } from "vitest";
import { bundledCatalogue } from "../../server/domain/catalogue/bundled-catalogue.ts";
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
  expect(recordMember("en", bundledCatalogue, path, stages)).toBe(english);
  expect(recordMember("zh", bundledCatalogue, path, stages)).toBe(chinese);
});

test("a data point an adopted catalogue added is called as it calls it", () => {
  const [mass] = bundledCatalogue.attributes.filter(({ id }) => id === "batteryMass");
  if (mass === undefined) throw new Error("The catalogue has no mass.");
  const packing = { ...mass, id: "packingMass", title: { en: "Mass of the packing", zh: "包装质量" } };
  const adopted = { ...bundledCatalogue, attributes: [...bundledCatalogue.attributes, packing] };
  expect(recordMember("zh", adopted, "statutory.packingMass")).toBe("包装质量");
});
