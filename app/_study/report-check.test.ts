import { describe, expect, test } from "vitest";
import { checkReport } from "../../server/domain/report-check/check-report.ts";
import { reportOfInventory } from "../../server/domain/report-check/report-of-inventory.ts";
import { fullReport } from "../../server/domain/study/full-report.ts";
import { sampleLines, sampleStudy } from "../../server/domain/study/sample-study.ts";
import type { SpokenDocument } from "../../server/domain/study/spoken.ts";
import type { StudyInput } from "../../server/domain/study/study-input.ts";
import { languages } from "../_text/languages.ts";
import type { Language } from "../_text/languages.ts";
import { speak } from "./speak.ts";

/** A declaration with nothing to mend: rated lines, factors of the year and the country of the plant, usual shares. */
const usual: Readonly<Record<string, string>> = { power: "1500", ship: "0.5" };
const rated = sampleLines.map((line) => ({
  ...line,
  amount: usual[line.code] ?? line.amount,
  quality: { TeR: "2", GeR: "2", TiR: "2" },
}));
const clean = sampleStudy(rated);

/** The report as a checker reads it: its inventory and result, and every sentence and exclusion that it prints. */
function formOf(input: StudyInput, language: Language) {
  const spoken = speak(fullReport(input), language);
  const header = {
    product: spoken.subtitle,
    chemistry: input.subject.chemistry,
    method: input.declaration.method,
    methodVersion: input.declaration.methodVersion,
    gwpSet: input.inventory.gwpSet,
    energy: input.inventory.energy,
    periodStart: input.inventory.periodStart,
    periodEnd: input.inventory.periodEnd,
    siteRegion: input.plant.region ?? input.plant.country,
    study: {
      ...input.inventory.study,
      functionalUnit: paragraphsIn(spoken, "functional-unit")[0] ?? "",
      exclusions: exclusionsIn(spoken),
      author: factsIn(spoken, "verification")[0] ?? "",
    },
    factors: new Map(
      input.lines.flatMap(({ code, factor }) =>
        factor === null ? [] : [[code, { year: factor.year, geography: factor.geography }] as const],
      ),
    ),
  };
  const { report, declared } = reportOfInventory(input.lines, input.result, header);
  return { report, declared: { ...declared, text_fragments: sentencesOf(spoken) } };
}

const blocksIn = (spoken: SpokenDocument, id: string) =>
  spoken.sections.find((section) => section.id === id)?.blocks ?? [];

function paragraphsIn(spoken: SpokenDocument, id: string): readonly string[] {
  return blocksIn(spoken, id).flatMap((block) => (block.kind === "paragraph" ? [block.text.text] : []));
}

function factsIn(spoken: SpokenDocument, id: string): readonly string[] {
  return blocksIn(spoken, id).flatMap((block) =>
    block.kind === "facts" ? block.rows.map(([, value]) => value.text) : [],
  );
}

function exclusionsIn(spoken: SpokenDocument) {
  return blocksIn(spoken, "boundary").flatMap((block) =>
    block.kind === "table"
      ? block.rows.map(([what, reason]) => ({ what: what?.text ?? "", reason: reason?.text ?? "" }))
      : [],
  );
}

function sentencesOf({ sections }: SpokenDocument): readonly string[] {
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      if (block.kind === "paragraph") return [block.text.text];
      return block.kind === "list" ? block.items.map(({ text }) => text) : [];
    }),
  );
}

describe.each(languages)("our own checker, in %s", (language) => {
  test("finds nothing in the full report of a clean declaration", () => {
    const form = formOf(clean, language);
    expect(form.declared.text_fragments.length).toBeGreaterThan(25);
    const { findings, errors } = checkReport(form);
    expect(errors).toBeUndefined();
    expect(findings.map(({ code, path, message }) => [code, path, message.en])).toEqual([]);
  });

  test("finds in the same report what was put into it", () => {
    const wrong = { ...clean, result: { ...clean.result, totalKg: "9999" } };
    expect(checkReport(formOf(wrong, language)).codes).toContain("CK-SUM");
    const claimed = {
      ...clean,
      inventory: {
        ...clean.inventory,
        study: { limitations: "The battery is carbon neutral because carbon offsets were bought." },
      },
    };
    expect(checkReport(formOf(claimed, language)).codes).toContain("CK-CLAIM");
  });
});
