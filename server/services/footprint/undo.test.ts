import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { addLine } from "./add-line.ts";
import { changeEnergy } from "./change-energy.ts";
import { changeHeader } from "./change-header.ts";
import type { HeaderChange } from "./change-header.ts";
import { changeLine } from "./change-line.ts";
import type { LineChanges } from "../../domain/carbon-footprint/line-changes.ts";
import { findUndo } from "./find-undo.ts";
import { loadDeclaration, loadLines } from "./load.ts";
import { removeLine } from "./remove-line.ts";
import { undoChange } from "./undo.ts";
import type { DeclarationView } from "./view.ts";

let database: TestDatabase;
let operator: TestOperator;
let draft: DeclarationView;

beforeAll(async () => {
  database = await testDatabase();
  operator = await fixture(database).operator("undone");
  ({ draft } = await declaredModel(operator));
});
afterAll(() => database.end());

/** Everything a draft keeps, apart from what counts its changes. */
async function kept(id: string) {
  const { declaration, inventory } = await loadDeclaration(database.db, id);
  const { method, methodVersion } = declaration;
  return { method, methodVersion, inventory, lines: await loadLines(database.db, inventory.id) };
}

const head = async () => ({
  id: draft.id,
  lock: (await loadDeclaration(database.db, draft.id)).declaration.lock,
});

async function changed(code: string, changes: LineChanges) {
  await changeLine(operator.author, { ...(await head()), code, changes });
}

async function changedHeader(header: HeaderChange["header"]) {
  await changeHeader(operator.author, { ...(await head()), header });
}

describe("every change of a draft can be taken back", () => {
  test("one after the other, to the very beginning, whatever it was", async () => {
    const states = [await kept(draft.id)];
    const added = {
      ...{ code: "foil", kind: "material", stage: "raw_materials", nameEn: "Foil", nameZh: "箔" },
      ...{ amount: "5.50", amountUnit: "kg", factorValue: "9", factorUnit: "kgCO2e/kg" },
      ...{ sourceEn: "Drawing", sourceZh: "图纸", geography: "CN", activityYear: 2025, confidential: true },
    };
    const steps = [
      async () => changed("cells", { amount: "900" }),
      async () => addLine(operator.author, { ...(await head()), line: added }),
      async () =>
        changed("foil", {
          circular: { A: "0.2", R1: "0.5", Erec: { value: "1", unit: "kgCO2e/kg" } },
          quality: { TeR: "1", GeR: "2", TiR: "3" },
          uncertainty: { distribution: "normal", spread: "0.1" },
        }),
      async () => removeLine(operator.author, { ...(await head()), code: "cells" }),
      async () =>
        changeEnergy(operator.author, {
          ...(await head()),
          energy: { warrantyYears: { value: "10", unit: "a" } },
        }),
      async () =>
        changedHeader({
          ...{ title: "Another title", periodEnd: "2026-01-31", parameters: { rounding: "half_even" } },
          study: {
            goal: "To declare",
            exclusions: [{ what: "Office light", reason: "No link to production" }],
          },
        }),
      async () => changedHeader({ method: "mee-full", study: { goal: null } }),
    ];
    for (const step of steps) {
      await step();
      states.push(await kept(draft.id));
    }
    expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(states.length);
    expect(await findUndo(operator.author, draft)).toMatchObject({
      action: "declaration.changeHeader",
      lines: 0,
    });
    for (const before of states.slice(0, -1).toReversed()) {
      await undoChange(operator.author, await head());
      expect(await kept(draft.id)).toEqual(before);
    }
    expect(await findUndo(operator.author, draft)).toBeNull();
    expect(await refusalFrom(undoChange(operator.author, await head()))).toMatchObject({
      code: "NOTHING_TO_UNDO",
    });
  });

  test("a change after an undo is the next to be taken back", async () => {
    const before = await kept(draft.id);
    await changed("cells", { amount: "1" });
    await undoChange(operator.author, await head());
    await changed("cells", { amount: "2" });
    expect(await findUndo(operator.author, draft)).toMatchObject({ line: "cells" });
    await undoChange(operator.author, await head());
    expect(await kept(draft.id)).toEqual(before);
  });

  test("not on an older state, and not by somebody without the role", async () => {
    await changed("cells", { amount: "3" });
    const { id, lock } = await head();
    expect(await refusalFrom(undoChange(operator.author, { id, lock: lock - 1 }))).toMatchObject({
      code: "EDITED_MEANWHILE",
    });
    expect(await refusalFrom(undoChange(operator.reviewer, { id, lock }))).toMatchObject({
      code: "NOT_ALLOWED",
    });
    expect(await findUndo(operator.reviewer, draft)).toBeNull();
    await undoChange(operator.author, { id, lock });
  });
});

describe("members of a line that no calculation reads are judged all the same", () => {
  test.each<[string, LineChanges, string[]]>([
    ["a score above 5", { quality: { TeR: "6", GeR: "1", TiR: "1" } }, ["E_PARAM_RANGE quality.TeR"]],
    [
      "a deviation below 1",
      { uncertainty: { distribution: "lognormal", gsd: "0.9" } },
      ["E_PARAM_RANGE uncertainty.value"],
    ],
    [
      "a spread of nothing",
      { uncertainty: { distribution: "uniform", spread: "0" } },
      ["E_PARAM_RANGE uncertainty.value"],
    ],
    ["a recovered share above 1", { recoveredShare: "1.1" }, ["E_SHARE_RANGE recoveredShare"]],
    ["words for a share", { recoveredShare: "half" }, ["E_NOT_FINITE recoveredShare"]],
    ["a year of another age", { activityYear: 24 }, ["E_PARAM_RANGE activityYear"]],
    ["an empty return of a material", { emptyShare: "0.5" }, ["E_FIELD_NOT_APPLICABLE emptyShare"]],
    [
      "a supplier's record nobody received",
      { supplierFootprintId: "3f8e0e57-9d4c-4b0e-8d0c-0a4e1c2b7a11" },
      ["E_SUPPLIER_FOOTPRINT_UNKNOWN supplierFootprintId"],
    ],
    [
      "a supplier's record that is no identifier",
      { supplierFootprintId: "yes" },
      ["E_SUPPLIER_FOOTPRINT_UNKNOWN supplierFootprintId"],
    ],
    [
      "a recycled factor nobody knows",
      { recycledFactorId: "unobtainium" },
      ["E_FACTOR_UNKNOWN recycledFactorId"],
    ],
  ])("%s", async (_, changes, expected) => {
    expect(await problemsFrom(changed("cells", changes))).toEqual(expected);
  });

  test("a number outside the boundary of the method, where nothing is calculated", async () => {
    await changed("truck", { stage: "end_of_life" });
    expect(await problemsFrom(changed("truck", { amount: "a lot" }))).toEqual(["E_NOT_FINITE amount"]);
    await undoChange(operator.author, await head());
  });
});

describe("a head that is wrong is refused at its field", () => {
  test.each<[string, HeaderChange["header"], string[]]>([
    ["an unknown method", { method: "guess" }, ["E_METHOD method"]],
    ["a method without kWh for a passport", { method: "iso14067-ctg" }, ["E_METHOD method"]],
    ["an unknown GWP set", { gwpSet: "AR9" }, ["E_GWP_SET gwpSet"]],
    ["a period that ends before it starts", { periodEnd: "2001-01-01" }, ["E_PERIOD_ORDER periodEnd"]],
    ["a day that is none", { periodStart: "2025-02-30" }, ["E_DATE_FORMAT periodStart"]],
    ["no title", { title: " " }, ["E_REQUIRED title"]],
    [
      "an output in words",
      { parameters: { output: { value: "many", unit: "things" } } },
      ["E_NOT_FINITE parameters.output.value", "E_UNIT_UNKNOWN parameters.output.unit"],
    ],
    [
      "an output of CO2e",
      { parameters: { output: { value: "1", unit: "kgCO2e" } } },
      ["E_UNIT_DIMENSION parameters.output.unit"],
    ],
  ])("%s", async (_, header, expected) => {
    expect(await problemsFrom(changedHeader(header))).toEqual(expected);
  });
});
