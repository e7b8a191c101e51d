import { expect, test } from "vitest";
import { inForce } from "./dated.ts";

const rule = [
  { from: "2027-02-18", value: 1, source: "first" },
  { from: "2030-01-01", value: 2, source: "second" },
];

test.each([
  ["2027-02-17", undefined],
  ["2027-02-18", 1],
  ["2029-12-31", 1],
  ["2030-01-01", 2],
  ["2099-12-31", 2],
])("on %s the rule says %s", (day, value) => expect(inForce(rule, day)?.value).toBe(value));

test("a rule without entries never applies", () => expect(inForce([], "2030-01-01")).toBeUndefined());
