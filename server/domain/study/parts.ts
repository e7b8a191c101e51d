import { findMethod } from "../carbon-footprint/method.ts";
import { categoryDefaults } from "../carbon-footprint/total-energy.ts";
import { isFields } from "../carbon-footprint/read.ts";
import type { Q } from "../carbon-footprint/request.ts";
import { divide, isZero, parseExact, toDecimal } from "../quantity/exact.ts";
import { carbonFootprintActs } from "../regulation/carbon-footprint-acts.ts";
import { studyUrl } from "../identifier/product-url.ts";
import type { Block, Say, StudyDocument } from "./content.ts";
import { paragraph, sentence } from "./content.ts";
import { stagesIn } from "./contributions.ts";
import type { StudyInput } from "./study-input.ts";

/** Stages that Art. 7(1)(e) and Annex II point 4 of Regulation (EU) 2023/1542 name. */
const stagesOfTheLaw = ["raw_materials", "production", "distribution", "end_of_life"] as const;

/** Which of them a stage of a method answers. */
const answers: Readonly<Record<string, readonly string[]>> = {
  raw_materials: ["raw_materials"],
  raw_materials_and_parts: ["raw_materials"],
  raw_materials_and_eol: ["raw_materials", "end_of_life"],
  parts: ["raw_materials"],
  production: ["production"],
  distribution: ["distribution"],
  end_of_life: ["end_of_life"],
};

/** Stages of the law that lie outside the boundary of the method. */
export function stagesOutside({ result }: StudyInput): readonly string[] {
  const inside = new Set(stagesIn(result).flatMap(([stage]) => answers[stage] ?? []));
  return stagesOfTheLaw.filter((stage) => !inside.has(stage));
}

/** What the result is given per: kWh of total energy, or the unit of the declared output. */
export function resultUnit({ result, inventory }: StudyInput): string {
  if (result.totalEnergyKWh !== undefined) return "kgCO2e/kWh";
  return `kgCO2e/${quantityIn(inventory.energy["output"])?.unit ?? "kWh"}`;
}

/** The denominator as a decimal in the unit of {@link resultUnit}. */
export function denominator({ result, inventory }: StudyInput): string {
  return result.totalEnergyKWh ?? quantityIn(inventory.energy["output"])?.value ?? "1";
}

/** A figure of the functional unit: three decimals, and one from a thousand on, where more would say nothing. */
export function perUnit(value: string): Say {
  return { figure: value, places: /^-?\d{4,}/.test(value) ? 1 : 3 };
}

/** kgCO2e for display. */
export function kilograms(value: string): Say {
  return { figure: value, places: 2 };
}

/** Emission per functional unit. */
export function kgPerUnit(kg: string, input: StudyInput): Say {
  return perUnit(quotient(kg, denominator(input)));
}

function quotient(above: string, below: string): string {
  const [dividend, divisor] = [parseExact(above), parseExact(below)];
  return dividend === null || divisor === null || isZero(divisor)
    ? "0"
    : toDecimal(divide(dividend, divisor));
}

/** A quantity as entered; years and cycles in words, whose symbols few people know. */
export function asEntered(quantity: Q): Say {
  if (quantity.unit === "a") return sentence("years", { count: { figure: quantity.value } });
  if (quantity.unit === "1/a") return sentence("perYear", { count: { figure: quantity.value } });
  return { figure: quantity.value, unit: quantity.unit };
}

/** `{value, unit}` in something nobody has checked. */
export function quantityIn(value: unknown): Q | null {
  if (!isFields(value)) return null;
  const { value: amount, unit } = value;
  return typeof amount === "string" && typeof unit === "string" ? { value: amount, unit } : null;
}

/** Name of what is declared. */
export function subjectName({ subject }: StudyInput): Say {
  return { en: subject.nameEn, zh: subject.nameZh };
}

/** A name in Latin letters beside the one in its own script. */
export function nameOf(name: string, original: string | null): Say {
  return { en: name, zh: original ?? name };
}

/** Plant with its place. */
export function plantOf({ plant }: StudyInput): Say {
  return {
    all: [
      nameOf(plant.name, plant.nameOriginal),
      { text: plant.city },
      ...(plant.region === null ? [] : [{ text: plant.region }]),
      { country: plant.country },
    ],
  };
}

/** First and last day of the data. */
export function periodOf({ inventory }: StudyInput): Say {
  return sentence("period", { from: { day: inventory.periodStart }, to: { day: inventory.periodEnd } });
}

/** Method with its version. */
export function methodOf({ declaration }: StudyInput): Say {
  return sentence("methodWithVersion", {
    method: { word: "method", of: declaration.method },
    version: { text: declaration.methodVersion },
  });
}

/** All that the functional unit is made of, row by row. */
export function denominatorFacts(input: StudyInput): readonly (readonly [Say, Say])[] {
  const { energy } = input.inventory;
  const { totalEnergyKWh } = input.result;
  const row = (key: string, quantity: Q | null): readonly (readonly [Say, Say])[] =>
    quantity === null ? [] : [[sentence(key), asEntered(quantity)]];
  if (totalEnergyKWh === undefined) return row("outputDeclared", quantityIn(energy["output"]));
  const category = typeof energy["vehicleCategory"] === "string" ? energy["vehicleCategory"] : null;
  const cycles = quantityIn(energy["fecPerYear"]);
  const rules = findMethod(input.declaration.method, input.declaration.methodVersion)?.energyRules ?? null;
  const usual =
    category === null || rules === null ? undefined : categoryDefaults(rules, category)?.fecPerYear;
  return [
    ...row("usableCapacity", quantityIn(energy["usableCapacity"])),
    ...(category === null
      ? []
      : [[sentence("vehicleCategory"), { word: "vehicle", of: category }] satisfies [Say, Say]]),
    ...(cycles !== null
      ? row("cyclesOfMaker", cycles)
      : usual === undefined
        ? []
        : [[sentence("cyclesOfMethod"), asEntered({ value: usual, unit: "1/a" })] satisfies [Say, Say]]),
    ...row("warrantyYears", quantityIn(energy["warrantyYears"])),
    ...row("warrantyDistance", quantityIn(energy["warrantyKm"])),
    [sentence("totalEnergy"), { figure: totalEnergyKWh, unit: "kWh" }],
  ];
}

/** Stages with their figures, and their sum. */
export function stageTable(input: StudyInput, caption: Say): Block {
  const { result } = input;
  return {
    kind: "table",
    caption,
    columns: [
      { head: sentence("stage"), align: "start", weight: 5 },
      { head: { unit: "kgCO2e" }, align: "end", weight: 2 },
      { head: { unit: resultUnit(input) }, align: "end", weight: 2 },
      { head: sentence("share"), align: "end", weight: 1.6 },
    ],
    rows: stagesIn(result).map(([stage, kg]) => [
      { word: "stage", of: stage },
      kilograms(kg),
      kgPerUnit(kg, input),
      { share: result.shares[stage] ?? "0" },
    ]),
    foot: [sentence("sum"), kilograms(result.totalKg), perUnit(result.cfp), { share: "1" }],
  };
}

/** The picture of all stages. */
export function stagePicture({ result }: StudyInput): Block {
  return {
    kind: "stages",
    label: sentence("stagePicture"),
    parts: stagesIn(result).map(([stage]) => ({ stage, share: result.shares[stage] ?? "0" })),
  };
}

/** The value somebody published for the same product, beside ours; neither is corrected to fit the other. */
export function publishedBlocks(input: StudyInput): readonly Block[] {
  const { published } = input.declaration;
  if (published === null) return [];
  const rows = [
    ...(published.value === null
      ? []
      : [
          [
            sentence("footprint"),
            { figure: input.result.cfp, places: 3, unit: resultUnit(input) },
            asEntered(published.value),
          ],
        ]),
    ...(published.total === null
      ? []
      : [
          [
            sentence("total"),
            { figure: input.result.totalKg, places: 2, unit: "kgCO2e" },
            asEntered(published.total),
          ],
        ]),
  ] satisfies Say[][];
  if (rows.length === 0) return [];
  return [
    {
      kind: "table",
      caption: sentence("publishedCaption"),
      columns: [
        { head: sentence("quantity"), align: "start", weight: 3 },
        { head: sentence("calculatedHere"), align: "end", weight: 3 },
        { head: sentence("publishedThere"), align: "end", weight: 3 },
      ],
      rows,
    },
    paragraph(sentence("publishedSource", { source: { text: published.source } }), "small"),
  ];
}

/** Whether the figure is what Art. 7 asks for: it is not while the acts are missing. */
export function legalStatus(): Block {
  return paragraph(
    carbonFootprintActs.inForce
      ? sentence("statutory")
      : sentence("voluntary", { date: { day: carbonFootprintActs.lookedUpOn } }),
    "notice",
  );
}

/** True when amounts of the inventory are made up to show how the registry works. */
export function isIllustrative({ lines }: StudyInput): boolean {
  return lines.some(({ illustrative }) => illustrative);
}

/** What a reader must know before anything else. */
export function noticesOf(input: StudyInput): readonly Say[] {
  const { state, replacedBy } = input.declaration;
  return [
    ...(isDraft(input) ? [sentence("noticeDraft")] : []),
    ...(replacedBy === null ? [] : [sentence("noticeReplaced", { number: { text: String(replacedBy) } })]),
    ...(state === "withdrawn" ? [sentence("noticeWithdrawn")] : []),
    ...(input.demonstration ? [sentence("noticeDemonstration")] : []),
    ...(isIllustrative(input)
      ? [sentence(input.declaration.published === null ? "noticeMadeUp" : "noticeIllustrative")]
      : []),
  ];
}

/** Not released: it may still change, and nobody outside may rely on it. */
export function isDraft({ declaration: { state } }: StudyInput): boolean {
  return state === "draft" || state === "in_review";
}

/** What the study is for, where nobody said it in words of their own. */
export function goalOf({ inventory: { study }, subject }: StudyInput): Say {
  if (study.goal !== undefined) return { text: study.goal };
  return sentence(subject.kind === "model" ? "goalDefault" : "goalProduct");
}

/** What the stages of the method stand for; the words speak of batteries, so there are none for another product. */
export function stagesExplained({ result, subject }: StudyInput): readonly Block[] {
  if (subject.kind !== "model") return [];
  const items = stagesIn(result).map(([stage]) => ({ word: "stageAbout", of: stage }) satisfies Say);
  return [{ kind: "list", items }];
}

/** Head and foot that all three documents share. */
export function frameOf(
  input: StudyInput,
): Pick<StudyDocument, "author" | "at" | "notices" | "watermark" | "running" | "rounding"> {
  return {
    author: input.operator.name,
    at: input.declaration.at,
    notices: noticesOf(input),
    watermark: isDraft(input) ? sentence("watermarkDraft") : null,
    running: sentence("running", {
      number: { text: String(input.declaration.number) },
      name: subjectName(input),
      operator: nameOf(input.operator.name, input.operator.nameOriginal),
    }),
    rounding: input.inventory.parameters.rounding ?? "half_up",
  };
}

/** Address of the public study of this declaration; null while, or where, nothing is public. */
export function publicStudyOf(input: StudyInput): string | null {
  return input.productUrl === null || isDraft(input)
    ? null
    : studyUrl(input.productUrl, input.declaration.number);
}

/** Number and day of the declaration; of a draft only its number. */
export function declaredOn(input: StudyInput): Say {
  const number: Say = { text: String(input.declaration.number) };
  return isDraft(input)
    ? sentence("numberDraft", { number })
    : sentence("numberAndDay", { number, day: { day: input.declaration.at } });
}

/** Who declares: name, address, contact, identifier. */
export function operatorFacts({ operator }: StudyInput): readonly (readonly [Say, Say])[] {
  return [
    [sentence("manufacturer"), nameOf(operator.name, operator.nameOriginal)],
    [
      sentence("address"),
      {
        all: [
          { text: operator.street },
          { text: `${operator.postalCode} ${operator.city}` },
          { country: operator.country },
        ],
      },
    ],
    [sentence("email"), { text: operator.email }],
    ...(operator.web === null ? [] : [[sentence("web"), { url: operator.web }] satisfies [Say, Say]]),
    [sentence("operatorId"), { code: `${operator.identifierScheme} ${operator.identifier}` }],
  ];
}

/** What is declared: name, identifier, type and what is on its plate. */
export function subjectFacts(input: StudyInput): readonly (readonly [Say, Say])[] {
  const { subject } = input;
  const stated = (key: string, value: Say | null): readonly (readonly [Say, Say])[] =>
    value === null ? [] : [[sentence(key), value]];
  return [
    [sentence(subject.kind === "model" ? "model" : "product"), subjectName(input)],
    [sentence("modelId"), { code: subject.identifier }],
    ...stated("type", subject.typeDesignation === null ? null : { text: subject.typeDesignation }),
    ...stated("category", subject.category === null ? null : { word: "category", of: subject.category }),
    ...stated("chemistry", subject.chemistry === null ? null : { text: subject.chemistry }),
    ...stated("mass", subject.massKg === null ? null : { figure: subject.massKg, unit: "kg" }),
    ...stated(
      "ratedEnergy",
      subject.ratedEnergyKWh === null ? null : { figure: subject.ratedEnergyKWh, unit: "kWh" },
    ),
    ...stated("productUrl", input.productUrl === null ? null : { url: input.productUrl }),
  ];
}
