import { describe, expect, test } from "vitest";
import { isBelowThreshold } from "./performance-class.ts";
import { nextStatus, parseLimits, parseRuleSetId, parseRuleSetKind, usableFor } from "./rule-set.ts";

const two = [
  { name: "low", upTo: "0.10" },
  { name: "high", upTo: null },
];

describe("limits", () => {
  test("are kept with every digit and without zeros that say nothing", () =>
    expect(parseLimits("classes", two)).toEqual({
      ok: true,
      value: [
        { name: "low", upTo: "0.1" },
        { name: "high", upTo: null },
      ],
    }));

  test.each([
    ["one class", "classes", [{ name: "all", upTo: null }], ["E_CLASS_COUNT "]],
    ["two thresholds", "threshold", two, ["E_CLASS_COUNT "]],
    [
      "a threshold without a number",
      "threshold",
      [{ name: "limit", upTo: null }],
      ["E_NOT_FINITE classes[0].upTo"],
    ],
    [
      "limits that fall",
      "classes",
      [
        { name: "a", upTo: "0.2" },
        { name: "b", upTo: "0.2" },
        { name: "c", upTo: null },
      ],
      ["E_CLASS_LIMIT_ORDER classes[1].upTo"],
    ],
    [
      "names twice and a limit that is a word",
      "classes",
      [
        { name: "a", upTo: "much" },
        { name: " a ", upTo: null },
      ],
      ["E_NOT_FINITE classes[0].upTo", "E_CLASS_NAME_TWICE classes[1].name"],
    ],
    [
      "a last class with a limit",
      "classes",
      [
        { name: "", upTo: "0.1" },
        { name: "b", upTo: "0.2" },
      ],
      ["E_REQUIRED classes[0].name", "E_CLASS_LAST_OPEN classes[1].upTo"],
    ],
  ] as const)("of %s are refused", (_, kind, classes, expected) => {
    const parsed = parseLimits(kind, classes);
    expect(parsed.ok ? [] : parsed.problems.map(({ code, path }) => `${code} ${path}`)).toEqual(expected);
  });
});

test.each([
  ["proposal", "2020-01-01", "nothing"],
  ["adopted", "2020-01-01", "judgement"],
  ["in_force", "2027-01-02", "judgement"],
  ["in_force", "2027-01-01", "record"],
] as const)("a rule set that is %s from %s is good for %s on 2027-01-01", (status, validFrom, use) =>
  expect(usableFor({ status, validFrom }, "2027-01-01")).toBe(use),
);

test("the steps are proposal, adopted, in force, and nothing after that", () =>
  expect([nextStatus("proposal"), nextStatus("adopted"), nextStatus("in_force")]).toEqual([
    "adopted",
    "in_force",
    null,
  ]));

test.each(["ev-classes", "a", "2027-x"])("%s names a rule set", (id) =>
  expect(parseRuleSetId(id)).toEqual({ ok: true, value: id }),
);
test.each(["", "EV", "a--b", "-a", "a/b", "a".repeat(61)])("%j names none", (id) =>
  expect(parseRuleSetId(id)).toMatchObject({ problems: [{ code: "E_RULE_SET_ID" }] }),
);
test("a rule set is of one of two kinds", () => {
  expect(parseRuleSetKind("threshold")).toEqual({ ok: true, value: "threshold" });
  expect(parseRuleSetKind("letters")).toMatchObject({ problems: [{ code: "E_RULE_SET_KIND" }] });
});

test.each([
  ["0.1499999999999999999999999999999999999", true],
  ["0.15", false],
  ["0.150", false],
  ["low", null],
])("a footprint of %s is below 0.15: %s", (cfp, expected) =>
  expect(isBelowThreshold(cfp, "0.15")).toBe(expected),
);
