import { librarySource } from "../carbon-footprint/library/library-words.ts";
import type { Block, Say, StudyDocument } from "./content.ts";
import { paragraph, sentence } from "./content.ts";
import { stagesIn } from "./contributions.ts";
import type { DisclosedStage } from "./disclosed-lines.ts";
import { disclosedLines } from "./disclosed-lines.ts";
import { primaryDataShare } from "../carbon-footprint/inventory.ts";
import { divide, isZero, parseExact, toDecimal } from "../quantity/exact.ts";
import {
  declaredOn,
  denominatorFacts,
  frameOf,
  goalOf,
  kgPerUnit,
  kilograms,
  legalStatus,
  methodOf,
  nameOf,
  operatorFacts,
  periodOf,
  perUnit,
  plantOf,
  publicStudyOf,
  publishedBlocks,
  resultUnit,
  stagePicture,
  stagesExplained,
  stagesOutside,
  stageTable,
  subjectFacts,
  subjectName,
} from "./parts.ts";
import type { StudyInput, StudyLine } from "./study-input.ts";

/**
 * The public study behind a declaration, in plain language. Nothing of a confidential line can be read or derived from
 * it (`disclosed-lines.ts`); sources are named for the lines shown, and for no other.
 *
 * Source: Regulation (EU) 2023/1542, Art. 7(1)(g): a public version of the study behind (d) and (e).
 */
export function publicStudy(input: StudyInput): StudyDocument {
  const { declaration, inventory, result, lines } = input;
  const study = publicStudyOf(input);
  const stages = disclosedLines(lines, result);
  const section = (id: string, key: string, blocks: readonly Block[]) => ({
    ...{ id, level: 1 as const, number: "", title: sentence(key), blocks },
  });
  const notes = inventory.study;
  return {
    ...frameOf(input),
    kind: "study",
    title: sentence("studyTitle"),
    subtitle: subjectName(input),
    qr: study === null ? null : { url: study, caption: sentence("qrStudy") },
    sections: [
      section("result", "studyResult", [
        {
          kind: "headline",
          value: perUnit(result.cfp),
          unit: { unit: resultUnit(input) },
          basis: sentence("headlineBasis", { method: methodOf(input), period: periodOf(input) }),
        },
        paragraph(
          result.totalEnergyKWh === undefined
            ? sentence("plainResultOutput", {
                total: { figure: result.totalKg, places: 2, unit: "kgCO2e" },
              })
            : sentence("plainResult", {
                name: subjectName(input),
                total: { figure: result.totalKg, places: 2, unit: "kgCO2e" },
                energy: { figure: result.totalEnergyKWh, unit: "kWh" },
                value: { figure: result.cfp, places: 3, unit: "kgCO2e" },
              }),
        ),
        paragraph(sentence("plainUnit"), "small"),
        legalStatus(),
      ]),
      section("stages", "studyStages", [
        paragraph(sentence("studyStagesLead")),
        stagePicture(input),
        stageTable(input, sentence("stageCaption")),
        ...stagesExplained(input),
        paragraph(sentence("roundingNote"), "small"),
      ]),
      section("contributions", "studyContributions", [
        paragraph(sentence("studyContributionsLead")),
        ...stages
          .filter(({ shown, others }) => shown.length > 0 || others !== null)
          .map((stage) => contributionTable(stage, input)),
        ...(hasSecrets(input) ? [paragraph(sentence("othersNote"), "small")] : []),
      ]),
      section("question", "studyQuestion", [
        paragraph(goalOf(input)),
        ...(notes.functionalUnit === undefined ? [] : [paragraph({ text: notes.functionalUnit })]),
        { kind: "facts", rows: denominatorFacts(input) },
        ...(result.totalEnergyKWh === undefined ? [] : [paragraph(sentence("functionalUnitAbout"), "small")]),
      ]),
      section("boundary", "studyBoundary", [
        paragraph(
          sentence("boundaryIncluded", {
            stages: { all: stagesIn(result).map(([stage]) => ({ word: "stage", of: stage })) },
          }),
        ),
        ...exclusionBlocks(input),
        ...cutOffBlocks(input),
      ]),
      section("data", "studyData", [
        paragraph(sentence("plainPrimary", { share: { share: primaryDataShare(lines, result) } })),
        ...(notes.electricity === undefined ? [] : [paragraph({ text: notes.electricity })]),
        ...(notes.allocation === undefined ? [] : [paragraph({ text: notes.allocation })]),
        paragraph(sentence("plainGwp", { set: { text: inventory.gwpSet } })),
        ...sourceBlocks(stages),
      ]),
      section("limits", "studyLimits", [
        paragraph(
          notes.limitations === undefined ? sentence("limitationsDefault") : { text: notes.limitations },
        ),
        ...publishedBlocks(input),
      ]),
      section("check", "studyCheck", [
        paragraph(sentence("studyCheckLead")),
        {
          kind: "facts",
          rows: [
            [sentence("declarationName"), declaredOn(input)],
            [sentence("method"), methodOf(input)],
            ...(study === null ? [] : [[sentence("studyAddress"), { url: study }] satisfies [Say, Say]]),
            [
              sentence("conformity"),
              declaration.conformityNumber === null
                ? sentence("conformityMissing")
                : { code: declaration.conformityNumber },
            ],
            ...(notes.verifier === undefined
              ? []
              : [[sentence("verifier"), { text: notes.verifier }] satisfies [Say, Say]]),
            [sentence("requestDigest"), { code: declaration.requestDigest }],
            [sentence("resultDigest"), { code: declaration.resultDigest }],
          ],
        },
      ]),
      section("who", "studyWho", [
        { kind: "facts", rows: [...operatorFacts(input), [sentence("plant"), plantOf(input)]] },
        { kind: "facts", rows: subjectFacts(input) },
        paragraph(
          sentence("whoNote", { operator: nameOf(input.operator.name, input.operator.nameOriginal) }),
          "small",
        ),
      ]),
    ],
  };
}

function hasSecrets({ lines }: StudyInput): boolean {
  return lines.some(({ confidential }) => confidential);
}

function contributionTable(stage: DisclosedStage<StudyLine>, input: StudyInput): Block {
  const row = (name: Say, kg: string): readonly Say[] => [
    name,
    kilograms(kg),
    kgPerUnit(kg, input),
    { share: shareOf(kg, input.result.totalKg) },
  ];
  return {
    kind: "table",
    caption: sentence("contributionCaption", { stage: { word: "stage", of: stage.stage } }),
    columns: [
      { head: sentence("input"), align: "start", weight: 5 },
      { head: { unit: "kgCO2e" }, align: "end", weight: 2 },
      { head: { unit: resultUnit(input) }, align: "end", weight: 2 },
      { head: sentence("share"), align: "end", weight: 1.6 },
    ],
    rows: [
      ...stage.shown.map(({ line, kg }) => row({ en: line.nameEn, zh: line.nameZh }, kg)),
      ...(stage.others === null
        ? []
        : [
            row(
              stage.others.count === 0
                ? sentence("productEndOfLife")
                : stage.shown.length === 0
                  ? sentence("allInputs")
                  : sentence("otherInputs", { count: { text: String(stage.others.count) } }),
              stage.others.kg,
            ),
          ]),
    ],
    foot: row({ word: "stage", of: stage.stage }, stage.kg),
  };
}

/** What is left out, with reasons: by the method, by the maker, and stages the method does not look at. */
export function exclusionBlocks(input: StudyInput): readonly Block[] {
  const stated = input.inventory.study.exclusions ?? [];
  const outside = stagesOutside(input);
  const family = input.declaration.method.split("-")[0] ?? "";
  const usual = exclusionsOfMethod[family] ?? [];
  return [
    paragraph(sentence("boundaryExcluded")),
    {
      kind: "table",
      caption: sentence("exclusionCaption"),
      columns: [
        { head: sentence("leftOut"), align: "start", weight: 3 },
        { head: sentence("reason"), align: "start", weight: 4 },
      ],
      rows: [
        input.subject.kind === "model"
          ? [sentence("useStage"), sentence("useStageReason")]
          : [sentence("useStageProduct"), sentence("useStageProductReason")],
        ...outside.map((stage) => [
          { word: "stage", of: stage } satisfies Say,
          sentence("outsideReason", { method: { word: "method", of: input.declaration.method } }),
        ]),
        ...usual.map((key) => [sentence(key), sentence("methodReason")]),
        ...stated.map(({ what, reason }) => [{ text: what }, { text: reason }]),
      ],
    },
  ];
}

/**
 * What each family of methods leaves out itself. Source: MEE draft (March 2025), 5.3 and EU draft (April 2024), Annex,
 * excluded processes; ISO 14067 names none.
 */
const exclusionsOfMethod: Readonly<Record<string, readonly string[]>> = {
  mee: [
    "exclusionCapital",
    "exclusionCooling",
    "exclusionOverhead",
    "exclusionPackaging",
    "exclusionMounting",
    "exclusionStorage",
  ],
  eu: [
    "exclusionCapital",
    "exclusionCooling",
    "exclusionOverhead",
    "exclusionPackaging",
    "exclusionMounting",
    "exclusionStorage",
  ],
};

/** How many inputs the cut-off rule took, and what it did with them: no names, for one of them may be confidential. */
function cutOffBlocks({ result }: StudyInput): readonly Block[] {
  const count = result.cutoff?.components.reduce((sum, { cut }) => sum + cut.length, 0) ?? 0;
  return [
    paragraph(
      count === 0 ? sentence("cutOffNone") : sentence("cutOffSome", { count: { text: String(count) } }),
    ),
  ];
}

/** Sources of the data behind the lines that are shown. */
function sourceBlocks(stages: readonly DisclosedStage<StudyLine>[]): readonly Block[] {
  const shown = stages.flatMap((stage) => stage.shown.map(({ line }) => line));
  const sources = [...new Set(shown.flatMap(({ factor }) => (factor === null ? [] : [factor.source])))];
  if (sources.length === 0) return [];
  return [
    paragraph(sentence("sourcesLead")),
    { kind: "list", items: sources.toSorted().map((source) => librarySource(source)) },
  ];
}

function shareOf(kg: string, total: string): string {
  const [part, whole] = [parseExact(kg), parseExact(total)];
  return part === null || whole === null || isZero(whole) ? "0" : toDecimal(divide(part, whole));
}
