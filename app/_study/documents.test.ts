import { describe, expect, test } from "vitest";
import { declarationDocument } from "../../server/domain/study/declaration-document.ts";
import { fullReport } from "../../server/domain/study/full-report.ts";
import { publicStudy } from "../../server/domain/study/public-study.ts";
import { sampleLine, sampleLines, sampleStudy } from "../../server/domain/study/sample-study.ts";
import type { SpokenDocument } from "../../server/domain/study/spoken.ts";
import type { StudyInput } from "../../server/domain/study/study-input.ts";
import { languages } from "../_text/languages.ts";
import { messagesOf } from "../_text/text.ts";
import { speak } from "./speak.ts";

const makers = { declaration: declarationDocument, study: publicStudy, report: fullReport } as const;
const kinds = ["declaration", "study", "report"] as const;

/** Every text of a document, in order. */
function textsOf(spoken: SpokenDocument): string {
  return JSON.stringify([spoken, spoken.page(1, 2)])
    .replaceAll("\u00A0", " ")
    .replaceAll("\\n", " ");
}

const secret = sampleLines.find(({ confidential }) => confidential);

describe.each(languages)("in %s", (language) => {
  test.each(kinds)("the %s shows the declared figures", (kind) => {
    const input = sampleStudy();
    const text = textsOf(speak(makers[kind](input), language));
    for (const figure of ["0.119", "5,697.82", "48,000 kWh", "3,319.07", "2,136.96", "241.80"])
      expect(text).toContain(figure);
    expect(text).toContain(input.declaration.requestDigest);
    expect(text).toContain(input.declaration.resultDigest);
    expect(text).toContain("mee@draft-2025-03");
  });

  test.each(kinds)(
    "the %s has no sentence without words and no word in the other language's place",
    (kind) => {
      const text = textsOf(speak(makers[kind](everything()), language));
      expect(text).not.toMatch(/document\.|undefined|null,null|NaN|\{[a-z]+\}/i);
      expect(/\p{Script=Han}{4}/u.test(text)).toBe(language === "zh");
    },
  );

  test("a confidential line is in the report and nowhere in the public study", () => {
    const input = sampleStudy();
    expect(secret).toBeDefined();
    const telling = [secret?.nameEn, secret?.nameZh, secret?.amount, secret?.factorValue, "155.84", "155.8"];
    const study = textsOf(speak(publicStudy(input), language));
    const report = textsOf(speak(fullReport(input), language));
    for (const word of telling) expect(study).not.toContain(word);
    expect(report).toContain(language === "zh" ? secret?.nameZh : secret?.nameEn);
    expect(report).toContain("155.84");
  });

  test("the public study names sources of the lines it shows, and of no other", () => {
    const source = { nameEn: "x", nameZh: "x", geography: "CN", year: 2024, source: "Private data set 77" };
    const lines = sampleLines.map((line) =>
      line.confidential ? { ...line, factor: source, recycledFactor: source } : line,
    );
    expect(textsOf(speak(publicStudy(sampleStudy(lines)), language))).not.toContain("Private data set 77");
    expect(textsOf(speak(fullReport(sampleStudy(lines)), language))).toContain("Private data set 77");
  });

  test("a superseded declaration says by which it was replaced, and keeps its figures", () => {
    const { declaration } = sampleStudy();
    const input = sampleStudy(sampleLines, {
      declaration: { ...declaration, state: "superseded", replacedBy: 3 },
    });
    const { notices, watermark } = speak(publicStudy(input), language);
    expect(notices.join(" ")).toContain("3");
    expect(watermark).toBeNull();
  });

  test("a draft is marked on every page, has no code and no public address", () => {
    const { declaration } = sampleStudy();
    const input = sampleStudy(sampleLines, { declaration: { ...declaration, state: "in_review" } });
    for (const kind of kinds) {
      const spoken = speak(makers[kind](input), language);
      expect(spoken.watermark).toBe(messagesOf(language).study.document.watermarkDraft);
      expect(spoken.qr).toBeNull();
      expect(textsOf(spoken)).not.toContain("/study/2");
    }
  });

  test("the sensitivity of the report is what a calculation with the other input gives", () => {
    const input = sampleStudy();
    const more = sampleLines.map((line) => (line.code === "cathode" ? { ...line, amount: "231.55" } : line));
    const { cfp } = sampleStudy(more).result;
    const shown = speak(fullReport(input), language)
      .sections.flatMap(({ id, blocks }) => (id === "sensitivity" ? blocks : []))
      .flatMap((block) => (block.kind === "table" ? block.rows : []));
    const row = shown.find(([name]) => name?.text.match(/(active material|活性材料).*(Mass|质量)$/));
    expect(row?.at(3)?.text).toBe(Number(cfp).toFixed(3));
  });

  test("figures are rounded as the inventory says", () => {
    const lines = [
      sampleLine({
        ...{ code: "a", kind: "activity", stage: "production" },
        ...{ amount: "100.125", amountUnit: "kg", factorValue: "1", factorUnit: "kgCO2e/kg" },
      }),
    ];
    const { inventory } = sampleStudy();
    const rounded = (rounding: "half_up" | "half_even") =>
      textsOf(
        speak(
          declarationDocument(sampleStudy(lines, { inventory: { ...inventory, parameters: { rounding } } })),
          language,
        ),
      );
    expect(rounded("half_up")).toContain("100.13");
    expect(rounded("half_even")).toContain("100.12");
    expect(rounded("half_even")).not.toContain("100.13");
  });
});

test.each(kinds)(
  "the stages of the %s stand in the order of the life cycle, however the result was stored",
  (kind) => {
    const input = sampleStudy();
    const stored = Object.fromEntries(Object.entries(input.result.stagesKg).toReversed());
    const shuffled = { ...input, result: { ...input.result, stagesKg: stored } };
    expect(textsOf(speak(makers[kind](shuffled), "en"))).toBe(textsOf(speak(makers[kind](input), "en")));
  },
);

test("made-up amounts are said to meet a published total only where one is published", () => {
  const made = (published: StudyInput["declaration"]["published"]) => {
    const sample = sampleStudy(sampleLines.map((line) => ({ ...line, illustrative: true })));
    const input = { ...sample, declaration: { ...sample.declaration, published } };
    return speak(publicStudy(input), "en").notices.join(" ");
  };
  expect(made(null)).toMatch(/Illustrative inventory: .+ show how the registry works/);
  expect(made({ value: null, total: null, source: "a document" })).toMatch(/meet a published total/);
});

test("a supplied product is called a product, and its stages are not explained with cells and packs", () => {
  const sample = sampleStudy();
  const input: StudyInput = {
    ...sample,
    productUrl: null,
    subject: { ...sample.subject, kind: "supplierProduct" },
  };
  for (const kind of ["study", "report"] as const) {
    expect(textsOf(speak(makers[kind](input), "en"))).not.toMatch(
      /battery model|cells, modules|Use of the battery/,
    );
    expect(textsOf(speak(makers[kind](input), "zh"))).not.toMatch(/电池型号|电芯、模组|电池的使用/);
    expect(textsOf(speak(makers[kind](sample), "en"))).toMatch(/battery model/);
  }
});

test("every sentence of the catalogue is said by some document", () => {
  const keys = new Set(Object.keys(messagesOf("en").study.document));
  const said = new Set<string>();
  const gather = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) gather(one);
    else if (typeof value === "object" && value !== null) {
      if ("say" in value && typeof value.say === "string") said.add(value.say);
      for (const one of Object.values(value)) gather(one);
    }
  };
  for (const kind of kinds) for (const input of variants()) gather(makers[kind](input));
  // Said by the writers, not by a document; by the law once its acts are in force.
  for (const key of ["page", "statutory"]) keys.delete(key);
  expect([...keys].filter((key) => !said.has(key))).toEqual([]);
});

/** An input in which everything a document can tell occurs. */
function everything(): StudyInput {
  const sample = sampleStudy();
  return {
    ...sample,
    demonstration: true,
    lines: [
      ...sample.lines,
      sampleLine({
        code: "odd",
        kind: "activity",
        stage: "production",
        publishedProblem: "E_UNIT_DIMENSION",
      }),
      sampleLine({ code: "beyond", kind: "activity", stage: "end_of_life", illustrative: true }),
    ].map((line) =>
      line.code === "graphite"
        ? { ...line, cut: true, circular: { A: "0.5", R1: "0.1" }, factorGwpSet: "AR5" }
        : line,
    ),
    result: {
      ...sample.result,
      warnings: [{ code: "W_DEFAULT_TRANSPORT", path: "transport[0]" }],
      cutoff: {
        threshold: "0.01",
        cumulativeLimit: null,
        components: [
          {
            ...{ component: null, totalMassKg: "600", cutMassKg: "3", receiver: "cathode" },
            cut: [{ id: "graphite", massKg: "3", share: "0.005", because: "below_threshold", reason: null }],
          },
        ],
      },
      stagesKg: sample.result.stagesKg,
    },
    declaration: {
      ...sample.declaration,
      replacedBy: 3,
      performanceClass: { class: "B", ruleSet: "rules", version: 1 },
      published: {
        value: { value: "0.12", unit: "kgCO2e/kWh" },
        total: { value: "5700", unit: "kgCO2e" },
        source: "A report",
      },
    },
    inventory: {
      ...sample.inventory,
      parameters: { A: "0.4", dqrScheme: "three" },
      energy: {
        ...sample.inventory.energy,
        fecPerYear: { value: "70", unit: "1/a" },
        warrantyKm: { value: "160000", unit: "km" },
      },
      study: {},
    },
  };
}

/** The electricity of an inventory from two sources. */
function mixed({ request }: StudyInput): NonNullable<StudyInput["request"]["electricity"]> {
  return (request.electricity ?? []).map((line) => ({
    ...line,
    sources: line.sources.flatMap((source) => [
      { ...source, share: "0.5" },
      { ...source, share: "0.5", factor: { value: "0.1", unit: "kgCO2e/kWh" } },
    ]),
  }));
}

/** Inputs that together make every sentence necessary. */
function variants(): readonly StudyInput[] {
  const all = everything();
  const sample = sampleStudy();
  const of = (
    declaration: Partial<StudyInput["declaration"]>,
    changes: Partial<StudyInput> = {},
  ): StudyInput => ({
    ...sample,
    ...changes,
    declaration: { ...sample.declaration, ...declaration },
  });
  const { totalEnergyKWh: _, ...perOutput } = sample.result;
  return [
    all,
    sample,
    of({ state: "draft", conformityNumber: null }),
    of({ state: "withdrawn" }),
    of({}, { productUrl: null, subject: { ...sample.subject, kind: "supplierProduct" } }),
    of({}, { lines: sample.lines.map((line) => ({ ...line, illustrative: true })) }),
    of(
      { method: "iso14067-ctg" },
      {
        result: perOutput,
        inventory: { ...sample.inventory, energy: { output: { value: "1", unit: "MWh" } } },
        lines: sample.lines.filter(({ kind }) => kind !== "electricity"),
      },
    ),
    of(
      { method: "mee-full" },
      {
        inventory: { ...sample.inventory, parameters: { dqrScheme: "pef4" } },
        lines: sample.lines.map((line) => ({ ...line, quality: { TeR: "1", GeR: "1", TiR: "1", P: "1" } })),
      },
    ),
    of({ method: "eu-cfb-ev" }, { lines: [] }),
    of({ method: "other" }),
    of({}, { request: { ...sample.request, electricity: mixed(sample) } }),
    of({}, { lines: sample.lines.map((line) => ({ ...line, confidential: true })) }),
    of(
      {},
      {
        inventory: { ...sample.inventory, study: { verifier: "TÜV" } },
        lines: sample.lines.map((line) => ({ ...line, quality: null })),
      },
    ),
    of({}, { result: { ...sample.result, linesKg: {}, stagesKg: { production: "5" } } }),
  ];
}
