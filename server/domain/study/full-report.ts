import { librarySource } from "../carbon-footprint/library/library-words.ts";
import { componentNames } from "../carbon-footprint/component-name.ts";
import type { Block, Column, Say, Section, StudyDocument } from "./content.ts";
import { paragraph, sentence } from "./content.ts";
import { contributionsOf, stagesIn } from "./contributions.ts";
import { exclusionBlocks } from "./public-study.ts";
import type { Input } from "../carbon-footprint/analysis/line-parts.ts";
import { resultModel } from "../carbon-footprint/analysis/result-model.ts";
import { sensitivities } from "../carbon-footprint/analysis/sensitivity.ts";
import { dataQualityOf } from "../carbon-footprint/data-quality.ts";
import { primaryDataShare } from "../carbon-footprint/inventory.ts";
import { stageUnder } from "../carbon-footprint/stage.ts";
import { findMethod } from "../carbon-footprint/method.ts";
import type { CircularParameters } from "../carbon-footprint/inventory-line.ts";
import {
  absolute,
  add,
  compare,
  divide,
  isZero,
  multiply,
  parseExact,
  subtract,
  toDecimal,
  zero,
} from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import {
  asEntered,
  declaredOn,
  denominator,
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
  stageTable,
  subjectFacts,
  subjectName,
} from "./parts.ts";
import type { StudyInput, StudyLine } from "./study-input.ts";

/**
 * The whole study as verifiers read it, in the chapters of ISO 14067: goal, scope, inventory, data quality, impact,
 * interpretation, references, and how to recompute it. Holds every line, confidential ones among them: for the operator,
 * authorities and notified bodies only.
 *
 * Source: ISO 14067:2018 (GB/T 24067-2024), clauses 6 and 7; MEE draft (March 2025), chapter on the report.
 */
export function fullReport(input: StudyInput): StudyDocument {
  const study = publicStudyOf(input);
  return {
    ...frameOf(input),
    kind: "report",
    title: sentence("reportTitle"),
    subtitle: subjectName(input),
    qr: study === null ? null : { url: study, caption: sentence("qrStudy") },
    sections: numbered([
      summary(input),
      goal(input),
      ...scope(input),
      ...inventoryChapter(input),
      dataQuality(input),
      ...impact(input),
      ...interpretation(input),
      verification(input),
      references(input),
      appendix(input),
    ]),
  };
}

/** A section before it has its number. */
type Unnumbered = Omit<Section, "number">;

function numbered(sections: readonly Unnumbered[]): readonly Section[] {
  let chapter = 0;
  let part = 0;
  return sections.map((section) => {
    if (section.level === 1) {
      chapter += 1;
      part = 0;
      return { ...section, number: String(chapter) };
    }
    part += 1;
    return { ...section, number: `${chapter}.${part}` };
  });
}

function chapter(id: string, key: string, blocks: readonly Block[]): Unnumbered {
  return { id, level: 1, title: sentence(key), blocks };
}

function part(id: string, key: string, blocks: readonly Block[]): Unnumbered {
  return { id, level: 2, title: sentence(key), blocks };
}

function summary(input: StudyInput): Unnumbered {
  const { result } = input;
  return chapter("summary", "chapterSummary", [
    {
      kind: "headline",
      value: perUnit(result.cfp),
      unit: { unit: resultUnit(input) },
      basis: sentence("headlineBasis", { method: methodOf(input), period: periodOf(input) }),
    },
    {
      kind: "facts",
      rows: [
        [sentence("declarationName"), declaredOn(input)],
        ...subjectFacts(input),
        [sentence("plant"), plantOf(input)],
        ...operatorFacts(input),
        [sentence("total"), { figure: result.totalKg, places: 2, unit: "kgCO2e" }],
        [sentence("primaryShare"), { share: primaryDataShare(input.lines, result) }],
      ],
    },
    legalStatus(),
  ]);
}

function goal(input: StudyInput): Unnumbered {
  return chapter("goal", "chapterGoal", [
    paragraph(goalOf(input)),
    paragraph(sentence("audience")),
    paragraph(sentence("inventoryTitle", { title: { text: input.inventory.title } }), "small"),
  ]);
}

function scope(input: StudyInput): readonly Unnumbered[] {
  const { result, inventory } = input;
  const { study } = inventory;
  return [
    chapter("scope", "chapterScope", [paragraph(sentence("scopeLead", { method: methodOf(input) }))]),
    part("functional-unit", "partFunctionalUnit", [
      paragraph(
        study.functionalUnit !== undefined
          ? { text: study.functionalUnit }
          : result.totalEnergyKWh === undefined
            ? sentence("declaredUnitDefault", { output: outputOf(input) })
            : sentence("functionalUnitDefault"),
      ),
      { kind: "facts", rows: denominatorFacts(input) },
      paragraph(
        result.totalEnergyKWh === undefined ? sentence("referenceFlowOutput") : sentence("referenceFlow"),
        "small",
      ),
    ]),
    part("boundary", "partBoundary", [
      paragraph(
        sentence("boundaryIncluded", {
          stages: { all: stagesIn(result).map(([stage]) => ({ word: "stage", of: stage })) },
        }),
      ),
      ...stagesExplained(input),
      ...exclusionBlocks(input),
    ]),
    part("cut-off", "partCutOff", cutOff(input)),
    part("allocation", "partAllocation", allocation(input)),
    part("electricity", "partElectricity", electricity(input)),
    part("time-and-place", "partTimeAndPlace", [
      {
        kind: "facts",
        rows: [
          [sentence("periodName"), periodOf(input)],
          [sentence("plant"), plantOf(input)],
        ],
      },
      paragraph(sentence("timeAndPlaceNote")),
    ]),
    part("characterisation", "partCharacterisation", [
      paragraph(sentence("characterisation", { set: { text: inventory.gwpSet } })),
      ...otherGwp(input),
    ]),
  ];
}

function outputOf({ inventory: { energy } }: StudyInput): Say {
  const { output } = energy;
  const isQuantity = typeof output === "object" && output !== null && "value" in output && "unit" in output;
  return isQuantity && typeof output.value === "string" && typeof output.unit === "string"
    ? asEntered({ value: output.value, unit: output.unit })
    : { text: "" };
}

/** The written record of a cut-off, component by component. Source: MEE draft (March 2025) and EU draft (April 2024), cut-off. */
function cutOff({ lines, result }: StudyInput): readonly Block[] {
  const components = (result.cutoff?.components ?? []).filter(({ cut }) => cut.length > 0);
  if (result.cutoff === undefined || components.length === 0) return [paragraph(sentence("cutOffNone"))];
  const { threshold } = result.cutoff;
  const named = (id: string | null) => nameOfLine(lines.find(({ code }) => code === id) ?? null, id ?? "");
  return components.flatMap((record): Block[] => [
    paragraph(
      sentence("cutOffRecord", {
        component: record.component === null ? sentence("wholeProduct") : componentNames(record.component),
        threshold: { share: threshold },
        total: { figure: record.totalMassKg, unit: "kg" },
        cut: { figure: record.cutMassKg, unit: "kg" },
        receiver: named(record.receiver),
      }),
    ),
    {
      kind: "table",
      caption: sentence("cutOffCaption"),
      columns: [start("input", 4), end("massKg", 2), end("share", 2), start("reason", 5)],
      rows: record.cut.map(({ id, massKg, share, reason }) => [
        named(id),
        { figure: massKg },
        { share },
        reason === null ? sentence("belowThreshold") : { text: reason },
      ]),
    },
  ]);
}

function allocation({ lines, inventory, declaration }: StudyInput): readonly Block[] {
  const { parameters, study } = inventory;
  const circular = lines.filter((line) => line.circular !== null);
  const recycled = lines.filter(
    (line) => line.recycledShare !== null || line.recoveredShare !== null || line.endOfLife !== null,
  );
  return [
    paragraph(
      study.allocation === undefined
        ? sentence(allocationOfMethod[declaration.method] ?? "allocationDefault")
        : { text: study.allocation },
    ),
    ...(parameters.A === undefined
      ? []
      : [paragraph(sentence("allocationFactor", { A: { figure: parameters.A } }))]),
    ...(circular.length === 0
      ? []
      : [
          {
            kind: "table",
            caption: sentence("circularCaption"),
            columns: [
              start("material", 4),
              ...["A", "B", "R1", "R2", "R3", "Qsin/Qp", "Qsout/Qp"].map((head): Column => ({
                head: { text: head },
                align: "end",
                weight: 1.3,
              })),
            ],
            rows: circular.map((line) => [
              nameOfLine(line, line.code),
              ...circularCells(line.circular ?? {}),
            ]),
          } satisfies Block,
          paragraph(sentence("circularNote"), "small"),
        ]),
    ...(recycled.length === 0
      ? []
      : [
          {
            kind: "table",
            caption: sentence("recycledCaption"),
            columns: [
              start("material", 4),
              end("recycledShare", 2),
              end("recycledFactor", 3),
              end("recoveredShare", 2),
              end("endOfLife", 3),
            ],
            rows: recycled.map((line) => [
              nameOfLine(line, line.code),
              line.recycledShare === null ? sentence("none") : { share: line.recycledShare },
              line.recycledFactorValue === null
                ? sentence("none")
                : asEntered({ value: line.recycledFactorValue, unit: line.recycledFactorUnit ?? "" }),
              line.recoveredShare === null ? sentence("none") : { share: line.recoveredShare },
              line.endOfLife === null ? sentence("none") : asEntered(line.endOfLife.value),
            ]),
          } satisfies Block,
        ]),
  ];
}

const allocationOfMethod: Readonly<Record<string, string>> = {
  "mee-partial": "allocationMeePartial",
  "mee-full": "allocationMeeFull",
  "eu-cfb-ev": "allocationEu",
  "iso14067-ctg": "allocationIso",
};

function circularCells(parameters: CircularParameters): readonly Say[] {
  const { A, B, R1, R2, R3, QsinQp, QsoutQp } = parameters;
  return [A, B, R1, R2, R3, QsinQp, QsoutQp].map((value) =>
    value === undefined ? sentence("none") : { figure: value },
  );
}

function electricity({ lines, inventory: { study }, declaration }: StudyInput): readonly Block[] {
  const used = lines.filter(({ kind }) => kind === "electricity");
  const sources = sourcesOf(lines);
  return [
    ...(study.electricity === undefined ? [] : [paragraph({ text: study.electricity })]),
    ...(used.length === 0
      ? [paragraph(sentence("electricityNone"))]
      : [
          {
            kind: "table",
            caption: sentence("electricityCaption"),
            columns: [start("input", 4), start("electricityModel", 3), end("amount", 2), start("factor", 4)],
            rows: used.map((line) => [
              nameOfLine(line, line.code),
              {
                lines:
                  line.electricitySources === null
                    ? [{ word: "electricity", of: line.electricityModel ?? "" }]
                    : line.electricitySources.map(({ model, share }) => ({
                        all: [{ word: "electricity", of: model }, { share }],
                      })),
              },
              amountOf(line),
              factorOf(line, sources),
            ]),
          } satisfies Block,
        ]),
    paragraph(sentence(declaration.method.startsWith("eu") ? "electricityEu" : "electricityNote"), "small"),
  ];
}

function otherGwp({ lines, inventory }: StudyInput): readonly Block[] {
  const other = lines.filter(
    ({ factorGwpSet }) => factorGwpSet !== null && factorGwpSet !== inventory.gwpSet,
  );
  return other.length === 0
    ? []
    : [
        paragraph(sentence("otherGwp")),
        {
          kind: "list",
          items: other.map((line) => ({
            all: [nameOfLine(line, line.code), { text: line.factorGwpSet ?? "" }],
          })),
        },
      ];
}

function inventoryChapter(input: StudyInput): readonly Unnumbered[] {
  const { lines, result } = input;
  const left = lines.filter(({ publishedProblem }) => publishedProblem !== null);
  const outside = lines.filter(
    ({ code, publishedProblem }) => publishedProblem === null && result.linesKg[code] === undefined,
  );
  const stageParts = stagesIn(result).map(([stage]) => ({
    id: `inventory-${stage}`,
    level: 2 as const,
    title: { word: "stage", of: stage } satisfies Say,
    blocks: stageInventory(input, stage),
  }));
  return [
    chapter("inventory", "chapterInventory", [
      paragraph(sentence("inventoryLead", { count: { text: String(lines.length) } })),
      ...(lines.some(({ confidential }) => confidential)
        ? [paragraph(sentence("confidentialNote"), "small")]
        : []),
    ]),
    ...stageParts,
    ...(outside.length === 0
      ? []
      : [
          part("outside", "partOutside", [
            paragraph(sentence("outsideLead")),
            {
              kind: "list",
              items: outside.map((line) => ({
                all: [nameOfLine(line, line.code), { word: "stage", of: line.stage }],
              })),
            },
          ]),
        ]),
    ...(left.length === 0
      ? []
      : [
          part("not-counted", "partNotCounted", [
            paragraph(sentence("notCountedLead")),
            {
              kind: "list",
              items: left.map((line) => ({
                all: [nameOfLine(line, line.code), { code: line.publishedProblem ?? "" }],
              })),
            },
          ]),
        ]),
  ];
}

function stageInventory({ lines, result }: StudyInput, stage: string): readonly Block[] {
  const own = contributionsOf(lines, result).filter((one) => one.stage === stage);
  const sources = sourcesOf(lines);
  if (own.length === 0) return [paragraph(sentence("stageWithoutLines"))];
  return [
    {
      kind: "table",
      caption: sentence("inventoryCaption", { stage: { word: "stage", of: stage } }),
      columns: [
        start("input", 4.2),
        end("amount", 2.5),
        start("factor", 4.2),
        // Wide enough for hundreds of millions with two places: a year of a plant.
        end("kgHead", 2.7),
        start("dataAndSource", 4),
      ],
      rows: own.map(({ line, kg }) => [
        {
          lines: [
            nameOfLine(line, line.code),
            ...(line.component === null ? [] : [componentNames(line.component)]),
            ...(line.confidential ? [sentence("confidential")] : []),
          ],
        },
        amountOf(line),
        factorOf(line, sources),
        line.cut ? sentence("cutMark") : kilograms(kg),
        {
          lines: [
            { word: "data", of: line.dataKind },
            { en: line.sourceEn, zh: line.sourceZh },
            ...(line.geography === null && line.activityYear === null
              ? []
              : [{ text: [line.geography, line.activityYear].filter((it) => it !== null).join(", ") }]),
          ],
        },
      ]),
    },
  ];
}

/** What went in: mass, energy, piece; of a transport what was carried, how far, and by what. */
function amountOf(line: StudyLine): Say {
  const amount = line.amount === null ? null : asEntered({ value: line.amount, unit: line.amountUnit ?? "" });
  if (line.kind !== "transport") return amount ?? sentence("none");
  return {
    lines: [
      ...(amount === null ? [] : [amount]),
      ...(line.distance === null ? [] : [asEntered({ value: line.distance, unit: line.distanceUnit ?? "" })]),
      ...(line.transportMode === null ? [] : [{ word: "mode", of: line.transportMode } satisfies Say]),
    ],
  };
}

/** Value, name, place, year and source of the factor; several for a mix of electricity. */
function factorOf(line: StudyLine, sources: readonly string[]): Say {
  const { factor, factorValue, factorUnit, electricitySources, recycledFactor } = line;
  if (electricitySources !== null) {
    return { lines: electricitySources.map(({ factor: { value, unit } }) => asEntered({ value, unit })) };
  }
  if (factorValue === null) return sentence("none");
  return {
    lines: [
      asEntered({ value: factorValue, unit: factorUnit ?? "" }),
      ...(factor === null ? [] : factorWords(factor, sources)),
      ...(recycledFactor === null ? [] : factorWords(recycledFactor, sources)),
    ],
  };
}

/** Name, place and year of a factor; its source by the number it has among the references. */
function factorWords(factor: NonNullable<StudyLine["factor"]>, sources: readonly string[]): readonly Say[] {
  const place = [factor.geography, String(factor.year)].filter((it) => it !== "").join(", ");
  return [
    { en: factor.nameEn, zh: factor.nameZh },
    { text: `${place} [${sources.indexOf(factor.source) + 1}]` },
  ];
}

/** Sources of the factors of all lines, each once, in the order of the references. */
function sourcesOf(lines: readonly StudyLine[]): readonly string[] {
  const sources = lines.flatMap(({ factor, recycledFactor }) =>
    [factor, recycledFactor].flatMap((one) => (one === null ? [] : [one.source])),
  );
  return [...new Set(sources)].toSorted();
}

function dataQuality(input: StudyInput): Unnumbered {
  const { lines, result } = input;
  const { method, methodVersion } = input.declaration;
  const scheme =
    input.inventory.parameters.dqrScheme ?? findMethod(method, methodVersion)?.dataQuality.scheme ?? "three";
  const criteria =
    scheme === "three" ? (["TeR", "GeR", "TiR"] as const) : (["TeR", "GeR", "TiR", "P"] as const);
  const rating = dataQualityOf(lines, result, scheme);
  return chapter("data-quality", "chapterDataQuality", [
    paragraph(sentence("primaryLead", { share: { share: primaryDataShare(lines, result) } })),
    {
      kind: "table",
      caption: sentence("dataKindCaption"),
      columns: [start("data", 3), end("lineCount", 2), end("kgHead", 2), end("share", 2)],
      rows: (["primary", "secondary"] as const).map((kind) => {
        const own = lines.filter((line) => line.dataKind === kind && line.publishedProblem === null);
        const kg = sumOf(own.map(({ code }) => decimal(result.linesKg[code])));
        return [
          { word: "data", of: kind },
          { text: String(own.length) },
          kilograms(toDecimal(kg)),
          { share: ratio(kg, decimal(result.totalKg)) },
        ];
      }),
    },
    ...(rating === null
      ? [paragraph(sentence("dqrNone"))]
      : [
          paragraph(sentence(scheme === "three" ? "dqrLeadThree" : "dqrLeadFour")),
          {
            kind: "table",
            caption: sentence("dqrCaption"),
            columns: [
              start("input", 5),
              ...criteria.map((head): Column => ({ head: { text: head }, align: "end", weight: 1 })),
              { head: { text: "DQR" }, align: "end", weight: 1.3 },
              end("weight", 1.6),
            ],
            rows: lines
              .filter(({ code }) => rating.perItem[code] !== undefined)
              .map((line) => [
                nameOfLine(line, line.code),
                ...criteria.map((name): Say => ({ figure: line.quality?.[name] ?? "0" })),
                { figure: rating.perItem[line.code] ?? "0", places: 2 },
                { share: rating.weights[line.code] ?? "0" },
              ]),
            foot: [
              sentence("dqrTotal"),
              ...criteria.map((name): Say => ({ figure: rating.criteria[name] ?? "0", places: 2 })),
              { figure: rating.total, places: 2 },
              { share: "1" },
            ],
          } satisfies Block,
          paragraph(
            sentence("dqrResult", {
              total: { figure: rating.total, places: 2 },
              class: { word: "quality", of: rating.class },
              share: { share: rating.ratedShare },
            }),
          ),
        ]),
  ]);
}

function impact(input: StudyInput): readonly Unnumbered[] {
  const { lines, result } = input;
  return [
    chapter("impact", "chapterImpact", [
      paragraph(
        sentence("impactLead", {
          value: { figure: result.cfp, places: 3, unit: resultUnit(input) },
          total: { figure: result.totalKg, places: 2, unit: "kgCO2e" },
          denominator: {
            figure: denominator(input),
            unit: resultUnit(input).replace(/^kgCO2e\//, ""),
          },
        }),
      ),
      stagePicture(input),
      stageTable(input, sentence("stageCaption")),
      paragraph(sentence("roundingNote"), "small"),
    ]),
    ...(lines.every(({ component }) => component === null)
      ? []
      : [
          part("components", "partComponents", [
            {
              kind: "table",
              caption: sentence("componentCaption"),
              columns: [
                start("component", 4),
                end("kgHead", 2),
                { head: { unit: resultUnit(input) }, align: "end", weight: 2 },
                end("share", 2),
              ],
              rows: componentSums(input)
                .toSorted((a, b) => compare(b.kg, a.kg))
                .map(({ component, kg }) => [
                  component === null ? sentence("noComponent") : componentNames(component),
                  kilograms(toDecimal(kg)),
                  kgPerUnit(toDecimal(kg), input),
                  { share: ratio(kg, decimal(result.totalKg)) },
                ]),
              foot: [sentence("sum"), kilograms(result.totalKg), perUnit(result.cfp), { share: "1" }],
            },
          ]),
        ]),
    ...(input.declaration.published === null
      ? []
      : [part("published", "partPublished", publishedBlocks(input))]),
  ];
}

/** Emissions by component; what belongs to none makes up the rest, so that they add up to the total. */
function componentSums({ lines, result }: StudyInput) {
  const named = [...new Set(lines.flatMap(({ component }) => (component === null ? [] : [component])))].map(
    (component) => ({
      component,
      kg: sumOf(
        lines.filter((line) => line.component === component).map(({ code }) => decimal(result.linesKg[code])),
      ),
    }),
  );
  const rest = subtract(decimal(result.totalKg), sumOf(named.map(({ kg }) => kg)));
  return isZero(rest) ? named : [...named, { component: null, kg: rest }];
}

/** The largest lines that together make four fifths of all emissions. Source: PEF method, most relevant processes. */
function hotSpots({ lines, result }: StudyInput) {
  const weighed = lines
    .map((line) => ({ line, kg: decimal(result.linesKg[line.code]) }))
    .toSorted((a, b) => compare(absolute(b.kg), absolute(a.kg)));
  const all = sumOf(weighed.map(({ kg }) => absolute(kg)));
  const limit = multiply(all, { numerator: 8n, divisor: 1n, scale: 1 });
  let reached = zero;
  return weighed.flatMap(({ line, kg }) => {
    if (compare(reached, limit) >= 0 || isZero(kg)) return [];
    reached = add(reached, absolute(kg));
    return [{ line, kg, reached: isZero(all) ? "0" : toDecimal(divide(reached, all)) }];
  });
}

function interpretation(input: StudyInput): readonly Unnumbered[] {
  const { lines, request, result, inventory } = input;
  const spots = hotSpots(input);
  const model = resultModel(request);
  const moved = model === null ? [] : sensitivities(model).slice(0, mostMoved);
  const total = decimal(result.totalKg);
  const warnings = [...new Set(result.warnings.map(({ code }) => code))];
  return [
    chapter("interpretation", "chapterInterpretation", []),
    part("hot-spots", "partHotSpots", [
      paragraph(sentence("hotSpotsLead", { count: { text: String(spots.length) } })),
      {
        kind: "table",
        caption: sentence("hotSpotsCaption"),
        columns: [
          start("input", 5),
          start("stage", 3.4),
          end("kgHead", 2),
          end("share", 1.7),
          end("cumulated", 1.9),
        ],
        rows: spots.map(({ line, kg, reached }) => [
          nameOfLine(line, line.code),
          { word: "stage", of: stageUnder(result.method, line.stage, line.kind) ?? line.stage },
          kilograms(toDecimal(kg)),
          { share: ratio(kg, total) },
          { share: reached },
        ]),
      },
    ]),
    part("sensitivity", "partSensitivity", [
      paragraph(sentence("sensitivityLead")),
      {
        kind: "table",
        caption: sentence("sensitivityCaption", { unit: { unit: resultUnit(input) } }),
        columns: [start("input", 5), end("minusTen", 2), end("declaredValue", 2), end("plusTen", 2)],
        rows: moved.map(({ input: moving, low, high }) => [
          movedInput(moving, lines),
          perUnit(toDecimal(low.perUnit)),
          perUnit(result.cfp),
          perUnit(toDecimal(high.perUnit)),
        ]),
      },
    ]),
    part("limitations", "partLimitations", [
      paragraph(
        inventory.study.limitations === undefined
          ? sentence("limitationsDefault")
          : { text: inventory.study.limitations },
      ),
      paragraph(sentence("limitationsOfReport")),
      ...(warnings.length === 0
        ? []
        : [
            paragraph(sentence("warningsLead")),
            { kind: "list", items: warnings.map((of) => ({ word: "warning", of })) } satisfies Block,
          ]),
    ]),
    part("validity", "partValidity", [
      paragraph(sentence(input.subject.kind === "model" ? "validity" : "validityProduct")),
    ]),
  ];
}

/** Inputs shown of those that move the result most. */
const mostMoved = 10;

/** `Aluminium housing, mass`: the line and which of its inputs; of the whole inventory the input alone. */
function movedInput({ line, name }: Input, lines: readonly StudyLine[]): Say {
  const source = /^sources\[(\d+)\]\.(share|factor)$/.exec(name);
  const input: Say =
    source === null
      ? { word: "input", of: inputName(name) }
      : sentence(source[2] === "share" ? "sourceShare" : "sourceFactor", {
          number: { text: String(Number(source[1]) + 1) },
        });
  if (line === null) return input;
  const found = lines.find(({ code }) => code === line) ?? null;
  return { all: [nameOfLine(found, line), input] };
}

/** `cff.R2` and `Ev (virgin)` by their bare names. */
function inputName(name: string): string {
  return name === "eol.value" ? "eolValue" : name.replace(/^cff\./, "").replace(/ \(.*\)$/, "");
}

function verification(input: StudyInput): Unnumbered {
  const { signedOff, inventory, declaration, operator } = input;
  const row = (key: string, text: string | null | undefined): readonly (readonly [Say, Say])[] =>
    text == null ? [] : [[sentence(key), { text }]];
  return chapter("verification", "chapterVerification", [
    {
      kind: "facts",
      rows: [
        [
          sentence("studyAuthor"),
          inventory.study.author === undefined
            ? nameOf(operator.name, operator.nameOriginal)
            : { text: inventory.study.author },
        ],
        ...row("verifier", inventory.study.verifier),
        ...row("draftedBy", signedOff.author),
        ...row("reviewedBy", signedOff.reviewer),
        ...row("releasedBy", signedOff.releasedBy),
        [
          sentence("conformity"),
          declaration.conformityNumber === null
            ? sentence("conformityMissing")
            : { code: declaration.conformityNumber },
        ],
        ...row("changeReason", declaration.changeReason),
      ],
    },
    paragraph(
      sentence(inventory.study.verifier === undefined ? "verificationNone" : "verificationNote"),
      "small",
    ),
  ]);
}

function references({ declaration, inventory, lines }: StudyInput): Unnumbered {
  const family = declaration.method.split("-")[0] ?? "";
  return chapter("references", "chapterReferences", [
    {
      kind: "list",
      items: [
        ...(referenceOfMethod[family] ?? []).map((key) => sentence(key)),
        sentence("referenceIpcc", { set: { text: inventory.gwpSet } }),
        sentence("referenceRegulation"),
        ...sourcesOf(lines).map((source, index): Say => {
          const { en, zh } = librarySource(source);
          return { en: `[${index + 1}] ${en}`, zh: `[${index + 1}] ${zh}` };
        }),
      ],
    },
  ]);
}

const referenceOfMethod: Readonly<Record<string, readonly string[]>> = {
  mee: ["referenceMee", "referenceIso"],
  eu: ["referenceEu", "referencePef", "referenceIso"],
  iso14067: ["referenceIso", "referenceGb"],
};

function appendix(input: StudyInput): Unnumbered {
  const { declaration, result, basis } = input;
  return chapter("appendix", "chapterAppendix", [
    paragraph(sentence("recomputeLead")),
    paragraph({ code: "npx cellproof calculate request.json" }),
    paragraph(sentence("recomputeThen"), "small"),
    {
      kind: "facts",
      rows: [
        [sentence("requestDigest"), { code: declaration.requestDigest }],
        [sentence("resultDigest"), { code: declaration.resultDigest }],
        [sentence("footprint"), { figure: result.cfp, unit: resultUnit(input) }],
        [sentence("total"), { figure: result.totalKg, unit: "kgCO2e" }],
        ...stagesIn(result).map(([stage, kg]): readonly [Say, Say] => [
          { word: "stage", of: stage },
          { figure: kg, unit: "kgCO2e" },
        ]),
      ],
    },
    ...(basis === null
      ? []
      : [
          {
            kind: "table",
            caption: sentence("basisCaption"),
            columns: [start("basisEntry", 3), start("version", 2), start("contentHash", 6)],
            rows: [
              basis.method,
              basis.gwpSet,
              ...basis.factors,
              ...(basis.ruleSet === null ? [] : [basis.ruleSet]),
            ].map(({ id, version, contentHash }) => [{ code: id }, { code: version }, { code: contentHash }]),
          } satisfies Block,
        ]),
  ]);
}

function nameOfLine(line: StudyLine | null, code: string): Say {
  return line === null ? { text: code } : { en: line.nameEn, zh: line.nameZh };
}

function start(key: string, weight: number): Column {
  return { head: sentence(key), align: "start", weight };
}

function end(key: string, weight: number): Column {
  return { head: sentence(key), align: "end", weight };
}

function decimal(text: string | undefined): Exact {
  return parseExact(text ?? "0") ?? zero;
}

function sumOf(values: readonly Exact[]): Exact {
  return values.reduce(add, zero);
}

function ratio(above: Exact, below: Exact): string {
  return isZero(below) ? "0" : toDecimal(divide(above, below));
}
