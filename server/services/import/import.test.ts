import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  auditEvent,
  declaration,
  emissionFactor,
  importRow,
  importRun,
  inventory,
  inventoryLine,
} from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { reasonHeading } from "../../domain/import/field.ts";
import { readSpreadsheet } from "../../platform/spreadsheet.ts";
import { writeXlsx } from "../../platform/spreadsheet-writer.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, draftOf, fixture, modelOf } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { anyHead } from "../../test/sample-head.ts";
import { anyLines } from "../../test/sample-lines.ts";
import { changeLine } from "../footprint/change-line.ts";
import { createDraft } from "../footprint/create-draft.ts";
import { findUndo } from "../footprint/find-undo.ts";
import { loadDeclaration, loadLines } from "../footprint/load.ts";
import { undoChange } from "../footprint/undo.ts";
import type { DeclarationView } from "../footprint/view.ts";
import { createModel } from "../model/create.ts";
import { acceptImport } from "./accept.ts";
import { cleanUpImports } from "./clean-up.ts";
import { newId } from "../new-id.ts";
import { keepStagedFile } from "./staged-file.ts";
import { sweepStagedFiles } from "./sweep-files.ts";
import { discardImport } from "./discard.ts";
import { exportInventory } from "./export.ts";
import { mapColumns } from "./map-columns.ts";
import { findImport } from "./read.ts";
import { headOf } from "./stage-head.ts";
import { stageImport } from "./stage.ts";
import { writeCorrected } from "./write-corrected.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let draft: DeclarationView;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("importer");
  ({ draft } = await declaredModel(operator));
});
afterAll(() => database.end());

const text = (value: string) => new TextEncoder().encode(value);
const lock = async (id = draft.id) => (await loadDeclaration(database.db, id)).declaration.lock;

async function lines(id = draft.id) {
  return loadLines(database.db, (await loadDeclaration(database.db, id)).inventory.id);
}

function stage(csv: string, fileName = "lines.csv") {
  return stageImport(operator.author, { id: draft.id, fileName, bytes: text(csv) });
}

function stageFile(bytes: Uint8Array) {
  return stageImport(operator.author, { id: draft.id, fileName: "lines.xlsx", bytes });
}

async function accept(run: string, how: "add" | "replace" = "add") {
  return acceptImport(operator.author, { id: draft.id, run, lock: await lock(), how });
}

const head = "Code,Kind,Stage,Name,Mass,Unit,Emission factor,Factor unit,Source\n";
const good = "foil,material,production,Foil,5,kg,9,kgCO2e/kg,BOM\n";
const bad = "glue,material,production,Glue,a bit,kg,9,kgCO2e/kg,BOM\n";
const misfit = "tape,material,production,Tape,5,kg,9,kgCO2e/kWh,BOM\n";

describe("a dry run", () => {
  test("keeps good rows and bad ones with row, column, value and reason, and changes nothing", async () => {
    const before = await lines();
    const view = await stage(head + good + bad + misfit);
    expect([view.goodRows, view.badRows]).toEqual([1, 2]);
    expect(view.bad.map(({ number, name }) => [number, name])).toEqual([
      [3, "Glue"],
      [4, "Tape"],
    ]);
    const told = view.bad.flatMap(({ problems }) => problems.filter(({ code }) => code.startsWith("E_")));
    expect(told).toMatchObject([
      { code: "E_CELL_NUMBER", path: "amount", params: { column: "E", heading: "Mass", value: "a bit" } },
      {
        code: "E_UNIT_DIMENSION",
        path: "factorUnit",
        params: { column: "H", heading: "Factor unit", value: "kgCO2e/kWh" },
      },
    ]);
    expect(view.effect.add).toEqual({ added: 1, changed: 0, unchanged: 0, removed: 0 });
    expect(view.effect.replace).toEqual({ added: 1, changed: 0, unchanged: 0, removed: before.length });
    expect(await lines()).toEqual(before);
  });

  test("is found again by whoever looks, and makes room for the next file", async () => {
    const first = await stage(head + good);
    expect(await findImport(operator.reviewer, { id: draft.id })).toEqual(first);
    const second = await stage(head + good + bad);
    expect((await findImport(operator.author, { id: draft.id }))?.id).toBe(second.id);
    expect((await findImport(operator.author, { id: draft.id, run: first.id }))?.state).toBe("discarded");
    await discardImport(operator.author, { id: draft.id, run: second.id });
    expect(await findImport(operator.author, { id: draft.id })).toBeNull();
  });

  test.each([
    ["a file that is none", "%PDF-1.7", ["E_SHEET_KIND file"]],
    ["a file without a heading", "just\none column\n", ["E_SHEET_HEADING file"]],
  ])("refuses %s", async (_, content, expected) =>
    expect(await problemsFrom(stage(content))).toEqual(expected),
  );

  test("is the author's", async () => {
    const bytes = text(head + good);
    const file = { id: draft.id, fileName: "x.csv", bytes };
    expect(await refusalFrom(stageImport(operator.reviewer, file))).toMatchObject({ code: "NOT_ALLOWED" });
    const stranger = await registry.operator("stranger");
    expect(await refusalFrom(stageImport(stranger.author, file))).toMatchObject({ code: "NOT_ALLOWED" });
    const run = (await stage(head + good)).id;
    const seen = await lock();
    const asks = [
      findImport(stranger.author, { id: draft.id }),
      acceptImport(stranger.author, { id: draft.id, run, lock: seen, how: "add" }),
      discardImport(stranger.author, { id: draft.id, run }),
      exportInventory(stranger.author, { id: draft.id, format: "csv", language: "en" }),
      writeCorrected(stranger.author, { id: draft.id, run, format: "csv", language: "en", say: () => "" }),
    ];
    for (const refusal of await Promise.all(asks.map(refusalFrom)))
      expect(refusal).toMatchObject({ code: "NOT_ALLOWED" });
  });
});

describe("taking over", () => {
  test("adds the good rows in one step that one undo takes back, and the same file again changes nothing", async () => {
    const before = await lines();
    const locked = await lock();
    const { id: run } = await stage(head + good + bad);
    expect(await accept(run)).toEqual({ added: 1, changed: 0, unchanged: 0, removed: 0, head: 0 });
    expect((await lines()).map(({ code }) => code)).toEqual([...before.map(({ code }) => code), "foil"]);
    expect(await lock()).toBe(locked + 1);
    expect(await refusalFrom(accept(run))).toMatchObject({ code: "IMPORT_NOT_STAGED" });

    const again = await stage(head + good + bad);
    expect(again.effect.add).toEqual({ added: 0, changed: 0, unchanged: 1, removed: 0 });
    expect(await accept(again.id)).toEqual({ added: 0, changed: 0, unchanged: 1, removed: 0, head: 0 });
    expect(await lock()).toBe(locked + 1);

    expect(await findUndo(operator.author, draft)).toMatchObject({
      action: "declaration.import",
      line: "foil",
    });
    await undoChange(operator.author, { id: draft.id, lock: await lock() });
    expect(await lines()).toEqual(before);
    const deeds = await database.db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.action, "declaration.import"));
    expect(deeds[0]?.detail).toMatchObject({ fileName: "lines.csv", how: "add", added: 1 });
  });

  test("replaces the inventory, and one undo brings it back", async () => {
    const before = await lines();
    const { id: run } = await stage(head + good);
    expect(await accept(run, "replace")).toMatchObject({ added: 1, removed: before.length });
    expect((await lines()).map(({ code }) => code)).toEqual(["foil"]);
    await undoChange(operator.author, { id: draft.id, lock: await lock() });
    expect(await lines()).toEqual(before);
  });

  test("changes only what the columns of the file say", async () => {
    const before = await lines();
    const view = await stage("Code,Mass\ncells,900\n");
    expect(view.effect.add).toEqual({ added: 0, changed: 1, unchanged: 0, removed: 0 });
    await accept(view.id);
    expect(await lines()).toEqual(
      before.map((line) => (line.code === "cells" ? { ...line, amount: "900" } : line)),
    );
    await undoChange(operator.author, { id: draft.id, lock: await lock() });
  });

  test("refuses an older state of the draft, and keeps the run", async () => {
    const { id: run } = await stage(head + good);
    const seen = await lock();
    await changeLine(operator.author, {
      id: draft.id,
      code: "cells",
      lock: seen,
      changes: { amount: "950" },
    });
    const ask = acceptImport(operator.author, { id: draft.id, run, lock: seen, how: "add" });
    expect(await refusalFrom(ask)).toMatchObject({ code: "EDITED_MEANWHILE" });
    expect((await findImport(operator.author, { id: draft.id }))?.state).toBe("staged");
    await undoChange(operator.author, { id: draft.id, lock: await lock() });
  });

  test("refuses all rows when one does not fit the draft any more, and names it", async () => {
    const before = await lines();
    const { id: run } = await stage("Code,Mass,Unit\ncells,900,kg\npower,1,kWh\n");
    await changeLine(operator.author, {
      ...{ id: draft.id, code: "power", lock: await lock() },
      changes: { amount: "1400" },
    });
    // As somebody else's change would leave it, without its own check.
    await database.db
      .update(inventoryLine)
      .set({ factorUnit: "kgCO2e/t" })
      .where(eq(inventoryLine.code, "power"));
    expect(await refusalFrom(accept(run))).toMatchObject({
      code: "IMPORT_ROWS_CHANGED",
      problems: [{ code: "E_UNIT_DIMENSION", path: "row 3 factorUnit" }],
    });
    expect((await lines()).find(({ code }) => code === "cells")?.amount).toBe(
      before.find(({ code }) => code === "cells")?.amount,
    );
    await undoChange(operator.author, { id: draft.id, lock: await lock() });
    expect(await lines()).toEqual(before);
  });

  test("only into a draft", async () => {
    const other = await operatorDraft("frozen");
    const run = await stageImport(operator.author, {
      id: other.id,
      fileName: "a.csv",
      bytes: text(head + good),
    });
    await database.db.execute(`update declaration set state = 'withdrawn' where id = '${other.id}'`);
    expect(
      await refusalFrom(
        stageImport(operator.author, { id: other.id, fileName: "a.csv", bytes: text(head + good) }),
      ),
    ).toMatchObject({ code: "NOT_A_DRAFT" });
    expect(
      await refusalFrom(acceptImport(operator.author, { id: other.id, run: run.id, lock: 0, how: "add" })),
    ).toMatchObject({ code: "NOT_A_DRAFT" });
  });
});

/** A workbook with these lines and this head, as an export writes them. */
function withHeadSheet(csv: string, head: readonly (readonly string[])[]) {
  return writeXlsx([
    {
      name: "Lines",
      rows: csv
        .trim()
        .split("\n")
        .map((row) => row.split(",")),
    },
    { name: "Inventory", rows: [["What", "Member", "Content"], ...head] },
  ]);
}

describe("the head of the inventory", () => {
  const sheet = [
    ["Title", "title", "Another title"],
    ["A", "parameters.A", "0.25"],
  ];

  test("is taken over with the lines in one step, which one undo takes back", async () => {
    const before = await loadDeclaration(database.db, draft.id);
    const view = await stageFile(await withHeadSheet(head + good, sheet));
    expect(view.head).toMatchObject({
      isTaken: true,
      differences: [
        { member: "title", before: "Test inventory", after: "Another title" },
        { member: "parameters.A", before: "", after: "0.25" },
      ],
      problems: [],
    });
    expect(await accept(view.id)).toEqual({ added: 1, changed: 0, unchanged: 0, removed: 0, head: 2 });
    const { inventory: now } = await loadDeclaration(database.db, draft.id);
    expect([now.title, now.parameters.A]).toEqual(["Another title", "0.25"]);
    await undoChange(operator.author, { id: draft.id, lock: await lock() });
    expect((await loadDeclaration(database.db, draft.id)).inventory).toEqual(before.inventory);
    expect((await lines()).map(({ code }) => code)).not.toContain("foil");
  });

  test("stays where the caller wants the lines alone, and is taken where the caller changes their mind", async () => {
    const first = await stageFile(await withHeadSheet(head + good, sheet));
    const without = await mapColumns(operator.author, { id: draft.id, run: first.id, head: false });
    expect(without.head).toMatchObject({ isTaken: false, differences: [{ member: "title" }, {}] });
    const again = await mapColumns(operator.author, { id: draft.id, run: without.id, head: true });
    expect(again.head?.isTaken).toBe(true);
    const last = await mapColumns(operator.author, { id: draft.id, run: again.id, head: false });
    expect(await accept(last.id)).toMatchObject({ added: 1, head: 0 });
    expect((await loadDeclaration(database.db, draft.id)).inventory.title).toBe("Test inventory");
    await undoChange(operator.author, { id: draft.id, lock: await lock() });
  });

  test("can be taken over by itself", async () => {
    const view = await stageFile(await withHeadSheet(head, sheet));
    expect([view.goodRows, view.badRows]).toEqual([0, 0]);
    expect(await accept(view.id)).toMatchObject({ added: 0, head: 2 });
    expect(await findUndo(operator.author, draft)).toMatchObject({ action: "declaration.import", lines: 0 });
    await undoChange(operator.author, { id: draft.id, lock: await lock() });
  });

  test("lines are judged under the method they would stand under", async () => {
    const contract = `Code,Kind,Stage,Name,Amount,Unit,Electricity model,Emission factor,Factor unit,Source
green,electricity,production,Green power,5,kWh,contract,0.1,kgCO2e/kWh,Bill
`;
    const european = [
      ["Method", "method", "eu-cfb-ev"],
      ["Vehicle category", "energy.vehicleCategory", "M1"],
    ];
    const view = await stageFile(await withHeadSheet(contract, european));
    expect([view.goodRows, view.bad[0]?.problems]).toMatchObject([
      0,
      [{}, {}, { code: "E_ELECTRICITY_MODEL", path: "electricityModel" }],
    ]);
    const alone = await mapColumns(operator.author, { id: draft.id, run: view.id, head: false });
    expect([alone.goodRows, alone.badRows]).toEqual([1, 0]);
  });

  test("with another method is taken back with it", async () => {
    const view = await stageFile(await withHeadSheet(head + good, [["Method", "method", "mee-full"]]));
    expect(await accept(view.id)).toMatchObject({ added: 1, head: 1 });
    expect((await loadDeclaration(database.db, draft.id)).declaration.method).toBe("mee-full");
    await undoChange(operator.author, { id: draft.id, lock: await lock() });
    expect((await loadDeclaration(database.db, draft.id)).declaration.method).toBe("mee-partial");
  });

  test.each([
    ["what cannot be read", ["A", "parameters.A", "much"], "E_CELL_NUMBER", "2"],
    ["a method that cannot be used", ["Method", "method", "magic"], "E_METHOD", "2"],
    ["a period that ends before it begins", ["Last day", "periodEnd", "2020-01-01"], "E_PERIOD_ORDER", "2"],
    [
      "a denominator that does not compute",
      ["Unit", "energy.usableCapacity.unit", "kg"],
      "E_UNIT_DIMENSION",
      "2",
    ],
  ])("stays out with %s, named at its row; the lines go without it", async (_, row, code, number) => {
    const view = await stageFile(await withHeadSheet(head + good, [row, ["Title", "title", "New"]]));
    expect(view.head?.isTaken).toBe(false);
    expect(view.head?.problems).toMatchObject([{ code, params: { row: number } }]);
    const file = await writeCorrected(operator.author, {
      ...{ id: draft.id, run: view.id, format: "xlsx", language: "en" },
      say: (problem) => problem.code,
    });
    const read = await readSpreadsheet(file.bytes);
    expect(read.ok ? read.value.sheets[1]?.rows.map(({ cells }) => cells) : null).toEqual([
      ["What", "Member", "Content", "What to mend"],
      [...row, code],
      ["Title", "title", "New"],
    ]);
    expect(await accept(view.id)).toMatchObject({ added: 1, head: 0 });
    await undoChange(operator.author, { id: draft.id, lock: await lock() });
  });

  test.each(["en", "zh"] as const)(
    "of any kind goes with the lines into another draft, and is the same when it is exported again (%s)",
    async (language) => {
      const [from, to] = [await operatorDraft(`from-${language}`), await operatorDraft(`to-${language}`)];
      const source = await loadDeclaration(database.db, from.id);
      await fc.assert(
        fc.asyncProperty(anyHead, async ({ methodVersion, ...stored }) => {
          await database.db.update(inventory).set(stored).where(eq(inventory.id, source.inventory.id));
          await database.db
            .update(declaration)
            .set({ method: stored.method, methodVersion })
            .where(eq(declaration.id, from.id));
          const file = await exportInventory(operator.author, { id: from.id, format: "xlsx", language });
          const view = await stageImport(operator.author, { ...file, id: to.id });
          expect(view.head?.problems).toEqual([]);
          const ask = { id: to.id, run: view.id, lock: await lock(to.id), how: "replace" as const };
          await acceptImport(operator.author, ask);
          expect(headOf(await loadDeclaration(database.db, to.id))).toEqual({ ...stored, methodVersion });
          const again = await exportInventory(operator.author, { id: to.id, format: "xlsx", language });
          expect(await contentOf(again.bytes)).toEqual(await contentOf(file.bytes));
        }),
        { numRuns: 12 },
      );
    },
  );
});

describe("what is kept of a file", () => {
  const keptOf = async (run: string) => {
    const [first] = await database.db
      .select({ value: importRow.value })
      .from(importRow)
      .where(eq(importRow.runId, run))
      .orderBy(importRow.rowNumber);
    const kept = first?.value?.["kept"];
    return typeof kept === "string" ? kept : "";
  };
  const rowsOf = (run: string) => database.db.$count(importRow, eq(importRow.runId, run));

  test("all of it while it is staged, nothing but its digest once it is put aside", async () => {
    const { id: run } = await stage(head + good + bad);
    const kept = await keptOf(run);
    expect(await operator.author.files.get(kept)).toBeDefined();
    await discardImport(operator.author, { id: draft.id, run });
    expect(await operator.author.files.get(kept)).toBeUndefined();
    expect(await rowsOf(run)).toBe(0);
    expect(await findImport(operator.author, { id: draft.id, run })).toMatchObject({ state: "discarded" });
  });

  test("once it is taken over only the rows that are still to mend, for a week", async () => {
    registry.setTime("2026-11-20T12:00:00Z");
    const { id: run } = await stage(head + good + bad);
    const kept = await keptOf(run);
    await accept(run);
    expect(await operator.author.files.get(kept)).toBeUndefined();
    expect(await rowsOf(run)).toBe(2);
    registry.setTime("2026-11-27T11:59:59Z");
    await cleanUpImports(registry.keeper);
    expect(await rowsOf(run)).toBe(2);
    registry.setTime("2026-11-27T12:00:01Z");
    await cleanUpImports(registry.keeper);
    expect(await rowsOf(run)).toBe(0);
    expect(await findImport(operator.author, { id: draft.id, run })).toMatchObject({
      ...{ state: "accepted", mayMend: false, badRows: 1 },
    });
    registry.setTime("2026-11-20T12:00:00Z");
    await undoChange(operator.author, { id: draft.id, lock: await lock() });
  });

  test("a file nobody came back for is put aside after a week", async () => {
    registry.setTime("2026-11-20T12:00:00Z");
    const { id: run } = await stage(head + good);
    const kept = await keptOf(run);
    registry.setTime("2026-11-28T12:00:00Z");
    expect(await cleanUpImports(registry.keeper)).toEqual({ discarded: 1 });
    expect(await operator.author.files.get(kept)).toBeUndefined();
    expect(await findImport(operator.author, { id: draft.id })).toBeNull();
    registry.setTime("2026-11-20T12:00:00Z");
  });

  describe("after a crash", () => {
    const day = (at: string) => registry.setTime(`2026-11-${at}T12:00:00Z`);
    const sweep = () => sweepStagedFiles(registry.keeper);

    test("a file that no run knows is taken away, once no import can be at it any more", async () => {
      day("20");
      const orphan = await keepStagedFile(operator.author, newId(operator.author), Buffer.from("a"));
      expect(await sweep()).toEqual({ orphans: 0, lost: 0, unfinished: 0 });
      day("21");
      expect(await sweep()).toEqual({ orphans: 1, lost: 0, unfinished: 0 });
      expect(await operator.author.files.get(orphan)).toBeUndefined();
      day("20");
    });

    test("a staged file, a document and a text that merely looks staged stay where they are", async () => {
      day("20");
      const { id: run } = await stage(head + good);
      const documents = await Promise.all(
        ["%PDF-1.7", "staged import of March\n", `staged import ${"x".repeat(36)}\n`].map((text) =>
          operator.author.files.put(Buffer.from(text)),
        ),
      );
      day("21");
      expect(await sweep()).toEqual({ orphans: 0, lost: 0, unfinished: 0 });
      for (const { sha256 } of [...documents, { sha256: await keptOf(run) }])
        expect(await operator.author.files.get(sha256)).toBeDefined();
      await discardImport(operator.author, { id: draft.id, run });
      day("20");
    });

    test("a run whose file is gone says so, keeps its rows and can be taken over", async () => {
      day("20");
      const { id: run, hasFile } = await stage(head + good + bad);
      expect(hasFile).toBe(true);
      await operator.author.files.remove(await keptOf(run));
      expect(await sweep()).toEqual({ orphans: 0, lost: 1, unfinished: 0 });
      expect(await sweep()).toEqual({ orphans: 0, lost: 0, unfinished: 0 });
      expect(await findImport(operator.author, { id: draft.id })).toMatchObject({ id: run, hasFile: false });
      const other = mapColumns(operator.author, { id: draft.id, run, sheet: "x" });
      expect(await refusalFrom(other)).toMatchObject({ code: "IMPORT_NOT_FOUND" });
      await accept(run);
      await undoChange(operator.author, { id: draft.id, lock: await lock() });
    });

    test("sweeping is the keeper's", async () =>
      expect(await refusalFrom(sweepStagedFiles(operator.author))).toMatchObject({ code: "NOT_ALLOWED" }));
  });

  test("cleaning up is the keeper's", async () =>
    expect(await refusalFrom(cleanUpImports(operator.author))).toMatchObject({ code: "NOT_ALLOWED" }));

  test("nothing, when nobody waits for it any more", async () => {
    const runs = await database.db.$count(importRun);
    const away = new AbortController();
    const watch = {
      report: ({ step }: { readonly step: string }) => {
        if (step === "keeping") away.abort();
        return Promise.resolve();
      },
      signal: away.signal,
    };
    const file = { id: draft.id, fileName: "lines.csv", bytes: text(head + good) };
    await expect(stageImport(operator.author, file, watch)).rejects.toThrow("aborted");
    expect(await database.db.$count(importRun)).toBe(runs);
  });
});

async function operatorDraft(code: string): Promise<DeclarationView> {
  const { id: modelId } = await createModel(
    operator.author,
    modelOf(operator, { modelCode: code.toUpperCase(), typeDesignation: code }),
  );
  return createDraft(operator.author, draftOf({ modelId }, []));
}

describe("a mapping of columns", () => {
  const odd = "Teil;Wieviel;Ding;Woher;Faktor;je\nfoil;5;Folie;BOM;9;kgCO2e/kg\n";

  test("is changed on the file that was sent, and kept for the next one with such a heading", async () => {
    const proposed = await stage(odd, "odd.csv");
    expect(proposed.columns.map(({ field }) => field)).toEqual([null, null, null, null, null, null]);
    const columns = {
      Teil: "code",
      Wieviel: "amount",
      Ding: "nameEn",
      Woher: "sourceEn",
      Faktor: "factorValue",
      je: "factorUnit",
      nonsense: "code",
    };
    const mapped = await mapColumns(operator.author, { id: draft.id, run: proposed.id, columns });
    expect(mapped.columns.map(({ field }) => field)).toEqual([
      "code",
      "amount",
      "nameEn",
      "sourceEn",
      "factorValue",
      "factorUnit",
    ]);
    expect(mapped.columns.map(({ sample }) => sample[0])).toEqual([
      "foil",
      "5",
      "Folie",
      "BOM",
      "9",
      "kgCO2e/kg",
    ]);
    await discardImport(operator.author, { id: draft.id, run: mapped.id });
    const next = await stage(odd.replace("foil", "film"), "next.csv");
    expect(next.columns.map(({ field }) => field)).toEqual([
      "code",
      "amount",
      "nameEn",
      "sourceEn",
      "factorValue",
      "factorUnit",
    ]);
    const stranger = await registry.operator("other");
    const theirs = (await declaredModel(stranger)).draft;
    const unknown = await stageImport(stranger.author, {
      id: theirs.id,
      fileName: "odd.csv",
      bytes: text(odd),
    });
    expect(unknown.columns.every(({ field }) => field === null)).toBe(true);
  });

  test("reads another sheet of the workbook", async () => {
    const rows = (name: string) => [
      ["Code", "Name", "Source", "Mass (kg)"],
      [name, name, "BOM", "1"],
    ];
    const bytes = await writeXlsx([
      { name: "First", rows: rows("one") },
      { name: "Second", rows: rows("two") },
    ]);
    const first = await stageImport(operator.author, { id: draft.id, fileName: "two.xlsx", bytes });
    expect([first.sheet, first.sheets]).toEqual([
      "First",
      [
        { name: "First", lines: 1 },
        { name: "Second", lines: 1 },
      ],
    ]);
    const columns = Object.fromEntries(first.columns.map(({ key, field }) => [key, field]));
    const second = await mapColumns(operator.author, {
      id: draft.id,
      run: first.id,
      columns,
      sheet: "Second",
    });
    expect([second.sheet, second.bad[0]?.name]).toEqual(["Second", "two"]);
  });
});

describe("the file to mend", () => {
  test("keeps the row of units and what a person said the columns mean, without being asked again", async () => {
    const odd = [
      "Nr;Was;Phase;Bezeichnung;Menge;Wert;Quelle",
      ";;;;t;kgCO2e/kg;",
      "odd-1;material;production;Foil;12,5;9;Scales",
      "odd-2;material;production;Tape;much;9;Scales",
    ].join("\n");
    const first = await stage(odd);
    const fields = ["code", "kind", "stage", "nameEn", "amount", "factorValue", "sourceEn"];
    const keys = ["Nr", "Was", "Phase", "Bezeichnung", "Menge", "Wert", "Quelle"];
    const columns = Object.fromEntries(keys.map((key, at) => [key, fields[at] ?? null]));
    const { id: run } = await mapColumns(operator.author, { id: draft.id, run: first.id, columns });
    await accept(run);
    const file = await writeCorrected(operator.author, {
      ...{ id: draft.id, run, format: "csv", language: "zh" },
      say: ({ code }) => code,
    });
    const mended = Buffer.from(file.bytes).toString("utf8").replace("much", '"0,5"');
    const view = await stage(mended);
    expect([view.goodRows, view.badRows]).toEqual([1, 0]);
    await accept(view.id);
    expect((await lines()).find(({ code }) => code === "odd-2")).toMatchObject({
      ...{ amount: "0.5", amountUnit: "t", factorUnit: "kgCO2e/kg" },
    });
    await undoChange(operator.author, { id: draft.id, lock: await lock() });
    await undoChange(operator.author, { id: draft.id, lock: await lock() });
  });

  test.each([
    { format: "csv", language: "zh", named: "lines-待修改", says: ["（a bit）：", "（kgCO2e/kWh）："] },
    { format: "xlsx", language: "en", named: "lines-to-mend", says: [" (a bit): ", " (kgCO2e/kWh): "] },
  ] as const)(
    "has the bad rows with their reasons, and mended it is imported by itself ($format, $language)",
    async ({ format, language, named, says }) => {
      const before = await lines();
      const { id: run } = await stage(head + good + bad + misfit);
      await accept(run);
      const file = await writeCorrected(operator.author, {
        id: draft.id,
        run,
        format,
        language,
        say: ({ code }) => code,
      });
      expect(file.fileName).toBe(`${named}.${format}`);
      const read = await readSpreadsheet(file.bytes);
      const rows = read.ok ? (read.value.sheets[0]?.rows ?? []) : [];
      expect(rows.map(({ cells }) => cells.at(-1))).toEqual([
        reasonHeading[language],
        `E Mass${says[0]}E_CELL_NUMBER`,
        `H Factor unit${says[1]}E_UNIT_DIMENSION`,
      ]);
      const untouched = await stageImport(operator.author, {
        id: draft.id,
        fileName: file.fileName,
        bytes: file.bytes,
      });
      expect([untouched.goodRows, untouched.badRows]).toEqual([0, 2]);
      const mended = rows.map(({ cells }) =>
        cells.map((cell) => cell.replace("a bit", "0.5").replace("kgCO2e/kWh", "kgCO2e/kg")),
      );
      const bytes = await writeXlsx([{ name: "A", rows: mended }]);
      const view = await stageImport(operator.author, { id: draft.id, fileName: "mended.xlsx", bytes });
      expect([view.goodRows, view.badRows]).toEqual([2, 0]);
      await accept(view.id);
      expect((await lines()).slice(-3).map(({ code }) => code)).toEqual(["foil", "glue", "tape"]);
      await undoChange(operator.author, { id: draft.id, lock: await lock() });
      await undoChange(operator.author, { id: draft.id, lock: await lock() });
      expect(await lines()).toEqual(before);
    },
  );
});

describe("an exported inventory", () => {
  test.each(["en", "zh"] as const)(
    "imports back unchanged in %s, and is the same when it is exported again",
    async (language) => {
      const target = await operatorDraft(`round-${language}`);
      const inventoryId = (await loadDeclaration(database.db, target.id)).inventory.id;
      const formats = ["xlsx", "csv"] as const;
      let version = language === "en" ? 0 : 1000;
      await fc.assert(
        fc.asyncProperty(anyLines, async (generated) => {
          // Factors are only ever added: every run has versions of its own.
          version += 1;
          // What the calculation of a method refuses is the calculation's business, and is tested there.
          const kept = generated.map((line) => ({
            ...line,
            ...{ publishedProblem: null, supplierFootprintId: null, stage: "end_of_life" },
            factorVersion: line.factorId === null ? null : version,
            recycledFactorVersion: line.recycledFactorId === null ? null : version,
          }));
          await database.db.delete(inventoryLine).where(eq(inventoryLine.inventoryId, inventoryId));
          for (const line of kept) {
            for (const [id, value, unit] of [
              [line.factorId, line.factorValue, line.factorUnit],
              [line.recycledFactorId, line.recycledFactorValue, line.recycledFactorUnit],
            ]) {
              if (
                id === null ||
                value === null ||
                unit === null ||
                id === undefined ||
                value === undefined ||
                unit === undefined
              )
                continue;
              await database.db.insert(emissionFactor).values({ ...factorRow, id, version, value, unit });
            }
          }
          await database.db.insert(inventoryLine).values(kept.map((line) => ({ inventoryId, ...line })));
          const before = await lines(target.id);
          for (const format of formats) {
            const file = await exportInventory(operator.author, { id: target.id, format, language });
            const view = await stageImport(operator.author, {
              id: target.id,
              fileName: file.fileName,
              bytes: file.bytes,
            });
            expect([view.bad, view.goodRows]).toEqual([[], kept.length]);
            expect(view.effect.replace).toEqual({ added: 0, changed: 0, removed: 0, unchanged: kept.length });
            // Into an empty draft as well: nothing rests on the lines that were there.
            await database.db.delete(inventoryLine).where(eq(inventoryLine.inventoryId, inventoryId));
            const run = await stageImport(operator.author, {
              id: target.id,
              fileName: file.fileName,
              bytes: file.bytes,
            });
            await acceptImport(operator.author, {
              id: target.id,
              run: run.id,
              lock: await lock(target.id),
              how: "replace",
            });
            expect(await lines(target.id)).toEqual(before);
            const again = await exportInventory(operator.author, { id: target.id, format, language });
            expect(await contentOf(again.bytes)).toEqual(await contentOf(file.bytes));
          }
        }),
        { numRuns: 5 },
      );
    },
  );

  test("shows denominator, parameters and study on a sheet of its own", async () => {
    await database.db
      .update(inventory)
      .set({ parameters: { A: "0.5" }, study: { goal: "To know" } })
      .where(eq(inventory.id, (await loadDeclaration(database.db, draft.id)).inventory.id));
    const file = await exportInventory(operator.author, { id: draft.id, format: "xlsx", language: "en" });
    const read = await readSpreadsheet(file.bytes);
    const sheet = read.ok ? read.value.sheets[1] : undefined;
    expect(sheet?.rows.map(({ cells }) => cells)).toEqual(
      expect.arrayContaining([
        ["Usable capacity", "energy.usableCapacity.value", "100"],
        ["Allocation factor A", "parameters.A", "0.5"],
        ["Study: goal", "study.goal", "To know"],
      ]),
    );
  });
});

const factorRow = {
  ...{ nameEn: "A factor", nameZh: "因子", geography: "CN", year: 2024, sourceTitle: "Test" },
  ...{ illustrative: true, contentHash: "test" },
};

/** Everything but the time that a packed file carries. */
async function contentOf(bytes: Uint8Array) {
  const read = await readSpreadsheet(bytes);
  return read.ok ? read.value.sheets.map(({ name, rows }) => [name, rows.map(({ cells }) => cells)]) : null;
}

test("rows of a file go with the draft", async () => {
  const other = await operatorDraft("thrown");
  const { id } = await stageImport(operator.author, {
    id: other.id,
    fileName: "a.csv",
    bytes: text(head + good),
  });
  await database.db.execute(`delete from declaration where id = '${other.id}'`);
  expect(await database.db.select().from(importRun).where(eq(importRun.id, id))).toEqual([]);
  expect(await database.db.select().from(importRow).where(eq(importRow.runId, id))).toEqual([]);
});
