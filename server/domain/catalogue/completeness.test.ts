import { describe, expect, test } from "vitest";
import { bundledCatalogue } from "./bundled-catalogue.ts";
import type { AttributeValues } from "./completeness.ts";
import { completeness } from "./completeness.ts";
import type { BatteryAt } from "./requirement.ts";

const car: BatteryAt = { category: "EV", day: "2027-03-01" };
const scooter: BatteryAt = { category: "LMT", day: "2027-03-01" };

function row(
  id: string,
  battery: BatteryAt,
  values: AttributeValues = {},
  doesNotApply: readonly string[] = [],
) {
  const rows = completeness(bundledCatalogue, battery, values, new Set(doesNotApply));
  const { outcome, hasValue, dueFrom, reason } = rows.find(({ attribute }) => attribute.id === id) ?? {};
  return { outcome, hasValue, dueFrom, code: reason?.code };
}

describe("a completeness report", () => {
  test.each<readonly [string, BatteryAt, ReturnType<typeof row>]>([
    [
      "batteryMass",
      car,
      { outcome: "missing", hasValue: false, dueFrom: "2027-02-18", code: "E_ATTRIBUTE_MISSING" },
    ],
    [
      "recycledLeadShare",
      car,
      { outcome: "notYetDue", hasValue: false, dueFrom: "2028-08-18", code: "W_ATTRIBUTE_NOT_YET_DUE" },
    ],
    [
      "stateOfCertifiedEnergy",
      scooter,
      { outcome: "notApplicable", hasValue: false, dueFrom: null, code: "E_ATTRIBUTE_NOT_APPLICABLE" },
    ],
    [
      "warrantyPeriod",
      car,
      { outcome: "conditional", hasValue: false, dueFrom: null, code: "W_ATTRIBUTE_CONDITION" },
    ],
    [
      "carbonFootprintPerformanceClass",
      car,
      { outcome: "barred", hasValue: false, dueFrom: null, code: "W_ATTRIBUTE_BARRED_ACT" },
    ],
    [
      "dueDiligenceReport",
      car,
      { outcome: "barred", hasValue: false, dueFrom: "2027-08-18", code: "W_ATTRIBUTE_BARRED_UNTIL" },
    ],
    [
      "materialCompositionSummary",
      car,
      { outcome: "barred", hasValue: false, dueFrom: null, code: "E_ATTRIBUTE_NEVER_FILLED" },
    ],
    ["powerEnergyRatio", car, { outcome: "optional", hasValue: false, dueFrom: null, code: undefined }],
  ])("OWN-ECG-2: tells of %s what became of it", (id, battery, expected) =>
    expect(row(id, battery)).toEqual(expected),
  );

  test("has one row for each attribute", () =>
    expect(completeness(bundledCatalogue, car, {}).map(({ attribute }) => attribute.id)).toEqual(
      bundledCatalogue.attributes.map(({ id }) => id),
    ));

  test("counts a value that is there, also before it is due", () => {
    expect(row("batteryMass", car, { batteryMass: "420" }).outcome).toBe("present");
    expect(row("recycledLeadShare", car, { recycledLeadShare: "0" })).toMatchObject({
      ...{ outcome: "present", dueFrom: "2028-08-18", code: undefined },
    });
  });

  test.each([null, "", []])("does not take %j for a value", (empty) =>
    expect(row("hazardousSubstances", car, { hazardousSubstances: empty }).outcome).toBe("missing"),
  );

  test("OWN-ECG-2: finds a value that must not stand there", () => {
    expect(
      row("carbonFootprintStudyUrl", car, { carbonFootprintStudyUrl: "https://a.example" }),
    ).toMatchObject({
      ...{ outcome: "barred", hasValue: true },
    });
    expect(row("stateOfCertifiedEnergy", scooter, { stateOfCertifiedEnergy: "98" })).toMatchObject({
      ...{ outcome: "notApplicable", hasValue: true, code: "E_ATTRIBUTE_NOT_APPLICABLE" },
    });
  });

  test("closes a condition by the statement that it is not met", () =>
    expect(row("warrantyPeriod", car, {}, ["warrantyPeriod"])).toMatchObject({
      ...{ outcome: "notApplicable", code: "W_ATTRIBUTE_STATED_AWAY" },
    }));

  test("BATT-AnnexXIII-1(d): lets a small operator state that it owes no due diligence report", () => {
    const later = { ...car, day: "2027-09-01" };
    expect(row("dueDiligenceReport", later).outcome).toBe("missing");
    expect(row("dueDiligenceReport", later, {}, ["dueDiligenceReport"]).outcome).toBe("notApplicable");
  });

  test("lets nobody state away what the law leaves no question about", () =>
    expect(row("batteryMass", car, {}, ["batteryMass"]).outcome).toBe("missing"));
});
