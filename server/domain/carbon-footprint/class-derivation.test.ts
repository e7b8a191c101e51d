import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compare, parseExact } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { deriveLimits, fewestDeclarations, quantile } from "./class-derivation.ts";
import { countPlaces, histogram, movedBetween, placeOf } from "./class-distribution.ts";

const exact = (text: string): Exact => {
  const value = parseExact(text);
  if (value === null) throw new Error(`${text} is no decimal`);
  return value;
};
const ten = ["0.10", "0.11", "0.12", "0.13", "0.14", "0.15", "0.16", "0.17", "0.18", "0.19"];

describe("a quantile", () => {
  test.each([
    ["0.25", "0.1"],
    ["0.5", "0.2"],
    ["0.51", "0.3"],
    ["0.75", "0.3"],
    ["1", "0.4"],
  ])("of %s of four values is %s, a value that was declared", (share, expected) =>
    expect(quantile(["0.4", "0.1", "0.3", "0.2"].map(exact), exact(share))).toEqual(exact(expected)),
  );

  test.each(["0", "-0.1", "1.000000001"])("of %s does not exist", (share) =>
    expect(quantile([exact("1")], exact(share))).toBeNull(),
  );

  test("is reached by at least its share of the values, and the next smaller value is not", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 1000 }),
        (numbers, perMille) => {
          const found = quantile(
            numbers.map((number) => exact(`${number}e-2`)),
            exact(`${perMille}e-3`),
          );
          const limit = Number(found?.numerator) / 10 ** (found?.scale ?? 0);
          const at = numbers.filter((number) => number / 100 <= limit).length;
          const below = numbers.filter((number) => number / 100 < limit).length;
          expect(at * 1000).toBeGreaterThanOrEqual(perMille * numbers.length);
          expect(below * 1000).toBeLessThan(perMille * numbers.length);
        },
      ),
    );
  });
});

describe("limits of classes", () => {
  const values = fc.array(
    fc.integer({ min: 1, max: 100_000 }).map((number) => `${number}e-5`),
    { minLength: fewestDeclarations, maxLength: 80 },
  );
  const counts = fc.integer({ min: 2, max: 7 });

  test("of ten values in five equal classes are every second value", () =>
    expect(deriveLimits(ten, { count: 5 })).toEqual({
      ok: true,
      value: { limits: ["0.11", "0.13", "0.15", "0.17"], shares: ["0.2", "0.4", "0.6", "0.8"] },
    }));

  test("keep every digit of the value they are", () => {
    const long = "0.1234567890123456789012345678901234567890123456789";
    const derived = deriveLimits([...ten.slice(0, 2), long, ...ten.slice(3)], { shares: ["0.3"] });
    expect(derived).toMatchObject({ value: { limits: [long] } });
  });

  test("do not depend on the order in which values come", () => {
    fc.assert(
      fc.property(values, counts, (declared, count) => {
        const turned = declared.toReversed();
        expect(deriveLimits(turned, { count })).toEqual(deriveLimits(declared, { count }));
      }),
    );
  });

  test("ascend, and put every value into exactly one class, none of them empty", () => {
    fc.assert(
      fc.property(values, counts, (declared, count) => {
        const derived = deriveLimits(declared, { count });
        if (!derived.ok) {
          expect(derived.problems.map(({ code }) => code)).toEqual(["E_CLASS_TIES"]);
          return;
        }
        const { limits } = derived.value;
        for (const [place, limit] of limits.slice(1).entries())
          expect(compare(exact(limits[place] ?? ""), exact(limit))).toBeLessThan(0);
        const classes = [...limits, null].map((upTo, place) => ({ name: `c${place}`, upTo }));
        const held = countPlaces(
          "classes",
          classes,
          declared.map((cfp) => ({ key: cfp, cfp })),
        );
        expect(held.reduce((sum, { count: each }) => sum + each, 0)).toBe(declared.length);
        expect(held.every(({ count: each }) => each > 0)).toBe(true);
      }),
    );
  });

  test("keep equal values together, however they are written", () => {
    const tied = ["0.1", "0.10", "0.100", "1e-1", ...ten.slice(4)];
    const derived = deriveLimits(tied, { shares: ["0.3"] });
    expect(derived).toMatchObject({ ok: true, value: { limits: ["0.1"] } });
    const classes = [
      { name: "low", upTo: "0.1" },
      { name: "high", upTo: null },
    ];
    expect(new Set(tied.slice(0, 4).map((cfp) => placeOf("classes", classes, { key: "", cfp })))).toEqual(
      new Set(["low"]),
    );
  });

  test.each([
    ["nine values", ten.slice(1), { count: 3 }, "E_TOO_FEW_DECLARATIONS"],
    ["values that are all equal", ten.map(() => "0.1"), { count: 2 }, "E_CLASS_TIES"],
    [
      "half of the values equal at the top",
      [...ten.slice(0, 5), ...ten.map(() => "0.5")],
      { count: 5 },
      "E_CLASS_TIES",
    ],
    ["a value that is no decimal", [...ten.slice(1), "0,1"], { count: 2 }, "E_NOT_FINITE"],
    ["a share that is no decimal", ten, { shares: ["20 %"] }, "E_NOT_FINITE"],
    ["a share of all", ten, { shares: ["0.5", "1"] }, "E_SHARE_RANGE"],
    ["shares that do not ascend", ten, { shares: ["0.5", "0.5"] }, "E_SHARE_RANGE"],
  ])("are refused for %s", (_, declared, classes, code) =>
    expect(deriveLimits(declared, classes)).toMatchObject({ ok: false, problems: [{ code }] }),
  );
});

describe("a change of limits", () => {
  const classes = (limit: string) => [
    { name: "low", upTo: limit },
    { name: "high", upTo: null },
  ];
  const declared = ten.map((cfp, place) => ({ key: `m${place}`, cfp }));

  test("moves exactly the values above the new limit up to the old one", () =>
    expect(movedBetween("classes", classes("0.15"), classes("0.13"), declared)).toEqual([
      { key: "m4", from: "low", to: "high" },
      { key: "m5", from: "low", to: "high" },
    ]));

  test("to what it was moves nobody", () =>
    expect(movedBetween("classes", classes("0.15"), classes("0.150"), declared)).toEqual([]));

  test("of a threshold: the value on the limit is not below it", () =>
    expect(countPlaces("threshold", [{ name: "limit", upTo: "0.15" }], declared)).toEqual([
      { place: "below", count: 5 },
      { place: "above", count: 5 },
    ]));
});

describe("a histogram", () => {
  test("holds every value once, whatever their order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 50 }), (numbers) => {
        const bars = histogram(numbers.map((number) => `${number}e-3`));
        expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(numbers.length);
        expect(histogram(numbers.toReversed().map((number) => `${number}e-3`))).toEqual(bars);
      }),
    );
  });

  test("of nothing has no bar", () => expect(histogram(["", "low"])).toEqual([]));
});
