import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bundledCatalogue } from "./bundled-catalogue.ts";
import { findAttribute } from "./catalogue.ts";
import type { Attribute } from "./catalogue.ts";
import { parseAttributeValue } from "./parse-value.ts";

const { attributes } = bundledCatalogue;

function attribute(id: string): Attribute {
  const found = findAttribute(bundledCatalogue, id);
  if (found === undefined) throw new Error(`The catalogue has no ${id}.`);
  return found;
}

function refusals(id: string, json: unknown): readonly string[] {
  const parsed = parseAttributeValue(attribute(id), json);
  return parsed.ok ? ["taken"] : parsed.problems.map(({ code, path }) => `${code} ${path}`);
}

const acid = {
  name: " Sulfuric acid ",
  casNumber: "7664-93-9",
  hazardClass: "Skin Corr. 1A",
  isSubstanceOfVeryHighConcern: false,
};
const uuid = "0b6f0a2e-53c1-4f0e-9a0b-1f3e5d7c9b11";

describe("a value", () => {
  test.each<readonly [string, unknown, unknown]>([
    ["batteryMass", "420.50", "420.5"],
    ["batteryMass", 4.205e2, "420.5"],
    ["renewableContentShare", 0, "0"],
    ["idleTemperatureLower", "-20.0", "-20"],
    ["expectedLifetimeCycles", "3000", 3000],
    ["warrantyPeriod", 96, 96],
    ["batteryChemistry", " Li‑ion\u202E LFP ", "Li‑ion LFP"],
    ["batteryCategory", "LMT", "LMT"],
    ["manufacturingDate", "2027-01", "2027-01"],
    ["placedOnMarketDate", "2027-02-18", "2027-02-18"],
    ["passportLastUpdated", "2027-02-18T13:00:00.500+08:00", "2027-02-18T05:00:00Z"],
    ["carbonFootprintStudyUrl", "https://maker.example/study", "https://maker.example/study"],
    ["uniqueBatteryIdentifier", "did:web:maker.example:b1", "did:web:maker.example:b1"],
    ["voltageTemperatureRange", { upper: "60", lower: "-20.0" }, { lower: "-20", upper: "60" }],
    ["cadmiumLeadSymbols", ["Pb"], ["Pb"]],
    ["removalManual", [uuid], [uuid]],
    [
      "wastePreventionInfo",
      [{ value: "Keep it cool.", language: "en" }],
      [{ value: "Keep it cool.", language: "en" }],
    ],
    ["hazardousSubstances", [{ ...acid, ecNumber: null }], [{ ...acid, name: "Sulfuric acid" }]],
  ])("of %s, %j, is kept as %j", (id, json, value) =>
    expect(parseAttributeValue(attribute(id), json)).toEqual({ ok: true, value }),
  );

  test.each<readonly [string, unknown, readonly string[]]>([
    ["batteryMass", "0", ["E_VALUE_RANGE batteryMass"]],
    ["batteryMass", "1,5", ["E_NOT_FINITE batteryMass"]],
    ["batteryMass", "1e-99", ["E_VALUE_TOO_LONG batteryMass"]],
    ["batteryMass", true, ["E_VALUE_KIND batteryMass"]],
    ["batteryMass", "", ["E_REQUIRED batteryMass"]],
    ["stateOfCertifiedEnergy", "100.1", ["E_VALUE_RANGE stateOfCertifiedEnergy"]],
    ["capacityThresholdForExhaustion", "100", ["E_VALUE_RANGE capacityThresholdForExhaustion"]],
    ["expectedLifetimeCycles", "3000.5", ["E_VALUE_WHOLE expectedLifetimeCycles"]],
    ["warrantyPeriod", 0, ["E_VALUE_RANGE warrantyPeriod"]],
    ["batteryStatus", "end-of-life", ["E_VALUE_CHOICE batteryStatus"]],
    ["batteryChemistry", "a\0b", ["E_VALUE_CHARACTERS batteryChemistry"]],
    ["batteryChemistry", "x".repeat(201), ["E_VALUE_TOO_LONG batteryChemistry"]],
    ["batteryChemistry", "\u202E", ["E_REQUIRED batteryChemistry"]],
    ["commodityCode", "85076", ["E_VALUE_PATTERN commodityCode"]],
    ["manufacturingDate", "2027-13", ["E_MONTH_FORMAT manufacturingDate"]],
    ["placedOnMarketDate", "2027-02-30", ["E_DATE_FORMAT placedOnMarketDate"]],
    ["passportLastUpdated", "2027-02-18", ["E_TIME_FORMAT passportLastUpdated"]],
    ["passportLastUpdated", "9999-12-31T23:59:59-12:00", ["E_TIME_FORMAT passportLastUpdated"]],
    ["carbonFootprintStudyUrl", "javascript:alert(1)", ["E_WEB_FORMAT carbonFootprintStudyUrl"]],
    ["uniqueBatteryIdentifier", "javascript:alert(1)", ["E_VALUE_IDENTIFIER uniqueBatteryIdentifier"]],
    ["carbonFootprintStudyUrl", "https://a.example/\0", ["E_VALUE_CHARACTERS carbonFootprintStudyUrl"]],
    ["removalManual", ["manual.pdf"], ["E_VALUE_DOCUMENT removalManual[0]"]],
    ["removalManual", [uuid, uuid], ["E_VALUE_REPEATED removalManual[1]"]],
    ["removalManual", [], ["E_REQUIRED removalManual"]],
    ["cadmiumLeadSymbols", ["Hg"], ["E_VALUE_CHOICE cadmiumLeadSymbols[0]"]],
    ["cadmiumLeadSymbols", ["Cd", "Pb", "Cd"], ["E_VALUE_COUNT cadmiumLeadSymbols"]],
    [
      "voltageTemperatureRange",
      { lower: "60", upper: "-20" },
      ["E_VALUE_ORDER voltageTemperatureRange.upper"],
    ],
    [
      "voltageTemperatureRange",
      { lower: "-300" },
      ["E_VALUE_RANGE voltageTemperatureRange.lower", "E_REQUIRED voltageTemperatureRange.upper"],
    ],
    ["operatingConditionsRecord", [], ["E_VALUE_READINGS operatingConditionsRecord"]],
    ["hazardousSubstances", acid, ["E_VALUE_KIND hazardousSubstances"]],
    [
      "hazardousSubstances",
      [acid, { name: "x", casNumber: "12", colour: "red" }],
      [
        "E_VALUE_MEMBER hazardousSubstances[1].colour",
        "E_VALUE_PATTERN hazardousSubstances[1].casNumber",
        "E_REQUIRED hazardousSubstances[1].hazardClass",
        "E_REQUIRED hazardousSubstances[1].isSubstanceOfVeryHighConcern",
      ],
    ],
    ["manufacturerWebAndEmail", {}, ["E_REQUIRED manufacturerWebAndEmail"]],
    [
      "manufacturerWebAndEmail",
      JSON.parse('{"__proto__": {"web": "https://a.example"}}'),
      ["E_VALUE_MEMBER manufacturerWebAndEmail.__proto__"],
    ],
    [
      "wastePreventionInfo",
      [{ value: "Keep", language: "English" }],
      ["E_LANGUAGE_FORMAT wastePreventionInfo[0].language"],
    ],
    [
      "wastePreventionInfo",
      [
        { value: "a", language: "en" },
        { value: "b", language: "en" },
      ],
      ["E_VALUE_REPEATED wastePreventionInfo[1].language"],
    ],
  ])("of %s, %j, is refused by name and place", (id, json, expected) =>
    expect(refusals(id, json)).toEqual(expected),
  );

  test("says what was wrong and what was expected", () =>
    expect(parseAttributeValue(attribute("stateOfCertifiedEnergy"), "120")).toMatchObject({
      problems: [{ params: { value: "120", expected: "≥ 0, ≤ 100" } }],
    }));

  test("is any JSON at all: it is read or refused, and reading it again changes nothing", () =>
    fc.assert(
      fc.property(fc.constantFrom(...attributes), fc.anything(), (one, json) => {
        const parsed = parseAttributeValue(one, json);
        if (parsed.ok) expect(parseAttributeValue(one, parsed.value)).toEqual(parsed);
        else expect(parsed.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    ));

  test("is kept in one form however a decimal is written", () =>
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), fc.nat(5), (number, zeros) => {
        const mass = attribute("batteryMass");
        const written = parseAttributeValue(mass, number);
        if (!written.ok || typeof written.value !== "string") throw new Error(`${String(number)} is a mass.`);
        const more = written.value.includes(".") ? "0".repeat(zeros) : "";
        expect(parseAttributeValue(mass, `${written.value}${more}`)).toEqual(written);
      }),
    ));
});
