import { describe, expect, test } from "vitest";
import type { CurrentBasis, UsedVersions } from "./staleness.ts";
import { sinceOf, staleReasons, versionKey } from "./staleness.ts";

const grid = { id: "grid-cn", version: "2" };
const basis: UsedVersions = {
  method: { id: "mee-partial", version: "mee@draft-2025-03" },
  gwpSet: { id: "AR6", version: "ipcc-ar6@2021" },
  factors: [grid, { id: "steel", version: "1" }],
  ruleSet: { id: "classes", version: "3" },
};
const current: CurrentBasis = {
  method: null,
  gwpSet: { id: "AR6", version: "ipcc-ar6@2021", since: "2021" },
  factors: new Map(),
  ruleSet: null,
  expiring: [],
};
const today = "2026-11-20";

describe("what a result rests on that is superseded", () => {
  test("nothing, while everything is the newest", () =>
    expect(staleReasons(basis, current, today)).toEqual([]));

  test("a method, with the version in its place", () => {
    const method = { version: "mee@2027-01", since: "2027-01" };
    expect(staleReasons(basis, { ...current, method }, today)).toEqual([
      {
        kind: "method",
        id: "mee-partial",
        used: "mee@draft-2025-03",
        current: "mee@2027-01",
        since: "2027-01",
      },
    ]);
  });

  test("a GWP set by another set, or by another version of itself", () => {
    const older = { ...basis, gwpSet: { id: "AR5", version: "ipcc-ar5@2013" } };
    expect(staleReasons(older, current, today)).toEqual([
      { kind: "gwpSet", id: "AR5", used: "AR5", current: "AR6", since: "2021" },
    ]);
    const gwpSet = { id: "AR6", version: "ipcc-ar6@2027", since: "2027" };
    expect(staleReasons(basis, { ...current, gwpSet }, today)).toMatchObject([
      { kind: "gwpSet", used: "ipcc-ar6@2021", current: "ipcc-ar6@2027" },
    ]);
  });

  test("a factor, and only the one with a later version", () => {
    const factors = new Map([[versionKey(grid), { version: "10", since: "2026-05-01" }]]);
    expect(staleReasons(basis, { ...current, factors }, today)).toEqual([
      { kind: "factor", id: "grid-cn", used: "2", current: "10", since: "2026-05-01" },
    ]);
  });

  test("versions that are numbers count as numbers: an older one supersedes nothing", () => {
    const factors = new Map([[versionKey(grid), { version: "1", since: null }]]);
    expect(staleReasons(basis, { ...current, factors }, today)).toEqual([]);
    const same = new Map([[versionKey(grid), { version: "2", since: null }]]);
    expect(staleReasons(basis, { ...current, factors: same }, today)).toEqual([]);
  });

  test("a rule set, where one gave the class", () => {
    const ruleSet = { version: "4", since: "2026-10-01" };
    expect(staleReasons(basis, { ...current, ruleSet }, today)).toMatchObject([
      { kind: "ruleSet", current: "4" },
    ]);
    expect(staleReasons({ ...basis, ruleSet: null }, { ...current, ruleSet }, today)).toEqual([]);
  });

  test.each([
    ["2026-11-19", 1],
    ["2026-11-20", 0],
    ["2026-11-21", 0],
  ])("a figure valid until %s has run out %d times", (validUntil, times) => {
    const figure = { kind: "supplierFigure", id: "s", used: "Cells", validUntil } as const;
    const found = staleReasons(basis, { ...current, expiring: [figure] }, today);
    expect(found).toHaveLength(times);
    if (times > 0) {
      expect(found).toEqual([
        { kind: "supplierFigure", id: "s", used: "Cells", current: null, since: validUntil },
      ]);
    }
  });
});

test.each([
  ["mee@draft-2025-03", "2025-03"],
  ["ipcc-ar6@2021", "2021"],
  ["rule@2026-11-20", "2026-11-20"],
  ["7", null],
  ["v12345", null],
])("the name %s says since when: %s", (version, since) => expect(sinceOf(version)).toBe(since));
