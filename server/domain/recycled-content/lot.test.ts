import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeAt, judgeSteps } from "./gap.ts";
import { compareWithLots, parseLotMasses, sharesOfLots } from "./lot.ts";

const lot = (metalKg: string, preConsumerKg: string, postConsumerKg: string) => ({
  ...{ metalKg, preConsumerKg, postConsumerKg },
});

describe("a lot", () => {
  test("is read with every digit", () =>
    expect(parseLotMasses(lot(" 1200.50 ", "0", "1e2"))).toEqual({
      ok: true,
      value: lot("1200.5", "0", "100"),
    }));

  test.each([
    [lot("0", "0", "0"), ["E_ZERO_QUANTITY metalKg"]],
    [lot("10", "6", "4.0001"), ["E_LOT_MASS postConsumerKg"]],
    [
      lot("-1", "x", "-0.1"),
      ["E_NEGATIVE_QUANTITY metalKg", "E_NOT_FINITE preConsumerKg", "E_NEGATIVE_QUANTITY postConsumerKg"],
    ],
  ])("%j is refused: %j", (input, expected) => {
    const parsed = parseLotMasses(input);
    expect(parsed.ok ? [] : parsed.problems.map(({ code, path }) => `${code} ${path}`)).toEqual(expected);
  });
});

describe("shares of lots", () => {
  test("follow from the sums of the masses: a large lot counts for more", () =>
    expect(sharesOfLots([lot("900", "0", "0"), lot("100", "10", "50")])).toEqual({
      ...lot("1000", "10", "50"),
      ...{ recoveredKg: "60", preConsumerPercent: "1", postConsumerPercent: "5", sharePercent: "6" },
    }));

  test("that do not end are rounded once, at the end", () =>
    expect(sharesOfLots([lot("3", "1", "0")])?.sharePercent).toBe("33.33333333333333333333333333333333"));

  test("of no lot do not exist", () => expect(sharesOfLots([])).toBeNull());

  test("do not depend on the order of the lots nor on how they are split, and stay in 0..100", () => {
    const masses = fc.tuple(fc.nat(500), fc.nat(500), fc.integer({ min: 1, max: 500 }));
    fc.assert(
      fc.property(fc.array(masses, { minLength: 1, maxLength: 8 }), (drawn) => {
        const lots = drawn.map(([pre, post, other]) => lot(`${pre + post + other}`, `${pre}`, `${post}`));
        const shares = sharesOfLots(lots);
        expect(sharesOfLots(lots.toReversed())).toEqual(shares);
        const halves = lots.flatMap((one) => {
          const half = (text: string) => `${Number(text) * 5}e-1`;
          const part = lot(half(one.metalKg), half(one.preConsumerKg), half(one.postConsumerKg));
          return [part, part];
        });
        expect(sharesOfLots(halves)).toEqual(shares);
        expect(Number(shares?.sharePercent)).toBeGreaterThanOrEqual(0);
        expect(Number(shares?.sharePercent)).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe("a stated share", () => {
  const third = [lot("3", "1", "0")];
  test.each([
    ["to the last digit", [lot("200", "7", "5")], "3.5", "2.5", "agrees"],
    ["rounded to its own decimals", third, "33.3", "0", "rounded"],
    ["rounded to the even digit", [lot("800", "20", "1")], "2.5", "0.12", "rounded"],
    ["rounded up by half", [lot("800", "20", "1")], "2.5", "0.13", "rounded"],
    ["off by one in the last digit", third, "33.4", "0", "differs"],
    ["with the origins swapped", [lot("200", "7", "5")], "2.5", "3.5", "differs"],
    ["without lots", [], "3.5", "2.5", "noLots"],
  ])("%s", (_, lots, preConsumerPercent, postConsumerPercent, expected) =>
    expect(compareWithLots(lots, { preConsumerPercent, postConsumerPercent })).toBe(expected),
  );

  test("that is not there is said to be missing", () =>
    expect(compareWithLots(third, null)).toBe("notStated"));
});

describe("against the minimum", () => {
  const known = {
    cobalt: { sharePercent: "6", masses: { metalKg: "1000", recoveredKg: "60" } },
    lithium: { sharePercent: "6", masses: null },
  };

  test("of a battery placed on the market in 2031 points and kilograms are missing metal by metal", () =>
    expect(judgeAt("EV", "2031-08-18", known)).toEqual({
      ...{ from: "2031-08-18", source: "Regulation (EU) 2023/1542, Art. 8(2)" },
      gaps: [
        { metal: "cobalt", minimumPercent: "16", sharePercent: "6", missingPoints: "10", missingKg: "100" },
        { metal: "lead", minimumPercent: "85", sharePercent: null, missingPoints: null, missingKg: null },
        { metal: "lithium", minimumPercent: "6", sharePercent: "6", missingPoints: "0", missingKg: null },
        { metal: "nickel", minimumPercent: "6", sharePercent: null, missingPoints: null, missingKg: null },
      ],
    }));

  test.each([
    ["EV", "2031-08-17"],
    ["LMT", "2036-08-17"],
    ["portable", "2040-01-01"],
  ])("a %s battery placed on the market on %s has no minimum, whatever day it is today", (category, day) =>
    expect(judgeAt(category, day, known)).toBeNull(),
  );

  test("a share that does not end is judged from its masses, not from its digits", () => {
    const exactly = {
      lithium: {
        sharePercent: "6",
        masses: { metalKg: "300", recoveredKg: "17.9999999999999999999999999999999999999" },
      },
    };
    expect(judgeAt("EV", "2031-08-18", exactly)?.gaps[2]).toMatchObject({
      missingKg: "0.0000000000000000000000000000000000001",
    });
  });

  test("a category is judged against each of its steps", () => {
    expect(judgeSteps("industrialStationary", known).map(({ from }) => from)).toEqual([
      "2031-08-18",
      "2036-08-18",
    ]);
    expect(judgeSteps("LMT", known).map(({ from }) => from)).toEqual(["2036-08-18"]);
  });
});
