import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calculate } from "../carbon-footprint/calculate.ts";
import cellsAndModules from "./cases/cells-and-modules-2024.json" with { type: "json" };
import cells from "./cases/cells-1mwh-2023.json" with { type: "json" };
import lithiumCarbonate from "./cases/lithium-carbonate-2024.json" with { type: "json" };
import pack from "./cases/ncm-pack-pilot.json" with { type: "json" };
import whitePaper from "./cases/white-paper.json" with { type: "json" };
import { checkReport } from "./check-report.ts";
import { planted, plants, rowNamed, scaled } from "./sample-defects.ts";
import type { Plant } from "./sample-defects.ts";
import { recipes, writeReport } from "./sample-report.ts";
import type { SampleReport, SampleRow } from "./sample-report.ts";
import { ruleCodes, sentences } from "./sentences.ts";

interface PublishedCase {
  readonly id: string;
  readonly mustFlag: readonly string[];
  readonly shouldFlag: readonly string[];
  /** Codes that the source list of defects does not hold, each with the reason why they are true. */
  readonly reasoned: Readonly<Record<string, string>>;
  /** Codes that no general rule can judge from what the form holds, each with the reason. */
  readonly notJudged: Readonly<Record<string, string>>;
}

const published: readonly PublishedCase[] = [cells, lithiumCarbonate, cellsAndModules, pack, whitePaper].map(
  (one): PublishedCase => ({ ...one, reasoned: { ...one.reasoned }, notJudged: { ...one.notJudged } }),
);

describe("a published report", () => {
  test.each(published.map((one) => [one.id, one] as const))(
    "%s gives every finding it must, and no other",
    (_, one) => {
      const { codes, errors } = checkReport(one);
      expect(errors).toBeUndefined();
      const unjudged = Object.keys(one.notJudged);
      const wanted = [...one.mustFlag, ...one.shouldFlag, ...Object.keys(one.reasoned)]
        .filter((code) => !unjudged.includes(code))
        .toSorted();
      expect([...codes]).toEqual(wanted);
    },
  );

  test("is named in no rule, nor is a figure of its own", () => {
    const rules = readdirSync(import.meta.dirname)
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .map((name) => readFileSync(path.join(import.meta.dirname, name), "utf8"))
      .join("\n");
    const names =
      /gotion|国轩|jiuling|九岭|lanjun|兰钧|envision|远景|京延|GreenIn|eFootprint|垫块|熏鸡|三黄鸡|VI%/i;
    expect(rules).not.toMatch(names);
    const figures = published
      .flatMap((one) => JSON.stringify(one).match(/"\d+\.\d{2,}"|"\d{5,}(\.\d+)?"/g) ?? [])
      .map((figure) => figure.replaceAll('"', ""));
    expect(figures.length).toBeGreaterThan(30);
    const numbers = new Set(rules.match(/\d+(?:\.\d+)?/g));
    // The pilot's 48 000 kWh and the draft's transport factors are the standard's own worked values.
    const ofStandards = new Set(["0.076", "0.003", "48000"]);
    expect([...new Set(figures)].filter((figure) => numbers.has(figure) && !ofStandards.has(figure))).toEqual(
      [],
    );
  });
});

describe("the grid factor of", () => {
  const judged = (region: string | null, value: string) => {
    const sample = writeReport(recipes.lithiumIronCells);
    sample.declared["factors"] = [{ name: "grid electricity", value, unit: "kgCO2e/kWh", region }];
    return checkReport(sample)
      .findings.filter(({ code }) => code === "CK-FACTOR-RANGE")
      .map(({ severity }) => severity);
  };

  test.each([
    ["France", "FR", "0.056"],
    ["Sweden", "SE", "0.012"],
    ["a country that has no band", "NO", "0.02"],
    ["a province of hydropower", "CN-YN", "0.1073"],
    ["one country a little below its region", "ES", "0.174"],
  ])("%s may be below what is usual of the region: a hint", (_, region, value) => {
    expect(judged(region, value)).toEqual(["info"]);
  });

  test.each([
    ["one country, lower than any plant emits", "FR", "0.0049", "error"],
    ["one country, twice the usual and more", "PL", "1.01", "error"],
    ["one country above the usual", "PL", "0.75", "warning"],
    ["the union as a whole, below half the usual", "EU", "0.099", "error"],
    ["the union as a whole, below the usual", "EU", "0.15", "warning"],
    ["a country that the source names by itself", "CN", "0.199", "error"],
    ["a province that burns coal", "CN-HE", "0.06", "error"],
    ["a state of such a country", "US-WA", "0.1", "error"],
    ["the place of a report that names it once", null, "0.06", "error"],
    ["nobody knows where", "the grid", "0.099", "error"],
  ])("%s is a reason to look or to doubt", (_, region, value, severity) => {
    expect(judged(region, value)).toEqual([severity]);
  });

  test("one country in its usual range is not spoken of", () => {
    expect(judged("DE", "0.38")).toEqual([]);
  });
});

describe("a clean report", () => {
  test.each(Object.entries(recipes))("of the kind %s gives no finding", (_, recipe) => {
    expect(checkReport(writeReport(recipe))).toMatchObject({ codes: [], findings: [], omitted: 0 });
  });

  const seeds = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 });
  const factors = fc.constantFrom("0.1", "0.5", "1", "3", "12.5", "1000");
  const anyRecipe = fc.constantFrom(...Object.values(recipes));

  test("gives none however large the plant is and however its amounts vary", () => {
    fc.assert(
      fc.property(anyRecipe, factors, seeds, (recipe, factor, seed) => {
        expect(checkReport(writeReport(recipe, factor, seed)).findings).toEqual([]);
      }),
    );
  });

  test("gives none in other units and in another order of rows", () => {
    fc.assert(
      fc.property(anyRecipe, seeds, fc.infiniteStream(fc.nat()), (recipe, seed, chance) => {
        const written = writeReport(recipe, "1", seed);
        written.report.rows = written.report.rows
          .map((row) => ({ row: inTonnes(row), key: chance.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ row }) => row);
        expect(checkReport(written).findings).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test("keeps its one defect whatever the units and the order", () => {
    fc.assert(
      fc.property(anyRecipe, seeds, fc.boolean(), (recipe, seed, reversed) => {
        const written = writeReport(recipe, "1", seed);
        plants["CK-QUOT"](written);
        written.report.rows = written.report.rows.map(inTonnes);
        if (reversed) written.report.rows.reverse();
        expect(checkReport(written).codes).toEqual(["CK-QUOT"]);
      }),
      { numRuns: 30 },
    );
  });
});

/** The same row in tonnes: the printed places move with the unit. */
function inTonnes(row: SampleRow): SampleRow {
  const [whole = "", places = ""] = row.emission.value.replace("-", "").split(".");
  const digits = whole.padStart(4, "0");
  const sign = row.emission.value.startsWith("-") ? "-" : "";
  const value = `${sign}${digits.slice(0, -3).replace(/^0+(?=\d)/, "")}.${digits.slice(-3)}${places}`;
  return { ...row, emission: { value, unit: "tCO2e" } };
}

describe("a report with exactly one defect", () => {
  test.each(planted)("is found by %s alone, planted into %s", (code, name) => {
    const sample = writeReport(recipes[name]);
    plants[code](sample);
    const { codes, findings, errors } = checkReport(sample);
    expect(errors).toBeUndefined();
    expect(codes).toEqual([code]);
    for (const { path: at, message, mend } of findings) {
      expect(at).toMatch(/^(report|declared)\./);
      expect(message.en).not.toMatch(/[{}]/);
      expect(message.zh).toMatch(/\p{Script=Han}/u);
      expect(mend.zh).toMatch(/\p{Script=Han}/u);
    }
  });
});

describe("an offset or a certificate", () => {
  const counted =
    (id: string, emission: string): Plant =>
    (sample) => {
      sample.report.rows.push({
        id,
        stage: "production",
        amount: { value: emission, unit: "kg" },
        factor: { value: "1", unit: "kgCO2e/kg" },
        emission: { value: emission, unit: "kgCO2e" },
      });
    };
  test.each([
    ["a bought offset", counted("carbon credits (VCU)", "-500.00")],
    ["an offset in Chinese", counted("碳抵消", "-500.00")],
    ["verified reductions by their short name", counted("VER 2024, forest", "-500.00")],
    ["a certificate of origin", counted("electricity with guarantees of origin", "0.00")],
    ["an unexplained negative row", counted("efficiency programme", "-12.00")],
    ["a flag", ({ declared }: SampleReport) => void (declared["offsets_counted"] = true)],
  ])("counted into a result, as %s, is a claim no number carries", (_, plant) => {
    const sample = writeReport(recipes.lithiumIronCells);
    plant(sample);
    expect(checkReport(sample).codes).toContain("CK-CLAIM");
  });
});

test.each(["graphite (ecoinvent ver. 3.9)", "graphite, data set ver 2", "graphite (Ver.3.10)"])(
  "the version of a data set is no verified reduction: %s",
  (id) => {
    const sample = writeReport(recipes.lithiumIronCells);
    rowNamed(sample, "graphite").id = id;
    expect(checkReport(sample).codes).not.toContain("CK-CLAIM");
  },
);

test.each([
  ["Concrete data were measured at the plant.", false],
  ["Concrete was cast in moulds.", true],
])("the word concrete is a building material only where it is one: %s", (sentence, found) => {
  const sample = writeReport(recipes.lithiumIronCells);
  sample.declared["text_fragments"] = [sentence];
  expect(checkReport(sample).codes.includes("CK-COPY")).toBe(found);
});

describe("a printed number", () => {
  test.each([
    ["100", "0.333", "33.30", true],
    ["100", "0.333", "33.31", false],
    ["100", "0.333", "33", true],
    ["100", "0.335", "33.5", true],
    ["100", "0.335", "34", true],
    ["100", "0.336", "33", false],
  ])("%s kg × %s printed as %s follows: %s", (amount, factor, emission, follows) => {
    const { codes } = checkReport({
      report: {
        functionalUnit: { value: "1", unit: "kg" },
        rows: [
          {
            id: "a",
            stage: "production",
            amount: { value: amount, unit: "kg" },
            factor: { value: factor, unit: "kgCO2e/kg" },
            emission: { value: emission, unit: "kgCO2e" },
          },
        ],
      },
      declared: { activity_data_published: true, factors_published: true },
    });
    expect(codes).toEqual(follows ? [] : ["CK-ROW"]);
  });

  test("may differ from its n parts by n + 1 half units, and is then only remarked", () => {
    const check = (total: string) => {
      const part = (id: string) => ({ id, emission: { value: "0.3", unit: "kgCO2e" }, derived: true });
      return checkReport({
        report: {
          functionalUnit: { value: "1", unit: "kg" },
          rows: ["a", "b", "c"].map(part),
          total: { value: total, unit: "kgCO2e" },
        },
        declared: {},
      }).findings.map(({ code, severity }) => `${code} ${severity}`);
    };
    expect(check("0.9")).toEqual([]);
    expect(check("1.1")).toEqual(["CK-SUM info"]);
    expect(check("1.2")).toEqual(["CK-SUM error"]);
  });
});

describe("any input", () => {
  test("is answered, never thrown at", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (report, declared) => {
        for (const request of [report, { report, declared }, { report: { rows: report }, declared }]) {
          expect(Array.isArray(checkReport(request).codes)).toBe(true);
        }
      }),
    );
  });

  test("with any member of a real report replaced by anything is answered", () => {
    const anyCase = fc.constantFrom(...[cells, lithiumCarbonate, cellsAndModules, pack, whitePaper]);
    fc.assert(
      fc.property(anyCase, fc.nat(), fc.jsonValue(), (one, place, value) => {
        const request: unknown = JSON.parse(JSON.stringify({ report: one.report, declared: one.declared }));
        const paths = pathsOf(request);
        replaceAt(request, paths[place % paths.length] ?? [], value);
        expect(Array.isArray(checkReport(request).codes)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    [undefined, ""],
    [{}, "report"],
    [{ report: [] }, "report"],
    [{ report: { rows: {} } }, "report.rows"],
    [{ report: { rows: [7] } }, "report.rows[0]"],
    [{ report: { total: { value: 5, unit: "kgCO2e" } } }, "report.total.value"],
    [{ report: {}, declared: 3 }, "declared"],
    [{ report: {}, declared: { standards: "ISO" } }, "declared.standards"],
  ])("that is not in the form, %j, names the place %s", (request, at) =>
    expect(checkReport(request).errors).toContainEqual({ code: "E_SCHEMA", path: at }),
  );

  test("that is no number is named as such", () =>
    expect(checkReport({ report: { total: { value: "about 5", unit: "kg" } } }).errors).toEqual([
      { code: "E_NOT_FINITE", path: "report.total.value" },
    ]));

  test("with more rows than any report has is cut, and says where", () => {
    const rows = Array.from({ length: 20_001 }, (_, index) => ({ id: String(index) }));
    expect(checkReport({ report: { rows } }).errors).toContainEqual({
      code: "E_SCHEMA",
      path: "report.rows[20000]",
    });
  });

  test("is answered by the calculation table as well", () =>
    expect(calculate({ op: "check_report", ...writeReport(recipes.nickelPack) })).toMatchObject({
      codes: [],
    }));

  function pathsOf(value: unknown, above: readonly string[] = []): readonly (readonly string[])[] {
    if (typeof value !== "object" || value === null) return [above];
    return [above, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...above, key]))];
  }

  function replaceAt(target: unknown, at: readonly string[], value: unknown): void {
    const [key, ...rest] = at;
    if (typeof target !== "object" || target === null || key === undefined) return;
    if (rest.length === 0) Object.assign(target, { [key]: value });
    else replaceAt(Object.entries(target).find(([name]) => name === key)?.[1], rest, value);
  }
});

describe("the share of a stage", () => {
  const shares = (sample: SampleReport) =>
    checkReport(sample).findings.map(({ code, severity, path }) => `${code} ${severity} ${path}`);
  const changed = (name: keyof typeof recipes, row: string, factor: number) => {
    const sample = writeReport(recipes[name]);
    scaled(sample, row, factor);
    return sample;
  };
  const raw = "report.sharesPercent.raw_materials";
  const made = "report.sharesPercent.production";
  const moved = "report.sharesPercent.distribution";

  test.each([
    ["above 5 % in distribution", "nickelPack", "road transport to the customer", 20, [`warning ${moved}`]],
    ["above 10 % in distribution", "nickelPack", "road transport to the customer", 40, [`error ${moved}`]],
    [
      "above 30 % in production, and so below 70 % in materials",
      "nickelPack",
      "electricity",
      2.2,
      [`warning ${raw}_and_parts`, `warning ${made}`],
    ],
    [
      "below 10 % in production, and so above 90 % in materials",
      "creditedPack",
      "electricity",
      0.3,
      [`warning ${raw}`, `warning ${made}`],
    ],
    [
      "below 5 % in production, half of the usual",
      "creditedPack",
      "electricity",
      0.1,
      [`warning ${raw}`, `error ${made}`],
    ],
  ] as const)("%s is outside of what is usual, and nothing else is found", (_, name, row, factor, expected) =>
    expect(shares(changed(name, row, factor))).toEqual(expected.map((one) => `CK-RESULT-RANGE ${one}`)),
  );

  test("of a product that is no battery is not judged", () => {
    const { report } = changed("lithiumSalt", "electricity", 0.6);
    expect(report.sharesPercent["production"]).toBeDefined();
    expect(checkReport({ report, declared: {} }).codes).not.toContain("CK-RESULT-RANGE");
  });

  const onlyShares = (sharesPercent: Readonly<Record<string, string>>) =>
    shares({
      ...writeReport(recipes.nickelPack),
      report: { ...writeReport(recipes.nickelPack).report, stages: {}, rows: [], sharesPercent },
    }).filter((finding) => finding.startsWith("CK-RESULT-RANGE"));

  test("counts the parts that are printed beside it where all adds up to the whole", () => {
    const split = { raw_materials: "60", inbound_transport: "15", production: "22", distribution: "3" };
    expect(onlyShares(split)).toEqual([]);
    expect(onlyShares({ ...split, inbound_transport: "5", production: "32" })).toEqual(
      [raw, made].map((path) => `CK-RESULT-RANGE warning ${path}`),
    );
  });

  test("is left alone where a part of it stands within it, or another stage is mixed in", () => {
    expect(onlyShares({ raw_materials: "60", inbound_transport: "2", production: "20" })).toEqual([]);
    expect(onlyShares({ raw_materials_and_eol: "55", parts: "20", production: "22" })).toEqual([]);
    expect(onlyShares({ raw_materials: "80", production: "22", distribution: "-2" })).toEqual([]);
  });
});

describe("the sentences", () => {
  test("cover every rule", () => {
    const used = new Set(Object.values(sentences).map(({ code }) => code));
    expect(ruleCodes.filter((code) => !used.has(code))).toEqual([]);
  });

  test.each(Object.entries(sentences))(
    "%s accuses nobody and says how to mend it in both languages",
    (_, sentence) => {
      const all = [sentence.en, sentence.mend.en].join(" ");
      expect(all).not.toMatch(/fraud|false|lie\b|wrong company|cheat|mislead/i);
      for (const zh of [sentence.zh, sentence.mend.zh]) expect(zh).toMatch(/\p{Script=Han}/u);
      const names = (text: string) =>
        [...new Set(text.match(/\{\w+\}/g))].map((name) => name.replace(/(En|Zh)\}$/, "}")).toSorted();
      expect(names(sentence.zh)).toEqual(names(sentence.en));
      expect(names(sentence.mend.zh)).toEqual(names(sentence.mend.en));
    },
  );
});

describe("a defect said in another way", () => {
  const said: readonly (readonly [(typeof ruleCodes)[number], keyof typeof recipes, string, Plant])[] = [
    [
      "CK-STAGE-EMPTY",
      "nickelPack",
      "only the list of stages with a value leaves one out",
      ({ declared }) => {
        declared["result_stages_with_value"] = ["raw_materials", "production"];
      },
    ],
    [
      "CK-COMPLETE",
      "lithiumIronCells",
      "all inputs are claimed, and the published list is short",
      ({ declared }) => {
        declared["completeness_claim"] = "all inputs considered";
        declared["materials_with_value"] = ["LFP", "graphite", "electrolyte"];
      },
    ],
    [
      "CK-GWP-MIX",
      "lithiumIronCells",
      "a second potential of methane names no set",
      ({ declared }) => {
        declared["gwp"] = [
          { gas: "CH4", value: "27.9", set: "AR6" },
          { gas: "甲烷", value: "25" },
        ];
      },
    ],
    [
      "CK-GAS",
      "nickelPack",
      "a row takes a factor of CO2 for one of CO2e",
      (sample) => {
        const { factor } = rowNamed(sample, "electricity");
        factor.unit = factor.unit.replace("CO2e", "CO2");
      },
    ],
    [
      "CK-GAS",
      "lithiumSalt",
      "an English sentence speaks of CO2",
      ({ declared }) => {
        declared["result_text"] = "The CO2 emission is 12 tCO2e per tonne.";
      },
    ],
  ];

  test.each(said)("fires %s alone, in %s: %s", (code, name, _, plant) => {
    const sample = writeReport(recipes[name]);
    plant(sample);
    expect(checkReport(sample).codes).toEqual([code]);
  });

  test.each([
    "The emission is 12 tCO2e.",
    "CO2 equivalent: 12 t",
    "CO2-eq per tonne: 12",
    "CO2 emission: 12 tCO2",
  ])("is none where one gas is not called another: %s", (sentence) => {
    const sample = writeReport(recipes.lithiumSalt);
    sample.declared["result_text"] = sentence;
    expect(checkReport(sample).codes).toEqual([]);
  });
});
