import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DeclaredFactor, LibraryFactor } from "./library-distance.ts";
import { distanceFromLibrary } from "./library-distance.ts";

const grid = (id: string, year: number, value: string): LibraryFactor => ({
  ...{ id, nameEn: `Grid ${id}`, nameZh: `电网 ${id}`, geography: "CN", year, category: "electricity" },
  ...{ value, unit: "kgCO2e/kWh" },
});
const library: readonly LibraryFactor[] = [
  grid("grid-2023", 2023, "0.6205"),
  grid("grid-2024", 2024, "0.5777"),
  {
    ...{ id: "graphite", nameEn: "Synthetic graphite, China", nameZh: "人造石墨 中国", geography: "CN" },
    ...{ year: 2022, category: "anode", value: "6.05", unit: "kgCO2e/kg" },
  },
];
const power: DeclaredFactor = {
  ...{ kind: "electricity", names: ["Power of the plant"], geographies: ["CN"], value: "0.28885" },
  ...{ unit: "kgCO2e/kWh", libraryId: null, electricityModel: "national_average", year: 2025 },
};
const anode: DeclaredFactor = {
  ...{ ...power, kind: "material", names: ["anode", "synthetic  graphite, china"], electricityModel: null },
  ...{ value: "12.1", unit: "tCO2e/t" },
};

describe("a declared factor beside the library", () => {
  test("of grid electricity is compared with the geography's record of the nearest year, the newer of two", () => {
    expect(distanceFromLibrary(power, library)).toMatchObject({
      ...{ record: { id: "grid-2024" }, declared: "0.28885", difference: "-0.28885", share: "-0.5" },
    });
    expect(distanceFromLibrary({ ...power, year: 2021 }, library)?.record.id).toBe("grid-2023");
  });

  test("of another thing is compared with what is called the same there, in whatever unit of the kind", () => {
    expect(distanceFromLibrary(anode, library)).toMatchObject({
      ...{ record: { id: "graphite" }, declared: "12.1", difference: "6.05", share: "1" },
    });
  });

  test("that names a record is compared with that, whatever it is called and wherever", () => {
    const named = { ...anode, names: ["Carbon"], geographies: ["SE"], libraryId: "graphite" };
    expect(distanceFromLibrary(named, library)?.record.id).toBe("graphite");
  });

  test("of a region is compared with the region's record before the country's", () => {
    const regional = { ...grid("grid-north", 2020, "0.29"), geography: "CN-HE" };
    const declared = { ...power, geographies: ["CN-HE", "CN"] };
    expect(distanceFromLibrary(declared, library)?.record.id).toBe("grid-2024");
    expect(distanceFromLibrary(declared, [...library, regional])).toBeNull();
  });

  test.each([
    ["bought by contract", { ...power, electricityModel: "contract" }],
    ["of another geography", { ...power, geographies: ["CN-SC"] }],
    ["called otherwise", { ...anode, names: ["Natural graphite"] }],
    ["in a unit of another kind", { ...anode, unit: "kgCO2e/kWh" }],
    ["that is no number", { ...anode, value: "" }],
  ])("%s has no record to stand beside", (_, declared) => {
    expect(distanceFromLibrary(declared, library)).toBeNull();
  });

  test("is not worth a word up to a fifth of the record's value, and is from there on", () => {
    fc.assert(
      fc.property(fc.integer({ min: -9999, max: 9999 }), (tenThousandths) => {
        const found = distanceFromLibrary({ ...anode, value: decimalOf(tenThousandths) }, library);
        expect(found !== null).toBe(Math.abs(tenThousandths) > 2000);
      }),
    );
  });
});

/** 6.05 and so many ten-thousandths of it. */
function decimalOf(tenThousandths: number): string {
  const millionths = 6_050_000n + 605n * BigInt(tenThousandths);
  const digits = millionths.toString().padStart(7, "0");
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
