import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { languages } from "../../_text/languages.ts";
import { messagesOf } from "../../_text/text.ts";
import { checkReport } from "../../../server/domain/report-check/check-report.ts";
import type { ruleCodes } from "../../../server/domain/report-check/sentences.ts";
import { emptyForm, emptyRow, requestOfForm, silent } from "./report-form.ts";
import type { FormStatement, ReportForm } from "./report-form.ts";

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
  statements: [],
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

/** Of each rule that no field or row of the form asks for, a statement that breaks it. */
const stated: Readonly<Partial<Record<(typeof ruleCodes)[number], readonly FormStatement[]>>> = {
  "CK-SHARE": [{ kind: "change", values: ["60", "kgCO2e/kWh", "40", "", "30"] }],
  "CK-UNIT": [{ kind: "result", values: ["12.0", "tCO2e"] }],
  "CK-UNIT-MISSING": [{ kind: "factorUnit", values: ["CO2e/kWh"] }],
  "CK-UNIT-FU": [{ kind: "result", values: ["3.1", "kgCO2e/piece"] }],
  "CK-FU": [{ kind: "functionalUnit", values: ["", "", "the product"] }],
  "CK-BOUNDARY": [{ kind: "exclusion", values: ["packaging", ""] }],
  "CK-COMPLETE": [{ kind: "carrier", values: ["production", "steam; coal", "3"] }],
  "CK-FUEL": [
    { kind: "carrier", values: ["inbound transport", "diesel", "3"] },
    { kind: "carrier", values: ["inbound transport", "petrol", "5"] },
  ],
  "CK-GWP-MIX": [
    { kind: "gas", values: ["CH4", "27.9", "AR6"] },
    { kind: "gas", values: ["CH4", "29.8", "AR6"] },
  ],
  "CK-GAS": [{ kind: "gas", values: ["nitrogen oxides"] }],
  "CK-YEAR": [{ kind: "factor", values: ["steam", "", "", "", "2015"] }],
  "CK-FACTOR-RANGE": [{ kind: "factor", values: ["air freight", "0.02", "kgCO2e/tkm"] }],
  "CK-RESULT-RANGE": [
    { kind: "range", values: ["salts", "6", "7", "kgCO2e/kg"] },
    { kind: "range", values: ["salts", "9", "10", "kgCO2e/kg"] },
  ],
  "CK-METHOD": [{ kind: "allocation", values: ["turnover", "physical"] }],
  "CK-FORMULA": [{ kind: "formula", values: ["kgCO2e; kgCO2e/kg"] }],
  "CK-DQR": [{ kind: "rating", values: ["7"] }],
  "CK-CLAIM": [{ kind: "claim", values: ["the cleanest of all", "no"] }],
  "CK-LEGAL": [{ kind: "law", values: ["passport", "portable"] }],
};

test.each(Object.entries(stated))("a statement in the form is found by %s alone", (code, statements) =>
  expect(checkReport(requestOfForm({ ...typed, statements }))).toMatchObject({ codes: [code] }),
);

test("a statement that was begun and left empty says nothing", () =>
  expect(
    checkReport(requestOfForm({ ...typed, statements: [{ kind: "exclusion", values: ["", ""] }] })).codes,
  ).toEqual([]));

test.each(languages)("every part of a report that a rule reads has a name in %s", (language) => {
  const folder = new URL("../../../server/domain/report-check/", import.meta.url);
  const rules = readdirSync(folder)
    .filter((name) => name.endsWith(".ts") && !/test|sample|sheet|kinds|inventory/.test(name))
    .map((name) => readFileSync(new URL(name, folder), "utf8"))
    .join("\n");
  const read = [
    ...rules.matchAll(/\.(?:statements|texts)\("(?<name>\w+)"\)/g),
    ...rules.matchAll(/["`]declared\.(?<name>\w+)/g),
  ].map(({ groups }) => `declared/${groups?.["name"] ?? ""}`);
  expect(read.length).toBeGreaterThan(50);
  const { placeOf } = messagesOf(language).check;
  expect([...new Set(read)].filter((member) => !Object.hasOwn(placeOf, member))).toEqual([]);
});
