import type { Section, StudyDocument } from "./content.ts";
import { paragraph, sentence } from "./content.ts";
import { primaryDataShare } from "../carbon-footprint/inventory.ts";
import {
  declaredOn,
  denominatorFacts,
  frameOf,
  legalStatus,
  methodOf,
  operatorFacts,
  periodOf,
  perUnit,
  plantOf,
  publicStudyOf,
  publishedBlocks,
  resultUnit,
  stagePicture,
  stagesOutside,
  stageTable,
  subjectFacts,
  subjectName,
} from "./parts.ts";
import type { StudyInput } from "./study-input.ts";

/**
 * The carbon footprint declaration, point by point as the law lists it, with what makes it recomputable: method and
 * version, period, total energy, digests.
 *
 * Source: Regulation (EU) 2023/1542, Art. 7(1)(a) to (g).
 */
export function declarationDocument(input: StudyInput): StudyDocument {
  const { declaration, inventory, result, lines } = input;
  const study = publicStudyOf(input);
  const outside = stagesOutside(input);
  const point = (letter: string, key: string): Pick<Section, "id" | "level" | "number" | "title"> => ({
    id: `point-${letter}`,
    level: 1,
    number: `(${letter})`,
    title: sentence(key),
  });
  return {
    ...frameOf(input),
    kind: "declaration",
    title: sentence("declarationTitle"),
    subtitle: subjectName(input),
    qr:
      input.productUrl === null || study === null
        ? null
        : { url: input.productUrl, caption: sentence("qrProduct") },
    sections: [
      {
        id: "what",
        level: 1,
        number: "",
        title: declaredOn(input),
        blocks: [
          {
            kind: "headline",
            value: perUnit(result.cfp),
            unit: { unit: resultUnit(input) },
            basis: sentence("headlineBasis", { method: methodOf(input), period: periodOf(input) }),
          },
          legalStatus(),
        ],
      },
      { ...point("a", "pointA"), blocks: [{ kind: "facts", rows: operatorFacts(input) }] },
      { ...point("b", "pointB"), blocks: [{ kind: "facts", rows: subjectFacts(input) }] },
      {
        ...point("c", "pointC"),
        blocks: [{ kind: "facts", rows: [[sentence("plant"), plantOf(input)]] }],
      },
      {
        ...point("d", "pointD"),
        blocks: [
          {
            kind: "facts",
            rows: [
              [sentence("footprint"), { figure: result.cfp, places: 3, unit: resultUnit(input) }],
              [sentence("unrounded"), { figure: result.cfp, unit: resultUnit(input) }],
              [sentence("total"), { figure: result.totalKg, places: 2, unit: "kgCO2e" }],
              ...denominatorFacts(input),
            ],
          },
        ],
      },
      {
        ...point("e", "pointE"),
        blocks: [
          stagePicture(input),
          stageTable(input, sentence("stageCaption")),
          paragraph(sentence("roundingNote"), "small"),
          ...(outside.length === 0
            ? []
            : [
                paragraph(
                  sentence("stagesOutside", {
                    stages: { all: outside.map((stage) => ({ word: "stage", of: stage })) },
                  }),
                  "small",
                ),
              ]),
        ],
      },
      {
        ...point("f", "pointF"),
        blocks: [
          {
            kind: "facts",
            rows: [
              [
                sentence("conformity"),
                declaration.conformityNumber === null
                  ? sentence("conformityMissing")
                  : { code: declaration.conformityNumber },
              ],
            ],
          },
        ],
      },
      {
        ...point("g", "pointG"),
        blocks: [
          study === null
            ? paragraph(sentence(input.productUrl === null ? "studyNone" : "studyLater"))
            : { kind: "facts", rows: [[sentence("studyAddress"), { url: study }]] },
        ],
      },
      {
        id: "basis",
        level: 1,
        number: "",
        title: sentence("basisTitle"),
        blocks: [
          {
            kind: "facts",
            rows: [
              [sentence("method"), methodOf(input)],
              [sentence("periodName"), periodOf(input)],
              [sentence("gwpSet"), { text: `IPCC ${inventory.gwpSet}, GWP 100` }],
              [sentence("primaryShare"), { share: primaryDataShare(lines, result) }],
              [
                sentence("class"),
                declaration.performanceClass === null
                  ? sentence("classNone")
                  : sentence("classOf", {
                      class: { text: declaration.performanceClass.class },
                      ruleSet: { text: declaration.performanceClass.ruleSet },
                      version: { text: String(declaration.performanceClass.version) },
                    }),
              ],
              [sentence("requestDigest"), { code: declaration.requestDigest }],
              [sentence("resultDigest"), { code: declaration.resultDigest }],
            ],
          },
          ...publishedBlocks(input),
          paragraph(sentence("digestNote"), "small"),
        ],
      },
    ],
  };
}
