import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { readEvidence } from "../document/read-evidence.ts";
import { uploadEvidence } from "../document/upload-evidence.ts";
import { changeLine } from "../footprint/change-line.ts";
import { readDeclaration } from "../footprint/read.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import type { OwnFactor } from "./add-own.ts";
import { addOwnFactor } from "./add-own.ts";
import { listFactors } from "./list.ts";
import { loadLibrary } from "./load-library.ts";
import { readFactor } from "./read.ts";
import type { FactorSearch } from "./search.ts";
import { searchFactors } from "./search.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let other: TestOperator;
let evidenceDocumentId: string;
const pdf = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  other = await registry.operator("ampera");
  await loadLibrary(registry.keeper);
  evidenceDocumentId = await evidenceOf(operator);
});
afterAll(() => database.end());

async function evidenceOf({ id, author }: TestOperator): Promise<string> {
  const file = { title: "Supplier study", language: "en", bytes: new Uint8Array(pdf) };
  return (await uploadEvidence(author, { operatorId: id, ...file })).id;
}

function factor(changes: Partial<OwnFactor> = {}): OwnFactor {
  return {
    ...{ operatorId: operator.id, code: "steel", revises: null, nameEn: "Steel sheet", nameZh: "钢板" },
    ...{ value: "2.1", unit: "kgCO2e/kg", geography: "CN-HE", year: 2025, sourceTitle: "Study of the mill" },
    quality: { TeR: "1", GeR: "1", TiR: "2" },
    evidenceDocumentId,
    ...changes,
  };
}

describe("an own factor", () => {
  test("is a version under the operator's name, with everything it says in its hash", async () => {
    const added = await addOwnFactor(operator.author, factor());
    expect(added).toMatchObject({
      ...{ id: "voltara.steel", version: 1, newestVersion: 1, operatorId: operator.id },
      quality: { TeR: "1", GeR: "1", TiR: "2" },
    });
    const read = await readFactor(operator.reviewer, { id: "voltara.steel" });
    expect(read).toMatchObject({ code: "steel", operatorName: "Operator voltara", mayRevise: false });
    expect(read.versions[0]?.contentHash).toBe(added.contentHash);
    expect(read.versions[0]?.evidence).toMatchObject({ id: evidenceDocumentId, title: "Supplier study" });
  });

  test("is corrected by a next version; the earlier one stays, and a line that uses it can be told", async () => {
    const next = await addOwnFactor(operator.author, factor({ revises: 1, value: "1.9" }));
    expect(next).toMatchObject({ version: 2, newestVersion: 2, value: "1.9" });
    const { versions } = await readFactor(operator.author, { id: "voltara.steel" });
    expect(versions.map(({ version, value, newestVersion }) => [version, value, newestVersion])).toEqual([
      [2, "1.9", 2],
      [1, "2.1", 2],
    ]);
  });

  test.each([
    ["a code that is in use, entered as new", () => factor({ value: "3" }), "IDENTIFIER_TAKEN"],
    ["a revision of an older version", () => factor({ revises: 1, value: "3" }), "EDITED_MEANWHILE"],
    ["what the newest version says", () => factor({ revises: 2, value: "1.90" }), "NOTHING_CHANGED"],
    ["a revision of what is not there", () => factor({ code: "gold", revises: 1 }), "EDITED_MEANWHILE"],
  ])("%s is refused", async (_, input, code) => {
    expect((await refusalFrom(addOwnFactor(operator.author, input()))).code).toBe(code);
  });

  test.each<[string, Partial<OwnFactor>]>([
    [
      "E_EVIDENCE_REQUIRED evidenceDocumentId",
      { evidenceDocumentId: "00000000-0000-4000-8000-000000000000" },
    ],
    ["E_UNIT_UNKNOWN unit", { unit: "kgCO2e/bucket" }],
    ["E_UNIT_DIMENSION unit", { unit: "kg/kWh" }],
    ["E_UNIT_DIMENSION unit", { unit: "kgCO2e" }],
    ["E_NOT_FINITE value", { value: "1,5" }],
    ["E_YEAR year", { year: 2027 }],
    ["E_GWP_SET gwpSet", { gwpSet: "SAR" }],
    ["E_FACTOR_CATEGORY category", { category: "cheese" }],
    ["E_DATE_FORMAT validUntil", { validUntil: "2027-02-30" }],
    ["E_PARAM_RANGE quality.TiR", { quality: { TeR: "1", GeR: "1", TiR: "5.1" } }],
    ["E_FACTOR_CODE_FORMAT code", { code: "a.b" }],
    ["E_REQUIRED sourceTitle", { sourceTitle: " " }],
    ["E_REQUIRED geography", { geography: "" }],
  ])("is refused with %s", async (problem, changes) => {
    expect(await problemsFrom(addOwnFactor(operator.author, factor({ code: "new", ...changes })))).toEqual([
      problem,
    ]);
  });

  test("with another operator's evidence is refused, and that evidence is not read by strangers", async () => {
    const foreign = await evidenceOf(other);
    expect(
      await problemsFrom(addOwnFactor(operator.author, factor({ code: "x", evidenceDocumentId: foreign }))),
    ).toEqual(["E_EVIDENCE_REQUIRED evidenceDocumentId"]);
    expect((await refusalFrom(readEvidence(operator.author, { id: foreign }))).code).toBe("NOT_ALLOWED");
    expect((await refusalFrom(readEvidence(operator.author, { id: "x" }))).code).toBe("DOCUMENT_NOT_FOUND");
    expect(Buffer.from((await readEvidence(operator.signer, { id: evidenceDocumentId })).bytes)).toEqual(pdf);
  });

  test("is seen by its operator only, in every list", async () => {
    for (const list of [listFactors(other.author, {}), rowsOf(other, {}), rowsOf(other, { search: "steel" })])
      expect((await list).map(({ id }) => id)).not.toContain("voltara.steel");
    expect((await listFactors(operator.reviewer, {})).map(({ id }) => id)).toContain("voltara.steel");
    expect((await refusalFrom(readFactor(other.author, { id: "voltara.steel" }))).code).toBe(
      "FACTOR_NOT_FOUND",
    );
  });

  test("feeds a line of its operator, and no line of another", async () => {
    const { draft } = await declaredModel(operator);
    const changed = await changeLine(operator.author, {
      ...{ id: draft.id, code: "cells", lock: draft.lock },
      changes: { factorId: "voltara.steel", factorVersion: 1 },
    });
    expect(changed.lines[0]?.factor).toMatchObject({ id: "voltara.steel", version: 1, value: "2.1" });
    const { uses } = await readFactor(operator.reviewer, { id: "voltara.steel" });
    expect(uses).toMatchObject([{ declarationId: draft.id, lineCode: "cells", version: 1, state: "draft" }]);
    const foreign = await declaredModel(other);
    expect(
      await problemsFrom(
        changeLine(other.author, {
          ...{ id: foreign.draft.id, code: "cells", lock: foreign.draft.lock },
          changes: { factorId: "voltara.steel" },
        }),
      ),
    ).toEqual(["E_FACTOR_UNKNOWN factorId"]);
    expect((await readDeclaration(other.author, { id: foreign.draft.id })).lines[0]?.factor?.id).toBeNull();
  });
});

async function rowsOf({ reviewer }: TestOperator, input: FactorSearch) {
  return (await searchFactors(reviewer, input)).rows;
}

describe("the search", () => {
  const found = async (input: FactorSearch) => (await rowsOf(operator, input)).map(({ id }) => id);

  test.each<[string, FactorSearch, readonly string[]]>([
    ["words in any order", { search: "default cathode LFP" }, ["lfp-cathode-cn"]],
    ["Chinese words", { search: "磷酸铁锂 推荐" }, ["lfp-cathode-cn"]],
    ["a year as a word", { search: "electricity 2021" }, ["electricity-cn-regional-2021"]],
    ["a text with a pattern in it, taken literally", { search: "100%" }, []],
    ["the place", { geography: "FR", search: "rail" }, ["transport-rail-fr"]],
    ["the category", { category: "heat" }, ["steam-cn"]],
    ["own ones", { origin: "own" }, ["voltara.steel"]],
    ["a year", { year: 2021 }, ["electricity-cn-regional-2021"]],
    ["a unit's dimension", { dimension: "volume" }, ["natural-gas-cn"]],
  ])("finds by %s", async (_, input, ids) => {
    expect(await found(input)).toEqual(ids);
  });

  test("finds a factor by its category's word too, and every word narrows", async () => {
    expect(await found({ search: "recycling" })).toHaveLength(3);
    expect(await found({ search: "recycling hydro" })).toEqual(["recycling-hydro"]);
  });

  test("offers what there is to choose from, and shows newest versions only", async () => {
    const page = await searchFactors(operator.reviewer, {});
    expect(page.total).toBe(23);
    expect(page.geographies).toContain("FR");
    expect(page.dimensions).toEqual(["energy", "mass", "transport work", "volume"]);
    expect(page.categories).toContain("cathode");
    expect(page.years[0]).toBe(2025);
    expect(page.rows.find(({ id }) => id === "voltara.steel")).toMatchObject({
      ...{ version: 2, operatorName: "Operator voltara" },
    });
    expect(page.history).toMatchObject([{ factorSetHash: page.factorSetHash, added: 22 }]);
  });

  test("answers a page that is there, whatever page is asked for", async () => {
    for (const [asked, page] of [
      [99, 1],
      [0, 1],
      [-3, 1],
    ] as const)
      expect((await searchFactors(operator.reviewer, { page: asked })).page).toBe(page);
  });
});
