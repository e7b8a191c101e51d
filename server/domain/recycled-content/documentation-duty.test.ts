import { expect, test } from "vitest";
import { documentedFrom } from "./documentation-duty.ts";

test.each([
  ["EV", "2028-08-18"],
  ["industrialOther", "2028-08-18"],
  ["industrialStationary", "2028-08-18"],
  ["LMT", "2033-08-18"],
  ["portable", undefined],
])("recycled shares of category %s must be documented from %s", (category, from) =>
  expect(documentedFrom(category)).toBe(from),
);
