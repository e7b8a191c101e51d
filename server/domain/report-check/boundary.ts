import type { FindingList } from "./finding.ts";
import { carriersIn, carriersOf, cellInputs, transportWords } from "./carriers.ts";
import type { ReadReport, Statement } from "./read-report.ts";
import { textIn, textsIn } from "./read-report.ts";
import { mainStages, readBoundaryType, readStage } from "./stage-names.ts";
import type { BoundaryType, MainStage, NamedStage } from "./stage-names.ts";

/** Whether type, formula, lists, exclusions and results describe one boundary, and whether it is filled (CK-BOUNDARY, CK-STAGE-EMPTY, CK-COMPLETE, CK-FUEL). */
export function checkBoundary(report: ReadReport, found: FindingList): void {
  const boundary = readBoundary(report);
  checkContradictions(report, boundary, found);
  checkEmptyStages(report, boundary, found);
  checkCarriers(report, found);
  checkCompleteness(report, found);
}

interface BoundaryStatement {
  readonly path: string;
  readonly type: BoundaryType | null;
  readonly stages: readonly NamedStage[] | null;
  readonly excludes: readonly NamedStage[];
}

interface Boundary {
  readonly statements: readonly BoundaryStatement[];
  /** Stages that carry a value anywhere in the report. */
  readonly valued: readonly NamedStage[];
  /** Of these, the main stages that the report's own list of stages with a value names as well. */
  readonly filled: ReadonlySet<MainStage>;
}

function readBoundary({ declared, stages, rows, shares }: ReadReport): Boundary {
  const statements = declared.statements("boundary_statements").map(({ path, fields }: Statement) => {
    const type = textIn(fields, "type");
    const listed = Array.isArray(fields["stages"]) ? textsIn(fields, "stages") : null;
    const formula = Array.isArray(fields["formula"]) ? textsIn(fields, "formula") : null;
    const names = listed === null && formula === null ? null : [...(listed ?? []), ...(formula ?? [])];
    return {
      path,
      type: type === null ? null : readBoundaryType(type),
      stages: names?.map(readStage) ?? null,
      excludes: textsIn(fields, "excludes").map(readStage),
    };
  });
  const named = [
    ...stages.map(({ name }) => name),
    ...shares.map(({ name }) => name),
    ...rows.flatMap(({ stage, emission }) => (stage === null || emission === null ? [] : [stage])),
  ];
  const said = declared.texts("result_stages_with_value").map(({ text }) => readStage(text));
  const valued = named.length > 0 ? [...new Set(named)].map(readStage) : said;
  // Where the report lists the stages that have a value, and each of its words is understood, no other has one.
  const isListed = said.length > 0 && said.every(({ mains }) => mains.length > 0);
  const filled = mainsOf(valued);
  const ofList = mainsOf(said);
  return {
    statements,
    valued,
    filled: isListed ? new Set([...filled].filter((main) => ofList.has(main))) : filled,
  };
}

/** CK-BOUNDARY. */
function checkContradictions(
  { declared }: ReadReport,
  { statements, valued }: Boundary,
  found: FindingList,
): void {
  const types = statements.flatMap(({ path, type }) => (type === null ? [] : [{ path, type }]));
  const [firstType] = types;
  for (const { path, type } of types) {
    if (firstType !== undefined && type.name !== firstType.type.name) {
      found.add("boundaryTypes", path, { one: firstType.type.name, other: type.name });
    }
  }
  for (const { path, type, stages } of statements) {
    if (type === null || stages === null) continue;
    const mains = mainsOf(stages);
    for (const stage of type.required.filter((one) => !mains.has(one) && !isLeftOut(one, statements))) {
      found.add("boundaryLacks", path, { type: type.name, stage });
    }
    for (const stage of [...mains].filter((one) => !type.allowed.includes(one))) {
      found.add("boundaryBeyond", path, { type: type.name, stage });
    }
  }
  const lists = statements.flatMap(({ path, stages }) =>
    stages === null ? [] : [{ path, mains: mainsOf(stages) }],
  );
  const [first, ...more] = lists;
  for (const { path, mains } of more) {
    if (first === undefined) break;
    const differing = mainStages.filter((stage) => mains.has(stage) !== first.mains.has(stage));
    if (differing.length > 0) found.add("boundaryLists", path, { stages: differing.join(", ") });
  }
  for (const { path, excludes } of statements) {
    for (const { name, mains, whole } of excludes) {
      if (!whole) continue;
      const isListed = lists.some((list) => mains.some((main) => list.mains.has(main)));
      const isValued = valued.some(
        (stage) => stage.whole && stage.mains.some((main) => mains.includes(main)),
      );
      if (isValued) found.add("excludedHasValue", path, { stage: name });
      else if (isListed) found.add("excludedIsListed", path, { stage: name });
    }
  }
  const inLists = new Set(lists.flatMap(({ mains }) => [...mains]));
  for (const { name, mains } of valued) {
    const isBeyond = mains.some(
      (main) =>
        (lists.length > 0 && !inLists.has(main)) ||
        (firstType !== undefined && !firstType.type.allowed.includes(main)),
    );
    if (isBeyond) found.add("valueBeyond", "declared.boundary_statements", { stage: name });
  }
  for (const { path, fields } of declared.statements("boundary_statements")) {
    const model = textIn(fields, "business_model")?.toUpperCase();
    const type = firstType?.type.name;
    if ((model === "B2C" && type === "cradle-to-gate") || (model === "B2B" && type === "cradle-to-grave")) {
      found.add("businessModel", path, { model, type });
    }
  }
  for (const { path, fields } of declared.statements("exclusions")) {
    if (textIn(fields, "reason") === null)
      found.add("exclusionReason", path, { what: textIn(fields, "what") ?? "" });
  }
}

function mainsOf(stages: readonly NamedStage[]): ReadonlySet<MainStage> {
  return new Set(stages.flatMap(({ mains }) => mains));
}

/** CK-STAGE-EMPTY: a stage that the boundary holds and nobody leaves out has no value. */
function checkEmptyStages(
  { total, rows, changes }: ReadReport,
  { statements, filled }: Boundary,
  found: FindingList,
): void {
  // A comparison of published values calculates no stage.
  if (total === null && rows.length === 0 && changes.length > 0) return;
  const types = statements.flatMap(({ type }) => (type === null ? [] : [type]));
  const lists = statements.flatMap(({ stages }) => (stages === null ? [] : [mainsOf(stages)]));
  for (const stage of mainStages) {
    const isListed = lists.some((mains) => mains.has(stage));
    const isMeant = lists.length === 0 ? types.some(({ required }) => required.includes(stage)) : isListed;
    if (!isMeant || filled.has(stage) || isLeftOut(stage, statements)) continue;
    // What the type does not allow is a contradiction, not a gap.
    if (types.some(({ allowed }) => !allowed.includes(stage))) continue;
    found.add("stageEmpty", "declared.boundary_statements", { stage });
  }
}

function isLeftOut(stage: MainStage, statements: readonly BoundaryStatement[]): boolean {
  return statements.some(({ excludes }) =>
    excludes.some(({ whole, mains }) => whole && mains.includes(stage)),
  );
}

/** CK-FUEL: carriers of one process differ between sections. CK-COMPLETE: a carrier of the process has no row. */
function checkCarriers({ declared, rows, output }: ReadReport, found: FindingList): void {
  const named = declared.statements("fuels").flatMap(({ path, fields }) => {
    const fuel = textIn(fields, "fuel");
    if (fuel === null) return [];
    const process = textIn(fields, "process") ?? "";
    const where = textIn(fields, "where") ?? path;
    return [{ path, process: isTransport(process) ? "transport" : readStage(process).name, where, fuel }];
  });
  for (const process of new Set(named.map((one) => one.process))) {
    const sections = new Map<string, { readonly path: string; readonly carriers: Set<string> }>();
    for (const { path, where, fuel } of named.filter((one) => one.process === process)) {
      const section = sections.get(where) ?? { path, carriers: new Set<string>() };
      for (const carrier of carriersOf(fuel)) section.carriers.add(carrier);
      sections.set(where, section);
    }
    const [first, ...more] = sections.values();
    for (const { path, carriers } of more) {
      if (first === undefined) break;
      const [one, other] = [first.carriers, carriers].map((set) => [...set].toSorted(byText).join(", "));
      if (one !== other) found.add("carriersDiffer", path, { process, one: one ?? "", other: other ?? "" });
    }
    if (process === "transport") continue;
    checkCarriersHaveRows(process, named, rows, output?.text ?? null, found);
  }
}

function checkCarriersHaveRows(
  process: string,
  named: readonly { readonly path: string; readonly process: string; readonly fuel: string }[],
  rows: ReadReport["rows"],
  output: string | null,
  found: FindingList,
): void {
  if (rows.length === 0) return;
  const inRows = new Set(rows.flatMap(({ words }) => carriersIn(words)));
  // A row that names no carrier and yet counts energy or a volume may be any of them; the product itself is none.
  const unnamed = rows.filter(
    ({ words, amount }) =>
      carriersIn(words).length === 0 &&
      amount !== null &&
      amount.text !== output &&
      (amount.unit?.dimension === "energy" || amount.unit?.dimension === "volume"),
  ).length;
  const missing = new Map<string, string>();
  for (const { path, fuel } of named.filter((one) => one.process === process)) {
    for (const carrier of carriersIn(fuel)) if (!inRows.has(carrier)) missing.set(carrier, path);
  }
  if (missing.size <= unnamed) return;
  for (const [carrier, path] of missing) found.add("carrierWithoutRow", path, { carrier, process });
}

/** CK-COMPLETE. */
function checkCompleteness({ declared, rows }: ReadReport, found: FindingList): void {
  const claim = declared.text("completeness_claim");
  const published = declared.texts("materials_with_value").map(({ text }) => text);
  const words = [...rows.map((row) => row.words), ...published].join(" | ").normalize("NFKC").toLowerCase();
  const isCell = cellInputs.some(({ id, words: input }) => id === "cathode" && input.test(words));
  if (claim !== null && isCell) {
    // What is published and what has a row are two lists; one that names inputs at all has to name each.
    const lists = [published, rows.map((row) => row.words)]
      .map((list) => list.join(" | ").normalize("NFKC").toLowerCase())
      .filter((list) => cellInputs.filter(({ words: input }) => input.test(list)).length > 1);
    const missing = cellInputs.filter(({ words: input }) =>
      lists.length === 0 ? !input.test(words) : lists.some((list) => !input.test(list)),
    );
    const list = (language: "en" | "zh", mark: string) => missing.map((input) => input[language]).join(mark);
    if (missing.length > 0) {
      found.add("inputMissing", "report.rows", { inputEn: list("en", "; "), inputZh: list("zh", "；") });
    }
  }
  const raw = declared.texts("raw_materials_named");
  for (const { path, text } of raw) {
    const name = text.normalize("NFKC").toLowerCase().replaceAll("_", " ").trim();
    if (name !== "" && !words.includes(name)) found.add("materialWithoutRow", path, { material: text });
  }
  if (declared.flag("direct_process_emissions_counted") === false) {
    found.add("processEmissions", "declared.direct_process_emissions_counted");
  }
}

function isTransport(name: string): boolean {
  return transportWords.test(name.toLowerCase());
}

function byText(a: string, b: string): number {
  return a < b ? -1 : 1;
}
