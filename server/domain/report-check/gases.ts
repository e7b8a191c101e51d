import { compare, parseExact } from "../quantity/exact.ts";
import type { FindingList } from "./finding.ts";
import { gwpSetNames, misnamedGases, potentialsOf, readSetName } from "./gas-names.ts";
import type { GwpSetName } from "./gas-names.ts";
import type { ReadReport } from "./read-report.ts";
import { labelIn, textIn } from "./read-report.ts";

/** Which gases are counted and with which potentials (CK-GWP-MIX, CK-GWP-OLD, CK-GAS). */
export function checkGases(report: ReadReport, found: FindingList): void {
  checkPotentials(report, found);
  checkGasNames(report, found);
  checkCo2Only(report, found);
}

/** CK-GWP-MIX: two values for one gas or two sets in one report. CK-GWP-OLD: a set older than the newest. */
function checkPotentials({ declared }: ReadReport, found: FindingList): void {
  const ofGas = new Map<string, { readonly value: string }>();
  const newest = new Set(
    declared
      .statements("gwp")
      .filter(({ fields }) => readSetName(textIn(fields, "set") ?? "") === "AR6")
      .map(({ fields }) => gasName(textIn(fields, "gas") ?? "")),
  );
  const sets = new Map<GwpSetName, string>();
  for (const { path, fields } of declared.statements("gwp")) {
    const gas = gasName(textIn(fields, "gas") ?? "");
    const value = textIn(fields, "value");
    const named = readSetName(textIn(fields, "set") ?? "");
    const exact = value === null ? null : parseExact(value.trim());
    const fits = value === null || exact === null ? [] : setsWith(gas, value);
    if (value !== null && exact !== null) {
      const known = ofGas.get(gas);
      const other = known === undefined ? null : parseExact(known.value.trim());
      if (known === undefined) ofGas.set(gas, { value });
      else if (other !== null && compare(other, exact) !== 0) {
        found.add("twoPotentials", `${path}.value`, { gas, one: known.value, other: value });
      }
      if (named !== null && hasTable(gas) && !fits.includes(named)) {
        const expected = [...new Set(potentialsOf(gas, named))].join(", ");
        if (expected !== "")
          found.add("potentialOfOtherSet", `${path}.value`, { gas, value, set: named }, { expected });
      }
      if (named === null && hasTable(gas) && fits.length === 0) {
        found.add(
          "potentialUnknown",
          `${path}.value`,
          { gas, value },
          { expected: [...new Set(potentialsOf(gas, "AR6"))].join(", ") },
        );
      }
    }
    const set = named ?? (fits.length === 1 ? fits[0] : undefined) ?? null;
    if (set === null) continue;
    if (!sets.has(set)) sets.set(set, path);
    if (set === "AR6") continue;
    if (named !== null) found.add("oldSet", `${path}.set`, { set });
    // Beside the newest potential of the same gas the other one is a second value, not an older basis.
    else if (!newest.has(gas)) {
      found.add("oldPotential", `${path}.value`, { gas, value: value ?? "", set });
    }
  }
  const general = declared.text("gwp_set");
  const set = general === null ? null : readSetName(general);
  if (set !== null && set !== "AR6") found.add("oldSet", "declared.gwp_set", { set });
  if (set !== null) sets.set(set, "declared.gwp_set");
  const [first, second] = [...sets];
  if (first !== undefined && second !== undefined) {
    found.add("twoSets", second[1], { one: first[0], other: second[0] });
  }
}

/** `CH4_fossil` and `甲烷` are methane. */
function gasName(text: string): string {
  const plain = text.normalize("NFKC").trim();
  const written = spellings.find(([pattern]) => pattern.test(plain))?.[1];
  return written ?? plain;
}

const spellings: readonly (readonly [written: RegExp, gas: string])[] = [
  [/^(CH4.*|methane.*|甲烷)$/i, "CH4"],
  [/^(N2O|nitrous oxide|氧化亚氮)$/i, "N2O"],
  [/^(CO2|carbon dioxide|二氧化碳)$/i, "CO2"],
  [/^(CF4|PFC-14)$/i, "CF4"],
  [/^(C2F6|PFC-116)$/i, "C2F6"],
  [/^(C3F8|PFC-218)$/i, "C3F8"],
];

function hasTable(gas: string): boolean {
  return gwpSetNames.some((set) => potentialsOf(gas, set).length > 0);
}

/** Sets in which the gas has this potential. */
function setsWith(gas: string, value: string): readonly GwpSetName[] {
  const exact = parseExact(value.trim());
  if (exact === null || !hasTable(gas)) return [];
  return gwpSetNames.filter((set) =>
    potentialsOf(gas, set).some((one) => {
      const known = parseExact(one);
      return known !== null && compare(known, exact) === 0;
    }),
  );
}

/** CK-GAS: a gas is misnamed. */
function checkGasNames({ declared }: ReadReport, found: FindingList): void {
  for (const list of ["gases_named", "gases_counted"]) {
    for (const { path, text } of declared.texts(list)) {
      const meant = misnamedGases.find(([written]) => written.test(text.trim()))?.[1];
      if (meant !== undefined) found.add("gasMisnamed", path, { gas: text, meant }, { expected: meant });
    }
  }
}

/** CK-GAS: CO2 alone is counted and called CO2e. */
function checkCo2Only(report: ReadReport, found: FindingList): void {
  const { rows, stages, total, intensity, declared } = report;
  const counted = declared.texts("gases_counted").map(({ text }) => gasName(text));
  const named = declared.texts("gases_named").map(({ text }) => gasName(text));
  const left = named.filter((gas) => !counted.includes(gas));
  if (counted.length > 0 && left.length > 0) {
    found.add("gasesNotCounted", "declared.gases_counted", {
      counted: counted.join(", "),
      left: left.join(", "),
    });
  }
  const results = declared.statements("results").map(({ fields }) => textIn(fields, "unit") ?? "");
  const ofRows = rows.flatMap(({ emission }) => (emission === null ? [] : [emission]));
  const sums = [total, intensity, ...stages.map(({ value }) => value)].flatMap((one) =>
    one === null ? [] : [one],
  );
  const isEquivalent = (unit: string) => equivalent.test(unit.normalize("NFKC")) || unit.includes("当量");
  const co2Rows = ofRows.filter(({ unit }) => unit?.co2Only === true);
  const calledEquivalent = [...sums.map(({ unitText }) => unitText), ...results].filter(isEquivalent);
  if (co2Rows.length > 0 && calledEquivalent.length > 0) {
    found.add("rowsOfCo2", co2Rows[0]?.path ?? "report.rows", {
      count: String(co2Rows.length),
      unit: calledEquivalent[0] ?? "",
    });
  } else if (sums.some(({ unit }) => unit?.co2Only === true) && results.some(isEquivalent)) {
    const sum = sums.find(({ unit }) => unit?.co2Only === true);
    found.add("sumOfCo2", sum?.path ?? "report.total", {
      one: sum?.unitText ?? "",
      other: results.find(isEquivalent) ?? "",
    });
  }
  for (const { label, factor, emission } of rows) {
    const isCo2 = factor?.unit?.co2Only === true;
    const isCalledEquivalent = emission?.unit?.dimension === "co2e" && !emission.unit.co2Only;
    if (isCo2 && isCalledEquivalent) found.add("factorOfCo2", `${factor.path}.unit`, { factor: label });
  }
  for (const { path, fields } of declared.statements("factors")) {
    const basis = textIn(fields, "gas_basis");
    if (basis !== null && gasName(basis) === "CO2") {
      found.add("factorOfCo2", `${path}.gas_basis`, { factor: labelIn(fields) });
    }
  }
  const sentence = declared.text("result_text")?.normalize("NFKC");
  if (sentence === undefined) return;
  const namesCo2Alone =
    /二氧化碳(?!当量)|carbon dioxide(?! equivalent)|\bCO2(?![ -]?e(?:q|quiv[a-z]*)?(?![a-z]))/i.test(
      sentence,
    );
  if (namesCo2Alone && isEquivalent(sentence))
    found.add("textOfCo2", "declared.result_text", { text: sentence });
}

/** `CO2e`, `CO2-eq` and `CO2 equivalent`, and not the first letters of `CO2 emission`. */
const equivalent = /CO2[ -]?e(?:q|quiv[a-z]*)?(?![a-z])/i;
