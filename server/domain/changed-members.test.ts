import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { changedMembers } from "./changed-members.ts";

describe("what differs between two values", () => {
  test("members come, go and change; a quantity is one member", () => {
    const before = { name: "A", energy: { value: "100", unit: "kWh" }, gone: 1, list: [1, 2] };
    const after = { name: "A", energy: { value: "90", unit: "kWh" }, list: [1, 3], fresh: true };
    expect(changedMembers(before, after)).toEqual([
      { path: "energy", before: "100 kWh", after: "90 kWh" },
      { path: "gone", before: "1", after: null },
      { path: "list[1]", before: "2", after: "3" },
      { path: "fresh", before: null, after: "true" },
    ]);
  });
  test("null is as good as not there", () => {
    expect(changedMembers({ a: null }, {})).toEqual([]);
    expect(changedMembers({ a: null }, { a: "x" })).toEqual([{ path: "a", before: null, after: "x" }]);
    expect(changedMembers(null, { a: "x" })).toEqual([{ path: "a", before: null, after: "x" }]);
  });
  test("an object with more than value and unit is no quantity", () =>
    expect(changedMembers({ q: { value: "1", unit: "kg", at: 1 } }, {})).toHaveLength(3));
  test("a value never differs from itself", () =>
    fc.assert(fc.property(fc.jsonValue(), (value) => changedMembers(value, value).length === 0)));
});
