import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { auditEvent } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { TestOperator } from "../../test/fixture.ts";
import { declaredModel, draftLines, draftOf, fixture, modelOf, releaseReviewed } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { addFactors } from "../factor/add.ts";
import { createModel } from "../model/create.ts";
import { addLine } from "./add-line.ts";
import { changeEnergy } from "./change-energy.ts";
import type { LineChanges } from "../../domain/carbon-footprint/line-changes.ts";
import { changeLine } from "./change-line.ts";
import { createDraft } from "./create-draft.ts";
import { discardDraft } from "./discard-draft.ts";
import { readDeclaration } from "./read.ts";
import { removeLine } from "./remove-line.ts";
import { startNext } from "./start-next.ts";
import type { DeclarationView } from "./view.ts";

let database: TestDatabase;
let operator: TestOperator;
let draft: DeclarationView;

beforeAll(async () => {
  database = await testDatabase();
  const registry = fixture(database);
  operator = await registry.operator("voltara");
  const factor = {
    geography: "CN",
    year: 2024,
    sourceTitle: "A source",
    sourceWhere: null,
    qualityNote: null,
  };
  await addFactors(registry.keeper, [
    {
      ...factor,
      id: "steel",
      nameEn: "Steel",
      nameZh: "钢",
      value: "2.5",
      unit: "kgCO2e/kg",
      boundary: null,
      illustrative: true,
    },
  ]);
  ({ draft } = await declaredModel(operator));
});
afterAll(() => database.end());

function change(code: string, changes: LineChanges, lock = draft.lock) {
  return changeLine(operator.author, { id: draft.id, code, lock, changes });
}

describe("a change that does not compute is refused at its field, and nothing is saved", () => {
  test.each<[string, string, LineChanges, string[]]>([
    ["an unknown unit", "cells", { amountUnit: "stone" }, ["E_UNIT_UNKNOWN amountUnit"]],
    ["a mass in kWh", "cells", { amountUnit: "kWh" }, ["E_UNIT_DIMENSION amountUnit"]],
    ["a factor of another dimension", "cells", { factorUnit: "kgCO2e/kWh" }, ["E_UNIT_DIMENSION factorUnit"]],
    ["a negative amount", "cells", { amount: "-1" }, ["E_NEGATIVE_QUANTITY amount"]],
    ["a thousands separator", "cells", { amount: "1,000" }, ["E_NOT_FINITE amount"]],
    ["a share above 1", "cells", { recycledShare: "1.2" }, ["E_SHARE_RANGE recycledShare"]],
    [
      "a recycled share without its factor",
      "cells",
      { recycledShare: "0.2" },
      ["E_MISSING_FACTOR recycledFactorValue"],
    ],
    ["no factor at all", "cells", { factorValue: "", factorUnit: "" }, ["E_MISSING_FACTOR factorValue"]],
    ["a factor nobody knows", "cells", { factorId: "unobtainium" }, ["E_FACTOR_UNKNOWN factorId"]],
    [
      "electricity without a model",
      "power",
      { electricityModel: "wind" },
      ["E_ELECTRICITY_MODEL electricityModel"],
    ],
    ["a distance that is a mass", "truck", { distanceUnit: "kg" }, ["E_UNIT_DIMENSION distanceUnit"]],
    ["a distance of a material", "cells", { distance: "5" }, ["E_FIELD_NOT_APPLICABLE distance"]],
    ["an empty source", "cells", { sourceEn: " " }, ["E_REQUIRED sourceEn"]],
    [
      "two at once",
      "cells",
      { amount: "x", factorUnit: "y" },
      ["E_NOT_FINITE amount", "E_UNIT_UNKNOWN factorUnit"],
    ],
  ])("%s", async (_, code, changes, expected) => {
    expect(await problemsFrom(change(code, changes))).toEqual(expected);
    expect(await readDeclaration(operator.author, { id: draft.id })).toEqual(draft);
  });

  test("a line that is not there", async () => {
    expect(await problemsFrom(change("nowhere", { amount: "1" }))).toEqual(["E_LINE_UNKNOWN code"]);
  });

  test.each<[string, Parameters<typeof changeEnergy>[1]["energy"], string]>([
    ["capacity zero", { usableCapacity: { value: "0", unit: "kWh" } }, "E_ZERO_ENERGY"],
    [
      "capacity in kg",
      { usableCapacity: { value: "100", unit: "kg" } },
      "E_UNIT_DIMENSION usableCapacity.unit",
    ],
    ["a category nobody knows", { vehicleCategory: "ship" }, "E_FEC_UNDEFINED fecPerYear"],
  ])("energy: %s", async (_, energy, expected) => {
    const problems = await problemsFrom(
      changeEnergy(operator.author, { id: draft.id, lock: draft.lock, energy }),
    );
    expect(problems.join()).toContain(expected);
  });

  test.each<[string, object, string]>([
    ["a code in use", { code: "cells" }, "E_DUPLICATE code"],
    ["an unknown kind", { kind: "magic" }, "E_LINE_KIND kind"],
    ["a stage outside the method", { stage: "use" }, "E_SCHEMA stage"],
    ["no source", { sourceEn: "" }, "E_REQUIRED sourceEn"],
  ])("a new line with %s", async (_, wrong, expected) => {
    expect(
      await problemsFrom(
        addLine(operator.author, { id: draft.id, lock: draft.lock, line: { ...steel, ...wrong } }),
      ),
    ).toEqual([expected]);
  });
});

const steel = {
  ...{ code: "steel", kind: "material", stage: "raw_materials_and_parts", nameEn: "Steel", nameZh: "钢" },
  ...{
    amount: "10",
    amountUnit: "kg",
    factorId: "steel",
    dataKind: "secondary",
    sourceEn: "drawing",
    sourceZh: "图纸",
  },
};

describe("editing a draft", () => {
  test("a library factor brings value, unit, version and source; an own value ends the reference", async () => {
    const named = await change("cells", { factorId: "steel" });
    expect(named.lines[0]).toMatchObject({
      emissionKg: "2500",
      factor: {
        id: "steel",
        version: 1,
        value: "2.5",
        unit: "kgCO2e/kg",
        source: "A source",
        illustrative: true,
      },
    });
    draft = await change("cells", { factorValue: "9" }, named.lock);
    expect(draft.lines[0]).toMatchObject({
      emissionKg: "9000",
      factor: { id: null, version: null, unit: "kgCO2e/kg" },
    });
  });

  test("whoever saves on an older state is told so, and the newer state stays", async () => {
    const older = draft.lock;
    draft = await change("cells", { amount: "1001" });
    expect((await refusalFrom(change("cells", { amount: "1" }, older))).code).toBe("EDITED_MEANWHILE");
    expect((await readDeclaration(operator.author, { id: draft.id })).lines[0]?.amount?.value).toBe("1001");
  });

  test("of two who save at once on one state, one is refused", async () => {
    const both = await Promise.allSettled([
      change("cells", { amount: "1002" }),
      change("truck", { amount: "2" }),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    draft = await readDeclaration(operator.author, { id: draft.id });
  });

  test("lines come and go, and each change is written down with who made it", async () => {
    draft = await addLine(operator.author, { id: draft.id, lock: draft.lock, line: steel });
    expect(draft.lines.at(-1)).toMatchObject({ code: "steel", emissionKg: "25", dataKind: "secondary" });
    draft = await removeLine(operator.author, { id: draft.id, lock: draft.lock, code: "steel" });
    expect(draft.lines.map(({ code }) => code)).toEqual(["cells", "power", "truck"]);
    const deeds = await database.db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.action, "declaration.addLine"));
    expect(deeds).toMatchObject([
      { actorId: operator.author.caller.userId, subject: draft.id, operatorId: operator.id },
    ]);
  });

  test("a longer warranty divides by more energy", async () => {
    const energy = { warrantyYears: { value: "10", unit: "a" } };
    draft = await changeEnergy(operator.author, { id: draft.id, lock: draft.lock, energy });
    expect(draft.result?.totalEnergyKWh).toBe("60000");
  });

  test("a draft of broken lines is not begun; every problem names line and field", async () => {
    const model = await createModel(operator.author, modelOf(operator, { modelCode: "BROKEN" }));
    const lines = draftLines.map((line) => ({
      ...line,
      amountUnit: line.code === "cells" ? "stone" : (line.amountUnit ?? null),
    }));
    expect(await problemsFrom(createDraft(operator.author, draftOf({ modelId: model.id }, lines)))).toEqual([
      "E_UNIT_UNKNOWN cells.amountUnit",
    ]);
  });

  test("a published row that does not compute is shown and kept out until it is entered anew", async () => {
    const model = await createModel(operator.author, modelOf(operator, { modelCode: "KEPT-OUT" }));
    const kept = {
      publishedValue: "77",
      publishedUnit: "kgCO2e",
      publishedProblem: "E_UNIT_DIMENSION",
      amountUnit: "kg",
    };
    const lines = draftLines.map((line) =>
      line.code === "truck" ? { ...line, ...kept, amount: null } : line,
    );
    const before = await createDraft(operator.author, draftOf({ modelId: model.id }, lines));
    expect(before.result?.totalKg).toBe("9900");
    expect(before.lines[2]).toMatchObject({
      emissionKg: null,
      published: { value: "77", problem: "E_UNIT_DIMENSION" },
    });
    const after = await changeLine(operator.author, {
      ...{ id: before.id, lock: before.lock, code: "truck" },
      changes: { amount: "500" },
    });
    expect(after.lines[2]).toMatchObject({ emissionKg: "50", published: { problem: null } });
  });

  test("a discarded draft is gone, and what was released stays", async () => {
    const { draft: first } = await declaredModel(operator, { modelCode: "DISCARD" });
    await releaseReviewed(operator, first);
    const next = await startNext(operator.author, { id: first.id });
    await discardDraft(operator.author, { id: next.id, lock: next.lock });
    expect((await refusalFrom(readDeclaration(operator.author, { id: next.id }))).code).toBe(
      "DECLARATION_NOT_FOUND",
    );
    const released = await readDeclaration(operator.author, { id: first.id });
    expect(released).toMatchObject({
      state: "released",
      may: { startNext: true, edit: false, release: false },
    });
    const attempt = { id: first.id, lock: first.lock, code: "cells", changes: { amount: "1" } };
    expect((await refusalFrom(changeLine(operator.author, attempt))).code).toBe("NOT_A_DRAFT");
  });
});
