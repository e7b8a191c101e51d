import { compare, divide, multiply } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { areComparable } from "../quantity/unit.ts";
import type { Unit } from "../quantity/unit.ts";
import { shownQuantity } from "./arithmetic.ts";
import type { FindingList } from "./finding.ts";
import type { Printed } from "./printed.ts";
import { lacksMassUnit, parsePrinted, readUnitText } from "./printed.ts";
import type { ReadReport } from "./read-report.ts";
import { textIn } from "./read-report.ts";

/** Whether units fit one another, the functional unit and the same number elsewhere (CK-UNIT-DIM, CK-UNIT-MISSING, CK-UNIT, CK-UNIT-FU, CK-FU). */
export function checkUnits(report: ReadReport, found: FindingList): void {
  checkRowUnits(report, found);
  checkMissingUnits(report, found);
  checkSameNumber(report, found);
  checkResultUnit(report, found);
  checkFunctionalUnit(report, found);
}

/** CK-UNIT-DIM: activity unit times factor unit is no mass of CO2e. */
function checkRowUnits({ rows }: ReadReport, found: FindingList): void {
  for (const { path, label, amount, factor, emission } of rows) {
    if (
      emission !== null &&
      emission.unit !== null &&
      (emission.unit.dimension !== "co2e" || emission.unit.per !== null)
    ) {
      found.add("emissionUnit", `${path}.emission`, { row: label, unit: emission.unitText });
    }
    if (amount?.unit == null || factor === null || factor.unit === null) continue;
    if (factor.unit.dimension !== "co2e" || factor.unit.per === null) {
      if (!lacksMassUnit(factor.unitText))
        found.add("factorUnit", `${path}.factor`, { row: label, unit: factor.unitText });
    } else if (!areComparable(amount.unit, factor.unit.per)) {
      found.add("rowUnits", `${path}.factor`, {
        row: label,
        amount: amount.unitText,
        factor: factor.unitText,
      });
    }
  }
}

/** CK-UNIT-MISSING, and CK-UNIT for a unit that nobody can read. */
function checkMissingUnits(report: ReadReport, found: FindingList): void {
  const { rows, stages, total, output, intensity, functionalUnit, declared } = report;
  const quantities = [
    ...rows.flatMap(({ amount, factor, emission }) => [amount, factor, emission]),
    ...stages.map(({ value }) => value),
    total,
    intensity,
    output,
    functionalUnit,
    ...report.changes.flatMap(({ from, to }) => [from, to]),
  ];
  for (const quantity of quantities) {
    if (quantity === null || quantity.unit !== null) continue;
    judgeUnreadable(quantity.unitText, quantity.path, shownQuantity(quantity), found);
  }
  for (const { path, fields } of declared.statements("factors")) {
    const unit = textIn(fields, "unit") ?? "";
    const value = textIn(fields, "value");
    if (value === null && unit === "") continue;
    if (readUnitText(unit) === null)
      judgeUnreadable(unit, `${path}.unit`, `${value ?? ""} ${unit}`.trim(), found);
  }
  const named = declared.text("electricity_factor_unit_named");
  if (named !== null && readUnitText(named) === null) {
    judgeUnreadable(named, "declared.electricity_factor_unit_named", named, found);
  }
}

function judgeUnreadable(unit: string, path: string, printed: string, found: FindingList): void {
  if (unit === "" || lacksMassUnit(unit)) found.add("unitMissing", path, { printed });
  else found.add("unitUnreadable", path, { unit });
}

/** CK-UNIT: the same number once in one and once in another unit, where both can only mean the same thing. */
function checkSameNumber(report: ReadReport, found: FindingList): void {
  const { rows, stages, total, intensity, declared, functionalUnit } = report;
  const per = functionalUnit?.unitText ?? null;
  const results = declared.statements("results").flatMap(({ path, fields }): Printed[] => {
    const [value, unitText] = [textIn(fields, "value"), textIn(fields, "unit")];
    const number = value === null ? null : parsePrinted(value, path);
    if (number === null || unitText === null) return [];
    return [{ ...number, unitText, unit: readUnitText(unitText, per) }];
  });
  const printed = [
    total,
    intensity,
    ...stages.map(({ value }) => value),
    ...rows.map(({ emission }) => emission),
  ];
  const byNumber = new Map<string, Printed>();
  for (const quantity of [...printed, ...results]) {
    if (quantity === null || quantity.unit === null) continue;
    // What is divided and what is not are different things, however their numbers look.
    const key = `${quantity.text} ${quantity.unit.per === null ? "" : `/${quantity.unit.per.dimension}`}`;
    const known = byNumber.get(key);
    if (known === undefined) byNumber.set(key, quantity);
    else if (known.unit !== null && differ(known.unit, quantity.unit)) {
      found.add("sameNumber", quantity.path, {
        number: quantity.text,
        one: known.unitText,
        other: quantity.unitText,
      });
    }
  }
  for (const [index, { path, fields }] of declared.statements("result_units_by_table").entries()) {
    const first = declared.statements("result_units_by_table")[0];
    const [one, other] = [textIn(first?.fields ?? {}, "unit"), textIn(fields, "unit")];
    if (index === 0 || one === null || other === null) continue;
    const [a, b] = [readUnitText(one, per), readUnitText(other, per)];
    if (a !== null && b !== null && differ(a, b)) found.add("tableUnits", path, { one, other });
  }
  checkNamedFactorUnit(report, found);
}

/** The unit in which the electricity factor is described against the one in which it is used. */
function checkNamedFactorUnit({ rows, declared }: ReadReport, found: FindingList): void {
  const named = declared.text("electricity_factor_unit_named");
  const unit = named === null ? null : readUnitText(named);
  if (named === null || unit === null) return;
  for (const { factor } of rows) {
    if (factor?.unit?.per?.dimension !== "energy" || !differ(unit, factor.unit)) continue;
    found.add("namedFactorUnit", "declared.electricity_factor_unit_named", {
      one: named,
      other: factor.unitText,
    });
    return;
  }
}

/** Of different size, or one of CO2 alone and the other of CO2e. Units of different dimension are another rule's. */
function differ(a: Unit, b: Unit): boolean {
  if (!areComparable(a, b)) return false;
  return a.co2Only !== b.co2Only || compare(sizeOf(a), sizeOf(b)) !== 0;
}

function sizeOf(unit: Unit): Exact {
  return unit.per === null ? unit.inBase : divide(unit.inBase, unit.per.inBase);
}

/** CK-UNIT-FU: results are stated for one of something else than the functional unit is made of. */
function checkResultUnit({ functionalUnit, intensity, declared }: ReadReport, found: FindingList): void {
  if (functionalUnit?.unit == null) return;
  const results = declared
    .statements("results")
    .map(({ path, fields }) => ({ path: `${path}.unit`, text: textIn(fields, "unit") ?? "" }));
  const stated = intensity === null ? [] : [{ path: intensity.path, text: intensity.unitText }];
  for (const { path, text } of [...stated, ...results]) {
    const unit = readUnitText(text, functionalUnit.unitText);
    if (unit?.per == null || areComparable(unit.per, functionalUnit.unit)) continue;
    found.add("resultUnit", path, { unit: text, functionalUnit: shownQuantity(functionalUnit) });
  }
}

/** CK-FU: the functional unit is missing, has no quantity, or there are several. */
function checkFunctionalUnit(
  { functionalUnit, declared, changes, rows, total }: ReadReport,
  found: FindingList,
): void {
  const statements = declared.statements("functional_units");
  const quantified: {
    readonly path: string;
    readonly value: Exact;
    readonly unit: Unit | null;
    readonly text: string;
  }[] =
    functionalUnit === null
      ? []
      : [
          {
            path: functionalUnit.path,
            value: functionalUnit.value,
            unit: functionalUnit.unit,
            text: shownQuantity(functionalUnit),
          },
        ];
  for (const { path, fields } of statements) {
    const [value, unitText] = [textIn(fields, "value"), textIn(fields, "unit")];
    const number = value === null ? null : parsePrinted(value, path);
    if (number === null || unitText === null) {
      found.add("functionalUnitWithoutAmount", path, {
        text: textIn(fields, "text") ?? unitText ?? value ?? "",
      });
      continue;
    }
    if (fields["text"] === null) found.add("functionalUnitWords", path);
    quantified.push({
      path,
      value: number.value,
      unit: readUnitText(unitText),
      text: `${value} ${unitText}`,
    });
  }
  const [first, ...more] = quantified;
  const isFootprint = total !== null || rows.length > 0 || changes.length === 0;
  if (first === undefined) {
    if (statements.length === 0 && isFootprint) found.add("functionalUnitMissing", "report.functionalUnit");
    return;
  }
  for (const other of more) {
    if (first.unit === null || other.unit === null) {
      if (first.text !== other.text)
        found.add("functionalUnits", other.path, { one: first.text, other: other.text });
    } else if (!areComparable(first.unit, other.unit)) {
      found.add("functionalUnits", other.path, { one: first.text, other: other.text });
    } else if (
      compare(multiply(first.value, first.unit.inBase), multiply(other.value, other.unit.inBase)) !== 0
    ) {
      found.add(
        "functionalUnits",
        other.path,
        { one: first.text, other: other.text },
        { severity: "warning" },
      );
    }
  }
  const covered = declared.texts("covered_products");
  if (covered.length > 1) {
    found.add("severalProducts", "declared.covered_products", { count: String(covered.length) });
  }
}
