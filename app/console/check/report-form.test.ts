import { expect, test } from "vitest";
import { checkReport } from "../../../server/domain/report-check/check-report.ts";
import { emptyForm, emptyRow, requestOfForm, silent } from "./report-form.ts";
import type { ReportForm } from "./report-form.ts";

const typed: ReportForm = {
  fields: {
    product: "Lithium salt",
    functionalUnit: "1",
    functionalUnitUnit: "kg",
    total: "12.0",
    totalUnit: "kgCO2e",
    output: "2",
    outputUnit: "kg",
    intensity: "6.0",
    intensityUnit: "kgCO2e/kg",
    "stage.production": "12.0",
    "share.production": "100",
    activityYear: "2024",
    baseYear: "2024",
    standards: "ISO 14067:2018; GB/T 24067-2024",
    electricity: "national_average",
    signed: "yes",
    text: "First sentence.\nSecond sentence.",
  },
  stages: ["production"],
  rows: [
    {
      ...emptyRow,
      ...{ stage: "production", name: "steam", amount: "40", amountUnit: "kg" },
      ...{ factor: "0.3", factorUnit: "kgCO2e/kg", emission: "12.0", emissionUnit: "kgCO2e" },
    },
    emptyRow,
  ],
};

test("what is typed is checked as a report, and a consistent one gives nothing", () => {
  const { codes, errors } = checkReport(requestOfForm(typed));
  expect([codes, errors]).toEqual([[], undefined]);
});

test("an error in it is found at its row", () => {
  const rows = typed.rows.map((row) => (row.name === "" ? row : { ...row, emission: "13.0" }));
  const { findings } = checkReport(requestOfForm({ ...typed, rows }));
  expect(findings.map(({ code, path }) => `${code} ${path}`)).toContain("CK-ROW report.rows[0].emission");
});

test("an empty field is not asked, and a report that is silent is", () => {
  const codesOf = (fields: ReportForm["fields"]) =>
    checkReport(requestOfForm({ ...typed, fields: { ...typed.fields, ...fields } })).codes;
  expect(codesOf({ electricity: "" })).toEqual([]);
  expect(codesOf({ electricity: silent })).toEqual(["CK-ELECTRICITY"]);
  expect(codesOf({ signed: "no" })).toEqual(["CK-INDEP"]);
});

test("an empty form is a report without functional unit, and breaks nothing", () =>
  expect(checkReport(requestOfForm(emptyForm))).toMatchObject({ codes: ["CK-FU"] }));
