import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { heavyMetalMarks } from "./heavy-metals.ts";
import { collectionMark, collectionSymbol } from "./separate-collection.ts";
import { boundsOf } from "./shape.ts";

const cuboid = (lengthMm: number, widthMm: number, heightMm: number) =>
  collectionMark({ kind: "cuboid", lengthMm, widthMm, heightMm });

describe("BATT-Art13(4): size of the symbol for separate collection", () => {
  test.each([
    ["3 % of the largest side", cuboid(100, 100, 20), 17.33],
    ["whichever sides they are", cuboid(20, 100, 100), 17.33],
    ["at most 5 cm", cuboid(2000, 1500, 300), 50],
    ["just 5 cm", cuboid(83_333.34, 1, 1), 50],
    ["just 4.7 mm", cuboid(27.137, 27.137, 5), 4.71],
    [
      "1.5 % of the surface of a cylindrical cell",
      collectionMark({ kind: "cylinder", diameterMm: 21, heightMm: 70 }),
      8.93,
    ],
    ["3 % of the side of another form", collectionMark({ kind: "other", largestSideMm2: 10_000 }), 17.33],
  ])("%s", (_, mark, sideMm) => expect(mark).toEqual({ place: "battery", sideMm }));

  test.each([
    ["a cuboid", cuboid(27, 27, 5)],
    ["a button cell", collectionMark({ kind: "cylinder", diameterMm: 20, heightMm: 3.2 })],
  ])("of %s it would be smaller than 4.7 mm: the packaging bears one of 1 cm", (_, mark) =>
    expect(mark).toEqual({ place: "packaging", sideMm: 10 }),
  );

  test("never covers less than its share, nor more than 5 cm by 5 cm", () => {
    const length = fc.double({ min: 1, max: 3000, noNaN: true });
    fc.assert(
      fc.property(length, length, length, (a, b, c) => {
        const { place, sideMm } = cuboid(a, b, c);
        const largest = Math.max(a * b, b * c, a * c);
        expect(sideMm).toBeLessThanOrEqual(50);
        if (place === "battery" && sideMm < 50)
          expect(sideMm ** 2).toBeGreaterThanOrEqual(0.03 * largest - 1e-6);
        if (place === "packaging") expect(Math.sqrt(0.03 * largest)).toBeLessThan(4.7);
      }),
    );
  });

  test("the symbol fills its square and stays within", () => {
    const { x, y, width, height } = boundsOf(collectionSymbol);
    for (const edge of [x, y]) expect(Math.abs(edge)).toBeLessThan(0.001);
    for (const side of [width, height]) expect(Math.abs(side - 1)).toBeLessThan(0.001);
  });
});

describe("BATT-Art13(5): Cd and Pb by content", () => {
  test.each([
    [null, null, []],
    ["0.002", "0.004", []],
    ["0.0020000000000000001", "0.004", ["Cd"]],
    ["0", "0.00401", ["Pb"]],
    ["0.003", "60", ["Cd", "Pb"]],
  ])("%s %% cadmium, %s %% lead", (cadmiumPercent, leadPercent, marks) =>
    expect(heavyMetalMarks({ cadmiumPercent, leadPercent })).toEqual({ ok: true, value: marks }),
  );

  test.each(["-1", "101", "x", ""])("%j is no share", (leadPercent) =>
    expect(heavyMetalMarks({ cadmiumPercent: null, leadPercent })).toMatchObject({
      ok: false,
      problems: [{ code: "E_METAL_CONTENT", path: "leadPercent" }],
    }),
  );
});
