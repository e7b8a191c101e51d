import { describe, expect, test } from "vitest";
import { emptyLine } from "./inventory-line.ts";
import type { CircularParameters, InventoryLine } from "./inventory-line.ts";
import { judgeMembers } from "./line-members.ts";

const line: InventoryLine = {
  ...emptyLine,
  ...{ code: "foil", position: 1, kind: "material", stage: "raw_materials" },
  ...{ nameEn: "Foil", nameZh: "箔", sourceEn: "", sourceZh: "", amount: "5", amountUnit: "kg" },
};
const judged = (circular: CircularParameters) =>
  judgeMembers({ ...line, circular }).map(({ code, path }) => `${code} ${path}`);

describe("circular parameters that no method of the inventory reads are judged all the same", () => {
  test.each<[string, CircularParameters, string[]]>([
    ["a share above 1", { R1: "1.2" }, ["E_SHARE_RANGE circular.R1"]],
    ["two shares that are too much together", { R2: "0.9", R3: "0.2" }, ["E_SHARE_RANGE circular.R3"]],
    ["an allocation beyond its bounds", { A: "0.9" }, ["E_PARAM_RANGE circular.A"]],
    ["an efficiency below 0", { Xheat: "-0.1" }, ["E_PARAM_RANGE circular.Xheat"]],
    ["a quality ratio of 0", { QsinQp: "0" }, ["E_PARAM_RANGE circular.QsinQp"]],
    ["what is no number", { B: "half" }, ["E_NOT_FINITE circular.B"]],
    [
      "a factor per kWh",
      { Erec: { value: "1", unit: "kgCO2e/kWh" } },
      ["E_UNIT_DIMENSION circular.Erec.unit"],
    ],
  ])("%s", (_, circular, expected) => expect(judged(circular)).toEqual(expected));

  test("what is right, and what is only begun, may be kept", () => {
    expect(judged({ R1: "0.3", R2: "0.9", materialClass: "metal", A: "0.2" })).toEqual([]);
    expect(judged({ Erec: { value: "2", unit: "kgCO2e/kg" }, LHV: { value: "30", unit: "MJ/kg" } })).toEqual(
      [],
    );
    expect(judged({})).toEqual([]);
  });

  test("a negative factor needs the mark of a credit, as it does in the calculation", () => {
    const circular = { ErecEoL: { value: "-1", unit: "kgCO2e/kg" } };
    expect(judged(circular)).toEqual(["E_NEGATIVE_QUANTITY circular.ErecEoL.value"]);
    expect(judgeMembers({ ...line, circular, credit: true })).toEqual([]);
  });
});
