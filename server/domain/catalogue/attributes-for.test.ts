import { describe, expect, test } from "vitest";
import { batteryCategories } from "../battery/category.ts";
import type { BatteryCategory } from "../battery/category.ts";
import { attributesFor } from "./attributes-for.ts";
import { bundledCatalogue } from "./bundled-catalogue.ts";

const idsOf = (category: BatteryCategory, level: "model" | "item") =>
  attributesFor(bundledCatalogue, category, level).flatMap(({ attributes }) =>
    attributes.map(({ id }) => id),
  );

describe("the template of a category", () => {
  test("BATT-Art77(2)-sub4: shows the state-of-health values of the category alone", () => {
    expect(idsOf("EV", "item")).toContain("stateOfCertifiedEnergy");
    expect(idsOf("EV", "item")).not.toContain("remainingCapacity");
    expect(idsOf("LMT", "item")).toContain("remainingCapacity");
    expect(idsOf("LMT", "item")).not.toContain("stateOfCertifiedEnergy");
  });

  test("asks for the kind of an industrial battery of no other", () => {
    const asked = batteryCategories.filter((category) =>
      idsOf(category, "model").includes("industrialSubType"),
    );
    expect(asked).toEqual(["industrialStationary", "industrialOther"]);
  });

  test("OWN-ECG-4: never asks for the material composition as a whole", () => {
    for (const category of batteryCategories)
      expect(idsOf(category, "model")).not.toContain("materialCompositionSummary");
  });

  test("keeps what waits for an act", () => expect(idsOf("EV", "model")).toContain("dueDiligenceReport"));

  test("has no attribute of the other level, none twice, and no empty group", () => {
    const [model, item] = [idsOf("LMT", "model"), idsOf("LMT", "item")];
    expect(model.filter((id) => item.includes(id))).toEqual([]);
    expect(new Set(model).size).toBe(model.length);
    for (const { attributes } of attributesFor(bundledCatalogue, "LMT", "item"))
      expect(attributes).not.toEqual([]);
  });
});
