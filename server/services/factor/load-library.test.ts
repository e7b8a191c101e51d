import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { auditEvent, emissionFactor } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { libraryFactors } from "../../domain/carbon-footprint/library/library.ts";
import type { Fixture } from "../../test/fixture.ts";
import { fixture } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { addFactors } from "./add.ts";
import { contentHashOf } from "./content-hash.ts";
import { factorOfRecord, libraryLoaded, loadLibrary } from "./load-library.ts";

let database: TestDatabase;
let registry: Fixture;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
});
afterAll(() => database.end());

const versionsOf = (id: string) =>
  database.db
    .select({ version: emissionFactor.version, value: emissionFactor.value })
    .from(emissionFactor)
    .where(eq(emissionFactor.id, id))
    .orderBy(emissionFactor.version);

describe("the library of a release", () => {
  test("is loaded at the first start, and every later start adds nothing", async () => {
    const first = await loadLibrary(registry.keeper);
    expect(first.added).toBe(libraryFactors.length);
    const again = await loadLibrary(registry.keeper);
    expect(again).toEqual({ added: 0, factorSetHash: first.factorSetHash });
    const loads = await database.db.$count(auditEvent, eq(auditEvent.action, libraryLoaded));
    expect(loads).toBe(1);
  });

  test("says what it said before it could be read in Chinese: translations stay out of the digests", async () => {
    const { factorSetHash } = await loadLibrary(registry.keeper);
    // Written down before the translations came. A release that corrects a record writes a new one here.
    expect(factorSetHash).toBe("7vfObqJT_ousLZ2nizmEq_c3Vsuyl9zH36e7wK7YzLU");
  });

  test("that corrects a value adds a version; the superseded one stays, and the set has another hash", async () => {
    const before = await loadLibrary(registry.keeper);
    const corrected = libraryFactors.map((factor) =>
      factor.id === "steam-cn" ? { ...factor, value: "0.3" } : factor,
    );
    const after = await loadLibrary(registry.keeper, corrected);
    expect(after.added).toBe(1);
    expect(after.factorSetHash).not.toBe(before.factorSetHash);
    expect(await versionsOf("steam-cn")).toEqual([
      { version: 1, value: "0.295" },
      { version: 2, value: "0.3" },
    ]);
    const [kept] = await database.db
      .select({ detail: auditEvent.detail })
      .from(auditEvent)
      .where(eq(auditEvent.action, libraryLoaded))
      .orderBy(auditEvent.id);
    expect(kept?.detail).toMatchObject({ added: libraryFactors.length, factorSetHash: before.factorSetHash });
  });

  test("without a record that was there before takes nothing away", async () => {
    const [first] = libraryFactors;
    await loadLibrary(registry.keeper, first === undefined ? [] : [first]);
    expect(await versionsOf("natural-gas-cn")).toHaveLength(1);
  });

  test("is loaded by the program, by nobody else", async () => {
    const { author } = await registry.operator("voltara");
    expect((await refusalFrom(loadLibrary(author))).code).toBe("NOT_ALLOWED");
  });
});

describe("the content hash of a factor", () => {
  const plain = {
    ...{ id: "test", nameEn: "Test", nameZh: "测试", value: "0.6", unit: "kgCO2e/kWh", geography: "CN" },
    ...{ year: 2024, sourceTitle: "A test", sourceWhere: null, qualityNote: null, boundary: null },
    illustrative: false,
  };
  const empty = {
    ...{ operatorId: null, gwpSet: null, category: null, evidenceDocumentId: null },
    ...{ supplierFootprintId: null, quality: null, validUntil: null },
  };

  test("of one that uses none of the later columns is what it was before they came", () => {
    // Written down before the columns were added.
    expect(contentHashOf({ ...plain, ...empty }, 1)).toBe("0jwe_eSsh7jDJHsyqYxLme6AUsfRwXGPS3c-UAFumws");
  });

  test.each([
    ["operatorId", "00000000-0000-4000-8000-000000000001"],
    ["gwpSet", "AR6"],
    ["category", "cathode"],
    ["evidenceDocumentId", "00000000-0000-4000-8000-000000000002"],
    ["supplierFootprintId", "00000000-0000-4000-8000-000000000003"],
    ["quality", { TeR: "1", GeR: "2", TiR: "3" }],
    ["validUntil", "2027-12-31"],
  ])("covers %s", (name, value) => {
    const without = contentHashOf({ ...plain, ...empty }, 1);
    expect(contentHashOf({ ...plain, ...empty, [name]: value }, 1)).not.toBe(without);
  });

  test("differs between versions that say the same", () => {
    const factor = { ...plain, ...empty };
    expect(contentHashOf(factor, 1)).not.toBe(contentHashOf(factor, 2));
  });
});

test("a library factor cannot take an identifier in the form of an own one", async () => {
  const [first] = libraryFactors;
  if (first === undefined) throw new Error("The library is empty.");
  const foreign = { ...factorOfRecord(first), id: "voltara.steel" };
  expect((await refusalFrom(addFactors(registry.keeper, [foreign]))).problems).toMatchObject([
    { code: "E_FACTOR_CODE_FORMAT", path: "[0].id" },
  ]);
});
