import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyLine } from "../inventory-line.ts";
import type { InventoryLine } from "../inventory-line.ts";
import { exponential, logarithm, normalQuantile } from "./elementary.ts";
import { startMonteCarlo } from "./monte-carlo.ts";
import { basicVariance, qualityVariance } from "./pedigree.ts";
import { randomFromState, seededRandom } from "./random.ts";
import { uncertaintyModel } from "./uncertainty-model.ts";
import type { UncertaintyModel } from "./uncertainty-model.ts";

describe("numbers that are the same on every machine", () => {
  test("exponential and logarithm agree with this machine's to 15 digits", () =>
    fc.assert(
      fc.property(fc.double({ min: -600, max: 600, noNaN: true }), (x) => {
        expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-15);
        const y = Math.exp(x);
        expect(Math.abs(logarithm(y) - Math.log(y))).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(x)));
      }),
    ));

  test.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.841344746068543, 1],
    [0.001, -3.090232306167813],
    [1e-9, -5.997807015007773],
    [1e-20, -9.262340089798408],
  ])("the normal quantile of %d is %d", (p, z) => expect(normalQuantile(p)).toBeCloseTo(z, 12));

  test("the generator gives the words of its authors' reference from the state 1, 2, 3, 4", () => {
    const random = randomFromState([1, 2, 3, 4]);
    const words = Array.from({ length: 6 }, () => random() * 4294967296 - 0.5);
    expect(words).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492]);
  });

  test("one seed gives these numbers for ever", () => {
    const random = seededRandom("cellproof");
    expect([random(), random(), random()]).toMatchInlineSnapshot(`
      [
        0.4641886904137209,
        0.02845877909567207,
        0.04757648997474462,
      ]
    `);
    expect(seededRandom("cellproof ")()).not.toBe(seededRandom("cellproof")());
  });
});

describe("how far a line may be off", () => {
  test("the best scores leave the basic uncertainty alone; unknown ones add what the matrix says", () => {
    expect(qualityVariance({ TeR: "1", GeR: "1", TiR: "1", P: "1" })).toBe(0);
    const unknown = [2, 1.1, 1.5].reduce((sum, factor) => sum + Math.log(factor) ** 2 / 4, 0);
    expect(qualityVariance({ TeR: "5", GeR: "5", TiR: "5" })).toBeCloseTo(unknown, 14);
    expect(qualityVariance(null)).toBeCloseTo(unknown, 14);
    expect(basicVariance("transport")).toBeCloseTo(Math.log(2) ** 2 / 4, 14);
  });

  test("a worse score never makes a line surer", () =>
    fc.assert(
      fc.property(score, score, (a, b) => {
        const [better, worse] = a < b ? [a, b] : [b, a];
        const of = (value: number) =>
          qualityVariance({ TeR: String(value), GeR: String(value), TiR: String(value), P: String(value) });
        expect(of(better)).toBeLessThanOrEqual(of(worse));
      }),
    ));

  test("a line's own statement counts alone; lines on one data set are off together", () => {
    const quality = { TeR: "3", GeR: "2", TiR: "4" };
    const { lines } = uncertaintyModel(
      [
        line("stated", { uncertainty: { distribution: "lognormal", gsd: "1.5" }, quality }),
        line("a", { factorId: "steel", factorVersion: 1, quality }),
        line("b", { factorId: "steel", factorVersion: 1 }),
        line("measured", { dataKind: "primary", quality }),
        line("kept-out", {}),
      ],
      new Map([
        ["stated", 1],
        ["a", 2],
        ["b", 3],
        ["measured", 4],
      ]),
      10,
    );
    expect(lines.map(({ code, dataSet }) => [code, dataSet?.key ?? null])).toEqual([
      ["stated", null],
      ["a", "factor steel 1"],
      ["b", "factor steel 1"],
      ["measured", null],
    ]);
    expect(lines[0]?.own).toEqual({ distribution: "lognormal", sigma: logarithm(1.5) });
  });
});

describe("a simulation", () => {
  test("comes out the same from the same seed, however it is cut into pieces", () =>
    fc.assert(
      fc.property(models, fc.string(), fc.integer({ min: 1, max: 40 }), (model, seed, piece) => {
        const whole = startMonteCarlo(model, { runs: 60, seed });
        whole.advance(60);
        const cut = startMonteCarlo(model, { runs: 60, seed });
        while (cut.done < 60) cut.advance(piece);
        expect(cut.summary()).toEqual(whole.summary());
      }),
      { numRuns: 50 },
    ));

  test("gives these figures for ever", () => {
    const { histogram, ...summary } = simulated(lognormalPair, 1000, "1");
    expect(summary).toMatchInlineSnapshot(`
      {
        "drivers": [
          {
            "code": "b",
            "share": 0.545299069164938,
          },
          {
            "code": "a",
            "share": 0.45470093083506163,
          },
        ],
        "high": 5.5951508002048715,
        "low": 1.9076977072949617,
        "mean": 3.942948897152563,
        "median": 4.004559647622534,
        "runs": 1000,
        "seed": "1",
        "standardDeviation": 0.9177881752225637,
      }
    `);
    expect(histogram.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
  });

  test("finds the quantiles of a lognormal line where its formula has them", () => {
    const { median, low, high, mean } = simulated(
      { denominator: 2, lines: [lognormal("only", 100, 0.2)] },
      20_000,
      "lognormal",
    );
    expect(median).toBeCloseTo(50, 0);
    expect(low / (50 * Math.exp(-1.959964 * 0.2))).toBeCloseTo(1, 1);
    expect(high / (50 * Math.exp(1.959964 * 0.2))).toBeCloseTo(1, 1);
    expect(mean / (50 * Math.exp(0.02))).toBeCloseTo(1, 2);
  });

  test.each([
    ["normal", 0.1],
    ["uniform", 0.1 / Math.sqrt(3)],
    ["triangular", 0.1 / Math.sqrt(6)],
  ] as const)("a %s line of 10 % spreads as far as its formula says", (distribution, deviation) => {
    const only = { code: "only", kg: 1, own: { distribution, spread: 0.1 }, dataSet: null };
    const summary = simulated({ denominator: 1, lines: [only] }, 20_000, "spread");
    expect(summary.mean).toBeCloseTo(1, 2);
    expect(summary.standardDeviation / deviation).toBeCloseTo(1, 1);
  });

  test("shares of the variance add up to one, credits and shared data sets among them", () =>
    fc.assert(
      fc.property(models, (model) => {
        const { drivers, standardDeviation } = simulated(model, 100, "drivers");
        const sum = drivers.reduce((total, { share }) => total + share, 0);
        if (standardDeviation > 0) expect(sum).toBeCloseTo(1, 6);
      }),
      { numRuns: 50 },
    ));

  test("two lines on one data set spread wider than two on data sets of their own", () => {
    const apart = simulated(pairOn("one", "two"), 5000, "x").standardDeviation;
    const together = simulated(pairOn("one", "one"), 5000, "x").standardDeviation;
    expect(together / apart).toBeCloseTo(Math.SQRT2, 1);
  });

  test("without any uncertainty every run is the calculated value", () => {
    const { mean, low, high, standardDeviation } = simulated(
      { denominator: 4, lines: [lognormal("a", 8, 0)] },
      10,
      "",
    );
    expect([mean, low, high, standardDeviation]).toEqual([2, 2, 2, 0]);
  });
});

const score = fc.integer({ min: 10, max: 50 }).map((tenths) => tenths / 10);
const lognormalPair = { denominator: 10, lines: [lognormal("a", 60, 0.1), lognormal("b", -20, 0.3)] };
const models: fc.Arbitrary<UncertaintyModel> = fc.record({
  denominator: fc.constant(10),
  lines: fc.array(
    fc.record({
      code: fc.string(),
      kg: fc.integer({ min: -50, max: 500 }),
      own: fc.oneof(
        fc.record({ distribution: fc.constant("lognormal" as const), sigma: fc.constant(0.1) }),
        fc.record({ distribution: fc.constant("triangular" as const), spread: fc.constant(0.3) }),
      ),
      dataSet: fc.option(fc.record({ key: fc.constantFrom("steel", "copper"), sigma: fc.constant(0.2) })),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});

function simulated(model: UncertaintyModel, runs: number, seed: string) {
  const simulation = startMonteCarlo(model, { runs, seed });
  simulation.advance(runs);
  return simulation.summary();
}

function lognormal(code: string, kg: number, sigma: number) {
  return { code, kg, own: { distribution: "lognormal", sigma }, dataSet: null } as const;
}

function pairOn(first: string, second: string): UncertaintyModel {
  const own = { distribution: "lognormal", sigma: 0 } as const;
  return {
    denominator: 1,
    lines: [
      { code: "a", kg: 1, own, dataSet: { key: first, sigma: 0.05 } },
      { code: "b", kg: 1, own, dataSet: { key: second, sigma: 0.05 } },
    ],
  };
}

function line(code: string, changes: Partial<InventoryLine>): InventoryLine {
  return {
    ...emptyLine,
    ...{ code, position: 0, kind: "material", stage: "production", nameEn: code, nameZh: code },
    ...{ sourceEn: "", sourceZh: "" },
    ...changes,
  };
}
