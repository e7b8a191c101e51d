import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bundledCatalogue } from "./bundled-catalogue.ts";
import { findAttribute } from "./catalogue.ts";
import type { Attribute } from "./catalogue.ts";
import { parseAttributeText } from "./parse-text.ts";

const { attributes } = bundledCatalogue;

function attribute(id: string): Attribute {
  const found = findAttribute(bundledCatalogue, id);
  if (found === undefined) throw new Error(`The catalogue has no ${id}.`);
  return found;
}

function read(id: string, text: string): unknown {
  const parsed = parseAttributeText(attribute(id), text);
  return parsed.ok ? parsed.value.value : parsed.problems.map(({ code, path }) => `${code} ${path}`);
}

describe("a cell", () => {
  test.each<readonly [string, string, unknown]>([
    ["batteryMass", "４２０,５ 公斤", "420.5"],
    ["batteryMass", "0.42 t", "420"],
    ["currentPower", "12,5 kW", "12500"],
    ["currentPower", "1.5万 W", "15000"],
    ["nominalVoltage", "350V", "350"],
    ["initialInternalResistancePack", "45 mΩ", "0.045"],
    ["initialInternalResistancePack", "45 毫欧", "0.045"],
    ["ratedCapacity", "2600 mAh", "2.6"],
    ["idleTemperatureLower", "-20 ℃", "-20"],
    ["capacityFade", "3.5 %", "3.5"],
    ["capacityFade", "5 ‰", "0.5"],
    ["initialSelfDischargeRate", "2 %/month", "2"],
    ["energyThroughput", "1.2 MWh", "1200"],
    ["timeAboveUpperTemperature", "1.5 h", "90"],
    ["fullCycleCount", "812 次", 812],
    ["warrantyPeriod", "8 年", 96],
    ["warrantyPeriod", "96", 96],
    ["expectedLifetimeYears", "180 months", "15"],
    ["voltageTemperatureRange", "-20 ~ 60 ℃", { lower: "-20", upper: "60" }],
    ["voltageTemperatureRange", "-20℃至60℃", { lower: "-20", upper: "60" }],
    ["placedOnMarketDate", "2027年2月18日", "2027-02-18"],
    ["placedOnMarketDate", "2027/2/18", "2027-02-18"],
    ["manufacturingDate", "2027年1月", "2027-01"],
    ["manufacturingDate", "2027-01-01", "2027-01"],
    ["batteryStatus", "Re-Used", "re-used"],
    ["batteryStatus", "再制造", "remanufactured"],
    ["batteryChemistry", "磷酸铁锂", "磷酸铁锂"],
  ])("of %s, %s, is read as %j", (id, text, expected) => expect(read(id, text)).toEqual(expected));

  test.each<readonly [string, string, readonly string[]]>([
    ["batteryMass", "", ["E_REQUIRED batteryMass"]],
    ["batteryMass", "heavy", ["E_CELL_NUMBER batteryMass"]],
    ["batteryMass", "1,234", ["E_CELL_AMBIGUOUS batteryMass"]],
    ["batteryMass", "420 kWh", ["E_UNIT_CONFLICT batteryMass"]],
    ["currentPower", "10 GW", ["E_UNIT_UNKNOWN currentPower"]],
    ["nominalVoltage", "350 Ah", ["E_UNIT_UNKNOWN nominalVoltage"]],
    ["stateOfCertifiedEnergy", "101 %", ["E_VALUE_RANGE stateOfCertifiedEnergy"]],
    ["fullCycleCount", "812.5", ["E_VALUE_WHOLE fullCycleCount"]],
    ["voltageTemperatureRange", "60", ["E_CELL_RANGE voltageTemperatureRange"]],
    ["voltageTemperatureRange", "60 ~ -20", ["E_VALUE_ORDER voltageTemperatureRange.upper"]],
    ["placedOnMarketDate", "18.2.2027", ["E_DATE_FORMAT placedOnMarketDate"]],
    ["manufacturingDate", "2027-01-14", ["E_MONTH_FORMAT manufacturingDate"]],
    ["batteryStatus", "old", ["E_CELL_WORD batteryStatus"]],
    ["removalManual", "manual.pdf", ["E_VALUE_SEVERAL removalManual"]],
  ])("of %s, %s, is refused by name", (id, text, expected) => expect(read(id, text)).toEqual(expected));

  test("reads a decimal comma where the column has one", () =>
    expect(parseAttributeText(attribute("batteryMass"), "1.234,5 kg", true)).toMatchObject({
      value: { value: "1234.5" },
    }));

  test("says what was repaired", () =>
    expect(parseAttributeText(attribute("batteryMass"), "４２０ 公斤")).toMatchObject({
      value: { notes: [{ code: "W_CELL_WIDTH", path: "batteryMass" }, { code: "W_UNIT_READ" }] },
    }));

  test("is any text at all: it is read or refused", () =>
    fc.assert(
      fc.property(fc.constantFrom(...attributes), fc.string({ unit: "grapheme" }), (one, text) => {
        const parsed = parseAttributeText(one, text);
        if (!parsed.ok) expect(parsed.problems.every(({ path }) => path.startsWith(one.id))).toBe(true);
      }),
      { numRuns: 500 },
    ));
});
