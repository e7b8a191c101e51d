import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPrintedAs, over, plus, rational, times } from "../../test/rational.ts";
import { calculate } from "./calculate.ts";
import { dataQualityOf } from "./data-quality.ts";

const item = (
  id: string,
  emission: string,
  scores: readonly [string, string, string, string?],
  fields = {},
) => {
  const [TeR, GeR, TiR, P] = scores;
  return {
    id,
    emission: { value: emission, unit: "kgCO2e" },
    TeR,
    GeR,
    TiR,
    P,
    data: "secondary",
    ...fields,
  };
};
const dqr = (scheme: unknown, ...items: object[]) => calculate({ op: "dqr", scheme, items });

describe("the data quality rating", () => {
  test("weighs each process by what it emits, criterion by criterion", () =>
    expect(dqr("three", item("a", "75", ["1", "2", "3"]), item("b", "25", ["4", "4", "4"]))).toEqual({
      perItem: { a: "2", b: "4" },
      weights: { a: "0.75", b: "0.25" },
      criteria: { TeR: "1.75", GeR: "2.5", TiR: "3.25" },
      total: "2.5",
      class: "good",
      warnings: [],
    }));

  test("leaves out primary data where only secondary data are rated", () => {
    const primary = item("own", "900", ["1", "1", "1", "1"], { data: "primary" });
    const grid = item("grid", "100", ["3", "3", "3", "2"]);
    expect(dqr("three", primary, grid)).toMatchObject({ perItem: { grid: "3" }, total: "3" });
    expect(dqr("pef4", primary, grid)).toMatchObject({
      perItem: { own: "1", grid: "2.75" },
      total: "1.175",
      criteria: { P: "1.1" },
    });
  });

  test("asks nothing of primary data where they are left out, and judges what they say", () => {
    const silent = { id: "own", data: "primary" };
    const grid = item("grid", "100", ["3", "3", "3"]);
    expect(dqr("three", silent, grid)).toMatchObject({ perItem: { grid: "3" }, weights: { grid: "1" } });
    expect(dqr("three", { ...silent, TeR: "6" }, grid)).toEqual({
      errors: [{ code: "E_PARAM_RANGE", path: "items[0].TeR" }],
    });
    expect(dqr("pef4", silent, { ...grid, P: "3" })).toHaveProperty("errors");
  });

  test("counts a credit by its size", () =>
    expect(dqr("three", item("a", "50", ["1", "1", "1"]), item("b", "-50", ["3", "3", "3"]))).toMatchObject({
      weights: { a: "0.5", b: "0.5" },
      total: "2",
    }));

  test.each([
    ["1.5", "excellent"],
    ["1.501", "very good"],
    ["2", "very good"],
    ["2.0001", "good"],
    ["3", "good"],
    ["3.01", "fair"],
    ["4", "fair"],
    ["4.01", "poor"],
    ["5", "poor"],
  ])("of %s is %s", (score, name) =>
    expect(dqr("three", item("a", "1", [score, score, score]))).toMatchObject({ total: score, class: name }),
  );

  test("above 3 asks for better data, without rounding", () => {
    const high = item("a", "1", ["3", "3", "3.0000000000000000000000000001"]);
    expect(dqr("three", high)).toMatchObject({ warnings: [{ code: "W_DQR_ABOVE_3", path: "total" }] });
    expect(dqr("three", item("a", "1", ["3", "3", "3"]))).toMatchObject({ warnings: [] });
  });

  test.each([
    ["five", [item("a", "1", ["1", "1", "1"])], "E_SCHEMA", "scheme"],
    ["three", null, "E_SCHEMA", "items"],
    ["pef4", [item("a", "1", ["1", "1", "1"])], "E_SCHEMA", "items[0].P"],
    ["three", [item("a", "1", ["1", "1", "1"], { data: "guess" })], "E_SCHEMA", "items[0].data"],
    ["three", [item("a", "1", ["x", "1", "1"])], "E_NOT_FINITE", "items[0].TeR"],
    ["three", [item("a", "1", ["1", "0.9", "1"])], "E_PARAM_RANGE", "items[0].GeR"],
    ["three", [item("a", "1", ["1", "1", "5.1"])], "E_PARAM_RANGE", "items[0].TiR"],
    ["three", [item("a", "1", ["1", "1", "1", "6"])], "E_PARAM_RANGE", "items[0].P"],
    ["three", [item("a", "0", ["1", "1", "1"])], "E_ZERO_DENOMINATOR", "items"],
    ["three", [], "E_ZERO_DENOMINATOR", "items"],
    ["three", [item("a", "1", ["1", "1", "1"], { data: "primary" })], "E_ZERO_DENOMINATOR", "items"],
    [
      "three",
      [item("a", "1", ["1", "1", "1"], { emission: { value: "1", unit: "kg" } })],
      "E_UNIT_DIMENSION",
      "items[0].emission.unit",
    ],
    [
      "three",
      [item("a", "1", ["1", "1", "1"]), item("a", "1", ["1", "1", "1"])],
      "E_DUPLICATE",
      "items[1].id",
    ],
  ])("under %s of %j is refused with %s at %s", (scheme, items, code, path) =>
    expect(calculate({ op: "dqr", scheme, items })).toEqual({ errors: [{ code, path }] }),
  );

  const score = fc.integer({ min: 100, max: 500 }).map((n) => `${n}e-2`);
  const rated = fc.array(
    fc.record({ kg: fc.integer({ min: 1, max: 10 ** 6 }), scores: fc.tuple(score, score, score) }),
    { minLength: 1, maxLength: 8 },
  );

  test("of anything is what plain fractions say, and its weights add up to 1", () =>
    fc.assert(
      fc.property(rated, (processes) => {
        const answer = dqr(
          "three",
          ...processes.map(({ kg, scores }, place) => item(`p${place}`, String(kg), scores)),
        );
        if (!("perItem" in answer)) throw new Error(JSON.stringify(answer));
        const all = rational(String(processes.reduce((sum, { kg }) => sum + kg, 0)));
        const mean = ({ scores }: (typeof processes)[number]) =>
          over(scores.map(rational).reduce(plus), rational("3"));
        const total = processes
          .map((process) => times(over(rational(String(process.kg)), all), mean(process)))
          .reduce(plus);
        expect(isPrintedAs(total, answer.total)).toBe(true);
        const weights = Object.values(answer.weights).map(rational).reduce(plus);
        expect(Math.abs(Number((weights.n * 10n ** 30n) / weights.d) / 1e30 - 1)).toBeLessThan(1e-12);
      }),
    ));
});

describe("the rating of an inventory", () => {
  const quality = { TeR: "2", GeR: "2", TiR: "2" };
  const lines = [
    { code: "cathode", dataKind: "secondary" as const, quality },
    { code: "graphite", dataKind: "secondary" as const, quality: { ...quality, TiR: "5", P: "1" } },
    { code: "foil", dataKind: "secondary" as const, quality: null },
    { code: "film", dataKind: "secondary" as const, quality: { ...quality, TeR: "9" } },
    { code: "power", dataKind: "primary" as const, quality: { ...quality, P: "2" } },
    { code: "none", dataKind: "secondary" as const, quality: null },
  ];
  const result = {
    linesKg: { cathode: "60", graphite: "-20", foil: "15", film: "5", power: "40", none: "0" },
  };

  test("takes its weights from the result and names what nobody rated", () =>
    expect(dataQualityOf(lines, result, "three")).toEqual({
      perItem: { cathode: "2", graphite: "3" },
      weights: { cathode: "0.75", graphite: "0.25" },
      criteria: { TeR: "2", GeR: "2", TiR: "2.75" },
      total: "2.25",
      class: "good",
      unrated: ["foil", "film"],
      ratedShare: "0.8",
      warnings: [],
    }));

  test("counts all data under four criteria, where precision is scored", () =>
    expect(dataQualityOf(lines, result, "pef4")).toMatchObject({
      perItem: { graphite: "2.5", power: "2" },
      unrated: ["cathode", "foil", "film"],
    }));

  test("is none where nothing rated emits anything", () => {
    expect(dataQualityOf(lines, { linesKg: {} }, "three")).toBeNull();
    expect(dataQualityOf([], result, "three")).toBeNull();
  });

  test("warns above 3", () =>
    expect(
      dataQualityOf(
        [{ code: "a", dataKind: "secondary", quality: { TeR: "4", GeR: "4", TiR: "4" } }],
        { linesKg: { a: "1" } },
        "three",
      )?.warnings,
    ).toEqual([{ code: "W_DQR_ABOVE_3", path: "total" }]));
});
