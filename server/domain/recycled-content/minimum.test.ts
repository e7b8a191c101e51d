import { expect, test } from "vitest";
import { inForce } from "../regulation/dated.ts";
import { minimumShares } from "./minimum.ts";

test.each([
  ["EV", "2031-08-17", undefined],
  ["EV", "2031-08-18", { cobalt: 16, lead: 85, lithium: 6, nickel: 6 }],
  ["industrialStationary", "2036-08-17", { cobalt: 16, lead: 85, lithium: 6, nickel: 6 }],
  ["industrialOther", "2036-08-18", { cobalt: 26, lead: 85, lithium: 12, nickel: 15 }],
  ["LMT", "2031-08-18", undefined],
  ["LMT", "2036-08-18", { cobalt: 26, lead: 85, lithium: 12, nickel: 15 }],
])("a battery of category %s placed on the market on %s needs %j", (category, day, expected) =>
  expect(inForce(minimumShares(category), day)?.value).toEqual(expected),
);

test("every minimum names its article", () =>
  expect(minimumShares("EV").map(({ source }) => source)).toEqual([
    "Regulation (EU) 2023/1542, Art. 8(2)",
    "Regulation (EU) 2023/1542, Art. 8(3)",
  ]));

test("a category the article does not bind has no minimum", () =>
  expect(minimumShares("portable")).toEqual([]));
