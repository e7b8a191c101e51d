import { describe, expect, test } from "vitest";
import { calculate } from "./calculate.ts";

const flow = (gas: unknown, value: string, fields: object = {}) => ({
  gas,
  mass: { value, unit: "kg" },
  ...fields,
});
const characterise = (fields: object, ...flows: object[]) =>
  calculate({ op: "characterise", gwpSet: "AR6", ...fields, flows });

describe("gases as CO2", () => {
  test("weigh by the potential of their set, the flows of one gas together", () =>
    expect(
      characterise(
        {},
        flow("CO2", "100"),
        flow("CH4_fossil", "2"),
        { gas: "SF6", mass: { value: "10", unit: "g" } },
        flow("CH4_fossil", "0.5"),
      ),
    ).toEqual({
      totalKg: "426.5",
      byGas: { CO2: "100", CH4_fossil: "74.5", SF6: "252" },
      warnings: [],
    }));

  test.each([
    ["AR4", "25", "298"],
    ["AR5", "28", "265"],
    ["AR6", "27.9", "273"],
  ])("differ between the reports: %s has %s for methane and %s for nitrous oxide", (gwpSet, CH4, N2O) =>
    expect(characterise({ gwpSet }, flow("CH4", "1"), flow("N2O", "1"))).toMatchObject({
      byGas: { CH4, N2O },
      warnings: gwpSet === "AR6" ? [] : [{ code: "W_GWP_OUTDATED", path: "gwpSet" }],
    }),
  );

  test("are of AR6 when no set is named, and of none when there are none", () =>
    expect(characterise({ gwpSet: undefined })).toEqual({ totalKg: "0", byGas: {}, warnings: [] }));

  test("of several sets need to be allowed, and then count each by its own", () => {
    const flows = [flow("CH4", "1"), flow("CH4", "1", { gwpSet: "AR5" })];
    expect(characterise({}, ...flows)).toEqual({
      errors: [{ code: "E_GWP_MIXED", path: "flows[1].gwpSet" }],
    });
    expect(characterise({ allowMixedGwp: true }, ...flows)).toMatchObject({
      totalKg: "55.9",
      warnings: [{ code: "W_GWP_OUTDATED", path: "flows[1].gwpSet" }],
    });
  });

  test.each([
    [{ gwpSet: "SAR" }, flow("CH4", "1"), "E_GWP_SET", "gwpSet"],
    [{ gwpSet: "AR7" }, flow("NOx", "1"), "E_GWP_SET", "gwpSet"],
    [{}, flow("NOx", "1"), "E_GWP_SET", "flows[0].gas"],
    [{}, flow("constructor", "1"), "E_GWP_SET", "flows[0].gas"],
    [{ gwpSet: 6 }, flow("CH4", "1"), "E_SCHEMA", "gwpSet"],
    [{}, flow(undefined, "1"), "E_SCHEMA", "flows[0].gas"],
    [{}, flow("CH4", "-1"), "E_NEGATIVE_QUANTITY", "flows[0].mass.value"],
    [{}, flow("CH4", "1,5"), "E_NOT_FINITE", "flows[0].mass.value"],
    [{}, { gas: "CH4", mass: { value: "1", unit: "m3" } }, "E_UNIT_DIMENSION", "flows[0].mass.unit"],
    [{}, { gas: "CH4", mass: { value: "1", unit: "lb" } }, "E_UNIT_UNKNOWN", "flows[0].mass.unit"],
  ])("with %j and %j are refused with %s at %s", (fields, only, code, path) =>
    expect(characterise(fields, only)).toEqual({ errors: [{ code, path }] }),
  );

  test("need a list; names are optional in it, and none stands twice", () => {
    expect(calculate({ op: "characterise", gwpSet: "AR6" })).toEqual({
      errors: [{ code: "E_SCHEMA", path: "flows" }],
    });
    expect(characterise({}, flow("CO2", "1", { id: "a" }), flow("CO2", "1", { id: "a" }))).toEqual({
      errors: [{ code: "E_DUPLICATE", path: "flows[1].id" }],
    });
  });
});
