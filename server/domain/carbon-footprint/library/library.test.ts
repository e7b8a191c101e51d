import { describe, expect, test } from "vitest";
import { parseExact } from "../../quantity/exact.ts";
import { parseUnit } from "../../quantity/unit.ts";
import { libraryFactors, libraryRecord, libraryRecords, referenceValues } from "./library.ts";
import { recordCategories, recordKinds } from "./record.ts";

describe("the library", () => {
  test("holds every record of the sources: 117 of the five reports, 2 of the authorities", () => {
    expect(libraryRecords).toHaveLength(119);
    expect(libraryFactors).toHaveLength(22);
    expect(referenceValues).toHaveLength(97);
  });

  test("has no identifier twice, and none with a point and a letter before it, as own factors have", () => {
    const ids = libraryRecords.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id } of libraryFactors) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
  });

  test.each(libraryRecords.map((entry) => [entry.id, entry] as const))("%s is complete", (_, entry) => {
    expect(recordKinds).toContain(entry.kind);
    expect(recordCategories).toContain(entry.category);
    for (const text of [entry.nameEn, entry.unit, entry.geography, entry.sourceTitle])
      expect(text.trim()).not.toBe("");
    expect(entry.nameZh).toMatch(/\p{Script=Han}/u);
    expect(entry.year).toBeGreaterThan(1990);
    const figures = [entry.value, entry.min, entry.max].filter((figure) => figure !== null);
    expect(figures.length).toBeGreaterThan(0);
    expect(entry.value === null || figures.length === 1).toBe(true);
    for (const figure of figures) expect(parseExact(figure)).not.toBeNull();
    if (entry.min !== null && entry.max !== null) expect(Number(entry.min)).toBeLessThan(Number(entry.max));
  });

  test("names no company outside its sources", () => {
    const shown = JSON.stringify(libraryRecords.map((entry) => ({ ...entry, sourceTitle: "" })));
    expect(shown).not.toMatch(/国轩|九岭|兰钧|远景|宝马|gotion|jiuling|lanjun|envision|bmw/i);
  });

  test.each(libraryFactors.map((entry) => [entry.id, entry.unit] as const))(
    "%s counts CO2e for each unit of something",
    (_, unit) => {
      const read = parseUnit(unit);
      expect(read?.dimension).toBe("co2e");
      expect(read?.per ?? null).not.toBeNull();
    },
  );

  test("a range, a benchmark and a row that cannot be calculated with are no factors", () => {
    for (const id of ["grid-europe-range", "pack-cn-average", "transport-diesel-as-printed"]) {
      expect(libraryFactors.some((factor) => factor.id === id)).toBe(false);
      expect(referenceValues.some((value) => value.id === id)).toBe(true);
    }
  });

  test("is found by identifier", () => {
    expect(libraryRecord("pack-cn-range")).toMatchObject({ value: null, min: "60", max: "98" });
    expect(libraryRecord("nothing")).toBeUndefined();
  });
});
