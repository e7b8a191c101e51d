import { describe, expect, test } from "vitest";
import { emptyLine } from "../../../../server/domain/carbon-footprint/inventory-line.ts";
import type { InventoryLine } from "../../../../server/domain/carbon-footprint/inventory-line.ts";
import { compactLine, wholeLine } from "../../../../server/domain/carbon-footprint/compact-line.ts";
import { additionOf, typedChanges, typedLine } from "./typed-line.ts";

const line: InventoryLine = {
  ...emptyLine,
  ...{ code: "cathode", position: 4, kind: "material", stage: "raw_materials" },
  ...{ nameEn: "Cathode", nameZh: "正极", sourceEn: "scale", sourceZh: "称重" },
  ...{ amount: "150", amountUnit: "kg", factorValue: "22.5", factorUnit: "kgCO2e/kg" },
};

const library = [
  {
    ...{ id: "grid", version: 2, name: "Grid", value: "0.6", unit: "kgCO2e/kWh" },
    ...{ geography: "CN", year: 2024, sourceTitle: "test", supplierFootprintId: null, quality: null },
  },
];

function form(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

const untouched = {
  ...{ amount: "150", amountUnit: "kg", factorId: "", factorValue: "22.5", factorUnit: "kgCO2e/kg" },
  ...{ stage: "raw_materials", nameEn: "Cathode", nameZh: "正极", dataKind: "secondary" },
  ...{ recycledFactorId: "", recycledFactorValue: "", recycledFactorUnit: "kgCO2e/kg" },
  ...{ "circular.A": "", "circular.Erec": "", "circular.Erec.unit": "kgCO2e/kg" },
  ...{ "endOfLife.basis": "per_kg", "endOfLife.value": "", "endOfLife.value.unit": "kgCO2e/kg" },
  ...{ "quality.TeR": "", "quality.GeR": "", "quality.TiR": "", "quality.P": "" },
  ...{ "uncertainty.distribution": "", "uncertainty.value": "", activityYear: "", shownFlags: "1" },
};

describe("what was typed into the form of a line", () => {
  test("is nothing while only the units that stand there anyway are shown", () =>
    expect(typedChanges(form(untouched), line, library)).toEqual({}));

  test("is only what differs", () =>
    expect(
      typedChanges(form({ ...untouched, amount: " 160 ", cut: "on", cutReason: "small" }), line, library),
    ).toEqual({
      ...{ amount: "160", cut: true, cutReason: "small" },
    }));

  test("reads the full-width digits of a Chinese keyboard as digits", () =>
    expect(typedChanges(form({ ...untouched, amount: "１６０．５" }), line, library)).toEqual({
      amount: "160.5",
    }));

  test("holds all circular parameters that are filled in, quantities with their unit", () => {
    const typed = {
      ...untouched,
      "circular.R1": "0.2",
      "circular.Erec": "3",
      "circular.materialClass": "metal",
    };
    expect(typedChanges(form(typed), line, library)).toEqual({
      circular: { R1: "0.2", Erec: { value: "3", unit: "kgCO2e/kg" }, materialClass: "metal" },
    });
  });

  test("takes a group away when its last value is emptied", () => {
    const filled: InventoryLine = { ...line, circular: { R1: "0.2" } };
    expect(typedChanges(form(untouched), filled, library)).toEqual({ circular: null });
  });

  test("leaves groups alone that are not on the screen", () => {
    const filled: InventoryLine = {
      ...line,
      circular: { R1: "0.2" },
      quality: { TeR: "1", GeR: "2", TiR: "3" },
    };
    expect(typedChanges(form({ amount: "150", amountUnit: "kg" }), filled, library)).toEqual({});
  });

  test("an amount that is emptied goes with its unit", () =>
    expect(typedChanges(form({ ...untouched, amount: "" }), line, library)).toEqual({
      amount: "",
      amountUnit: "",
    }));

  test("sources of electricity take value and version of the library, or an own value", () => {
    const power: InventoryLine = { ...line, kind: "electricity" };
    const typed = {
      ...{ shownSources: "1", sourceCount: "2" },
      ...{ "electricitySources[0].share": "0.4", "electricitySources[0].model": "direct" },
      ...{ "electricitySources[0].factorId": "grid" },
      ...{ "electricitySources[1].share": "0.6", "electricitySources[1].model": "national_average" },
      ...{ "electricitySources[1].factorId": "", "electricitySources[1].factor": "0.5" },
      "electricitySources[1].factor.unit": "kgCO2e/kWh",
    };
    expect(typedChanges(form(typed), power, library)).toEqual({
      electricitySources: [
        {
          ...{ share: "0.4", model: "direct", factorId: "grid", factorVersion: 2 },
          factor: { value: "0.6", unit: "kgCO2e/kWh" },
        },
        { share: "0.6", model: "national_average", factor: { value: "0.5", unit: "kgCO2e/kWh" } },
      ],
    });
  });

  test("a library factor stands in the line at once, with its version", () => {
    const changes = typedChanges(form({ ...untouched, factorId: "grid" }), line, library);
    expect(typedLine(line, changes, library)).toMatchObject({
      ...{ factorId: "grid", factorVersion: 2, factorValue: "0.6", factorUnit: "kgCO2e/kWh" },
    });
  });
});

test("a line that is duplicated says all the first one says, and nothing of a published row", () => {
  const full: InventoryLine = {
    ...line,
    circular: { R2: "0.9" },
    cut: true,
    cutReason: "small",
    publishedValue: "1",
  };
  const { kind, ...changes } = additionOf(full);
  expect(kind).toBe("material");
  const blank: InventoryLine = { ...emptyLine, ...line, amount: null, factorValue: null, stage: "" };
  expect(typedLine(blank, changes, library)).toEqual({ ...full, publishedValue: null });
});

test("a line comes back whole from its way to the browser", () => {
  const full: InventoryLine = { ...line, circular: { R2: "0.9" }, activityYear: 2025, dataKind: "primary" };
  expect(wholeLine(compactLine(full))).toEqual(full);
  expect(Object.keys(compactLine(line)).length).toBeLessThan(14);
});
