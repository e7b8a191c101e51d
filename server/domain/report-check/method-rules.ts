import type { FindingList } from "./finding.ts";
import { compare, isNegative, parseExact } from "../quantity/exact.ts";
import type { ReadReport } from "./read-report.ts";
import { decimalIn, textIn, textsIn } from "./read-report.ts";
import { readStage } from "./stage-names.ts";
import { readUnitText } from "./printed.ts";
import { areComparable } from "../quantity/unit.ts";
import { economicKeys, physicalKeys } from "./word-lists.ts";
import { isFields } from "../carbon-footprint/read.ts";

/** Whether one method is followed and can be followed by others (CK-METHOD, CK-FORMULA, CK-CAPACITY, CK-ENERGY-CAP, CK-REPRO, CK-DQR). */
export function checkMethod(report: ReadReport, found: FindingList): void {
  checkAllocation(report, found);
  checkBases(report, found);
  checkFormula(report, found);
  checkCapacity(report, found);
  checkReproducible(report, found);
  checkDataQuality(report, found);
}

/** CK-METHOD: the key of an allocation is not what the allocation is called. Source: ISO 14067:2018, 6.4.6. */
function checkAllocation({ declared }: ReadReport, found: FindingList): void {
  const allocation = declared.object("allocation");
  const [key, called] = [textIn(allocation, "key"), textIn(allocation, "called")];
  if (key === null || called === null) return;
  const [one, other] = [kindOfKey(key), kindOfKey(called)];
  if (one !== null && other !== null && one !== other)
    found.add("allocation", "declared.allocation", { key, called });
}

function kindOfKey(text: string): "economic" | "physical" | null {
  if (economicKeys.test(text)) return "economic";
  return physicalKeys.test(text) ? "physical" : null;
}

/** CK-METHOD: several chemistries, programs, factor bases or signs in one figure. */
function checkBases({ declared, rows }: ReadReport, found: FindingList): void {
  const chemistries = [
    ...new Set(declared.texts("chemistries").map(({ text }) => text.trim().toUpperCase())),
  ];
  if (chemistries.length > 1)
    found.add("chemistries", "declared.chemistries", { list: chemistries.join(", ") });
  const programs = [...new Set(declared.texts("software").map(({ text }) => text.trim()))];
  if (programs.length > 1) found.add("programs", "declared.software", { list: programs.join(", ") });
  const bases = new Map<string, string>();
  for (const { path, fields } of declared.statements("factors")) {
    const basis = textIn(fields, "basis");
    if (basis !== null && !bases.has(basis)) bases.set(basis, path);
  }
  const [first, second] = [...bases];
  if (first !== undefined && second !== undefined) {
    found.add("factorBases", second[1], { one: first[0], other: second[0] });
  }
  if (declared.text("sign_convention") === "credit_negative") {
    for (const { path, id, credit, emission } of rows) {
      if (credit && emission !== null && !isNegative(emission.value) && emission.value.numerator !== 0n) {
        found.add("creditSign", `${path}.emission`, { row: id });
      }
    }
  }
}

/** CK-FORMULA: terms of different units are added, a symbol has no meaning, or a term is taken off that no number fills. */
function checkFormula({ declared, rows }: ReadReport, found: FindingList): void {
  for (const { path, fields } of declared.statements("formulas")) {
    const terms: readonly unknown[] = Array.isArray(fields["terms"]) ? fields["terms"].slice(0, 200) : [];
    const units = terms.flatMap((term) => (isFields(term) ? [textIn(term, "unit") ?? ""] : []));
    const [first, ...more] = units;
    const odd = more.find((unit) => first !== undefined && !isSameUnit(first, unit));
    if (first !== undefined && odd !== undefined) found.add("formulaUnits", path, { one: first, other: odd });
    const unexplained = textsIn(fields, "undefined_symbols");
    if (unexplained.length > 0) found.add("formulaSymbols", path, { list: unexplained.join(", ") });
  }
  const named = new Set(rows.map(({ stage }) => (stage === null ? "" : readStage(stage).name)));
  for (const { path, fields } of declared.statements("boundary_statements")) {
    for (const term of textsIn(fields, "formula")) {
      const { name, subtracted } = readStage(term);
      if (subtracted && !named.has(name)) found.add("formulaTerm", path, { term: name });
    }
  }
}

function isSameUnit(one: string, other: string): boolean {
  const [a, b] = [readUnitText(one), readUnitText(other)];
  return a === null || b === null ? one === other : areComparable(a, b);
}

/** CK-CAPACITY: what a plant could make in place of what it made. CK-ENERGY-CAP: rated in place of usable energy. */
function checkCapacity({ declared }: ReadReport, found: FindingList): void {
  const output = declared.text("output_kind")?.toLowerCase();
  if (output !== undefined && /capacity|产能/.test(output)) found.add("capacity", "declared.output_kind");
  const kind = declared.text("energy_capacity_kind")?.toLowerCase();
  if (kind !== undefined && /rated|nominal|nameplate|额定|标称/.test(kind)) {
    found.add("ratedEnergy", "declared.energy_capacity_kind");
  }
}

/** CK-REPRO: amounts or factors behind the result are not published. */
function checkReproducible({ declared, rows, total, changes }: ReadReport, found: FindingList): void {
  const amounts = declared.flag("activity_data_published");
  const factors = declared.flag("factors_published");
  if (amounts === false) found.add("amountsUnpublished", "declared.activity_data_published");
  if (factors === false) found.add("factorsUnpublished", "declared.factors_published");
  for (const { path, fields } of declared.statements("results")) {
    if (textIn(fields, "origin") === "library") found.add("resultOfLibrary", path);
  }
  if (rows.length === 0 && total !== null && changes.length === 0 && amounts === null) {
    found.add("noRows", "report.rows");
  }
  for (const { path, id, amount, factor, emission, derived } of rows) {
    if (derived || emission === null) continue;
    if (amount === null && amounts === null) found.add("rowWithoutAmount", path, { row: id });
    if (factor === null && factors === null) found.add("rowWithoutFactor", path, { row: id });
  }
}

/** CK-DQR: the quality assessment that the method asks for, or the report announces, is not there or not usable. */
function checkDataQuality({ declared }: ReadReport, found: FindingList): void {
  if (declared.flag("dqr_published") === false) found.add("qualityMissing", "declared.dqr_published");
  const classes = declared.statements("dqr_classes").flatMap(({ path, fields }) => {
    const [low, high] = [decimalIn(fields["low"]), decimalIn(fields["high"])];
    return low === null || high === null
      ? []
      : [{ path, low, high, text: textIn(fields, "low") ?? "", inclusive: fields["inclusive"] }];
  });
  for (const { path, low, text, inclusive } of classes) {
    const isSharedLimit = classes.some((other) => other.path !== path && compare(other.high, low) === 0);
    if (isSharedLimit && typeof inclusive !== "string") found.add("qualityClasses", path, { limit: text });
  }
  const rating = declared.text("dqr_total");
  const exact = rating === null ? null : parseExact(rating);
  const [best, worst] = [parseExact("1"), parseExact("5")];
  if (exact === null || best === null || worst === null) return;
  if (compare(exact, best) < 0 || compare(exact, worst) > 0) {
    found.add("qualityRange", "declared.dqr_total", { rating: rating ?? "" }, { expected: "1 – 5" });
  }
}
