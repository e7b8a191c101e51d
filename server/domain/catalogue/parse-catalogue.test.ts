import fc from "fast-check";
import { describe, expect, test } from "vitest";
import firstVersion from "./catalogue-1.0.0.json" with { type: "json" };
import content from "./catalogue-1.1.0.json" with { type: "json" };
import { parseCatalogue } from "./parse-catalogue.ts";
import { requirementOf } from "./requirement.ts";

const [first, ...others] = content.attributes;
const changed = (change: Record<string, unknown>) => ({
  ...content,
  attributes: [{ ...first, ...change }, ...others],
});
const problemsOf = (json: unknown) => {
  const parsed = parseCatalogue(json);
  return parsed.ok ? [] : parsed.problems.map(({ code, path }) => `${code} ${path}`);
};
const decimal = { kind: "decimal" };

describe("a catalogue", () => {
  test("is read as it is written", () =>
    expect(parseCatalogue(content)).toEqual({ ok: true, value: content }));

  test("of the first version is read as well: what it says nothing of does not apply", () => {
    const parsed = parseCatalogue(firstVersion);
    if (!parsed.ok) throw new Error("The first version is refused.");
    expect(parsed.value).toEqual(firstVersion);
    for (const attribute of parsed.value.attributes) {
      const battery = { category: "SLI", day: "2030-01-01" } as const;
      const { kind } = requirementOf(parsed.value, attribute, battery);
      expect([attribute.id, kind]).toEqual([attribute.id, "notApplicable"]);
    }
  });

  test.each<readonly [string, unknown, string]>([
    ["a group it does not have", changed({ group: "nowhere" }), "E_CATALOGUE_UNKNOWN attributes[0].group"],
    [
      "a section it does not have",
      changed({ section: "nowhere" }),
      "E_CATALOGUE_UNKNOWN attributes[0].section",
    ],
    [
      "an attribute twice",
      { ...content, attributes: [first, first, ...others] },
      "E_CATALOGUE_REPEATED attributes[1]",
    ],
    [
      "a title without Chinese",
      changed({ title: { en: "Name", zh: "Name" } }),
      "E_CATALOGUE_LANGUAGE attributes[0].title.zh",
    ],
    [
      "Chinese in the English title",
      changed({ title: { en: "名", zh: "名" } }),
      "E_CATALOGUE_LANGUAGE attributes[0].title.en",
    ],
    ["a misspelt member", changed({ titel: "Name" }), "E_CATALOGUE_FORM attributes[0].titel"],
    [
      "a kind of value it does not know",
      changed({ type: { kind: "colour" } }),
      "E_CATALOGUE_FORM attributes[0].type.kind",
    ],
    [
      "a list of lists",
      changed({ type: { kind: "list", maximum: 2, of: { kind: "list" } } }),
      "E_CATALOGUE_FORM attributes[0].type.of.kind",
    ],
    ["an unknown unit", changed({ unit: "furlong" }), "E_CATALOGUE_UNIT attributes[0].unit"],
    [
      "bounds that leave nothing",
      changed({ type: { ...decimal, minimum: "2", maximum: "1" } }),
      "E_CATALOGUE_BOUNDS attributes[0].type",
    ],
    [
      "a pattern that is none",
      changed({ type: { kind: "text", maxLength: 5, pattern: "(" } }),
      "E_CATALOGUE_FORM attributes[0].type.pattern",
    ],
    [
      "a condition without its question",
      changed({ law: { ...first?.law, EV: "conditional" } }),
      "E_CATALOGUE_CONDITION attributes[0].condition",
    ],
    [
      "a pending row that waits for no act",
      changed({ guidance: { row: 1, EV: "pending", LMT: "pending", industrial: "pending" } }),
      "E_CATALOGUE_ACT attributes[0].starts",
    ],
    [
      "a barred value that no act sets free",
      changed({ isBarredBefore: true }),
      "E_CATALOGUE_ACT attributes[0].starts",
    ],
    [
      "an act it does not have",
      changed({ starts: { EV: { notBefore: "2028-01-01", act: "none" } } }),
      "E_CATALOGUE_UNKNOWN attributes[0].starts.EV.act",
    ],
    ["a day that does not exist", { ...content, appliesFrom: "2027-02-30" }, "E_DATE_FORMAT appliesFrom"],
    [
      "a rule about nothing",
      {
        ...content,
        rules: [{ id: "r", kind: "ascending", strict: true, attributes: ["minimumVoltage", "none"] }],
      },
      "E_CATALOGUE_UNKNOWN rules[0]",
    ],
    [
      "a rule between units",
      {
        ...content,
        rules: [{ id: "r", kind: "ascending", strict: true, attributes: ["minimumVoltage", "batteryMass"] }],
      },
      "E_CATALOGUE_RULE rules[0]",
    ],
    [
      "a repeated row that is filled",
      { ...content, repeatedRows: [{ row: 11, attribute: "ratedCapacity", source: "1(g)" }] },
      "E_CATALOGUE_REPEATED repeatedRows[0].row",
    ],
  ])("with %s is refused by name and place", (_, json, expected) =>
    expect(problemsOf(json)).toEqual([expected]),
  );

  test("names everything that is wrong at once", () =>
    expect(problemsOf(changed({ unit: "furlong", group: "nowhere" }))).toHaveLength(2));

  test("is never any other JSON", () =>
    fc.assert(fc.property(fc.jsonValue(), (json) => !parseCatalogue(json).ok)));
});
