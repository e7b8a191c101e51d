import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { auditEvent, importRun } from "../../../db/schema/index.ts";
import { anyone } from "../../context.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, draftLines, fixture } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { changeLine } from "../footprint/change-line.ts";
import { checkDeclaration } from "./check-declaration.ts";
import { readSheetOfReport } from "./read-sheet.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let other: TestOperator;
let draft: { readonly id: string; readonly lock: number };

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  other = await registry.operator("other");
  ({ draft } = await declaredModel(operator));
});
afterAll(() => database.end());

const sheet = new TextEncoder().encode(
  "product,Pack\nfunctional unit,1,kWh\nstage,name,amount,unit,factor,factor unit,emission,unit\nproduction,electricity,5,kWh,0.5,kgCO2e/kWh,2.5,kgCO2e\n",
);

describe("a declaration's check", () => {
  test("finds nothing amiss in the arithmetic, and what the study and two lines alone leave open", async () => {
    const { findings, computes } = await checkDeclaration(operator.reviewer, draft);
    expect(computes).toBe(true);
    expect(findings.map(({ code }) => code)).toEqual(["CK-FU", "CK-RESULT-RANGE"]);
  });

  test("names the line that a finding speaks of, also after a change", async () => {
    const [, power] = draftLines;
    if (power === undefined) throw new Error("The draft has no second line.");
    await changeLine(operator.author, { ...draft, code: power.code, changes: { factorValue: "6" } });
    const { findings } = await checkDeclaration(operator.author, draft);
    const found = findings.find(({ code }) => code === "CK-FACTOR-RANGE");
    expect(found).toMatchObject({ line: power.code, severity: "error" });
  });

  test("is for those who may read the declaration", async () => {
    expect((await refusalFrom(checkDeclaration(other.author, draft))).code).toBe("NOT_ALLOWED");
    expect((await refusalFrom(checkDeclaration(registry.as(anyone), draft))).code).toBe("NOT_SIGNED_IN");
  });
});

describe("a report in a spreadsheet", () => {
  test("is read for makers and for officials, and nothing of it is kept", async () => {
    const official = registry.as(await registry.person("Officer", { role: "authority", operatorId: null }));
    const before = await database.db.$count(auditEvent);
    for (const ctx of [operator.author, official]) {
      const { request, unread } = await readSheetOfReport(ctx, sheet);
      expect(unread).toEqual([]);
      expect(request.report).toMatchObject({
        functionalUnit: { value: "1", unit: "kWh" },
        rows: [{ id: "electricity", emission: { value: "2.5", unit: "kgCO2e" } }],
      });
    }
    expect(await database.db.$count(auditEvent)).toBe(before);
    expect(await database.db.$count(importRun)).toBe(0);
  });

  test("is refused with a word when it is none, and to who may not check", async () => {
    const notASheet = new TextEncoder().encode("%PDF-1.7");
    expect(await problemsFrom(readSheetOfReport(operator.author, notASheet))).toEqual(["E_SHEET_KIND file"]);
    const holder = registry.as(await registry.person("Holder", { role: "interest", operatorId: null }));
    expect((await refusalFrom(readSheetOfReport(holder, sheet))).code).toBe("NOT_ALLOWED");
  });
});
