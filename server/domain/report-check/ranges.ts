import {
  add,
  compare,
  divide,
  isNegative,
  isZero,
  multiply,
  parseExact,
  round,
  toDecimal,
  zero,
} from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { areComparable, convert } from "../quantity/unit.ts";
import { shownQuantity } from "./arithmetic.ts";
import {
  anyGrid,
  capacityBands,
  cellElectricityBand,
  factorBands,
  gridBands,
  lifetimeBand,
  lowestGrid,
  otherThanElectricity,
  productBands,
  shareBands,
  unions,
  waterProvinces,
} from "./bands.ts";
import type { ResultBand } from "./bands.ts";
import { cellInputs } from "./carriers.ts";
import type { FindingList, Severity, Words } from "./finding.ts";
import type { Printed } from "./printed.ts";
import { parsePrinted, readUnitText } from "./printed.ts";
import type { ReadReport, Row } from "./read-report.ts";
import { decimalIn, labelIn, textIn, wordsIn } from "./read-report.ts";
import { readStage } from "./stage-names.ts";
import type { MainStage } from "./stage-names.ts";
import { isElectricity } from "./time-and-place.ts";

/** Whether factors, activities and results lie where those of other reports lie (CK-FACTOR-RANGE, CK-ACTIVITY-RANGE, CK-RESULT-RANGE). */
export function checkRanges(report: ReadReport, found: FindingList): void {
  checkFactors(report, found);
  const product = productBandOf(report);
  const result = product === null ? batteryResult(report) : ownUnitResult(report, product);
  if (result !== null) checkResult(report, result, found);
  checkStageShares(report, found);
  checkSubjects(report, found);
  if (result !== null) checkActivities(report, result, found);
}

/** Outside: warning; below half the lower or above twice the upper end: error; null inside. */
function judged(value: Exact, low: string, high: string): Severity | null {
  const [least, most] = [decimal(low), decimal(high)];
  if (compare(value, least) >= 0 && compare(value, most) <= 0) return null;
  return compare(multiply(value, two), least) < 0 || compare(value, multiply(most, two)) > 0
    ? "error"
    : "warning";
}

const two = decimal("2");

/** CK-FACTOR-RANGE. */
function checkFactors({ rows, declared }: ReadReport, found: FindingList): void {
  const site = declared.text("site_region");
  for (const { factor, words, label, electricityModel, region, credit } of rows) {
    if (factor === null || credit) continue;
    judgeFactor({ words, label }, factor, electricityModel, region ?? site, found);
  }
  for (const { path, fields } of declared.statements("factors")) {
    const [value, unitText] = [textIn(fields, "value"), textIn(fields, "unit")];
    const label = labelIn(fields);
    const number = value === null ? null : parsePrinted(value, `${path}.value`);
    if (number === null || unitText === null) continue;
    const factor = { ...number, unitText, unit: readUnitText(unitText) };
    const model = textIn(fields, "electricity_model");
    judgeFactor({ words: wordsIn(fields), label }, factor, model, textIn(fields, "region") ?? site, found);
    const comparison = decimalIn(fields["comparison"]);
    if (comparison === null || isZero(comparison) || isZero(number.value)) continue;
    const ratio = divide(comparison, number.value);
    // Twice as much or half as much is what the bands of this checker call doubtful.
    if (compare(ratio, two) <= 0 && compare(multiply(ratio, two), decimal("1")) >= 0) continue;
    found.add("factorComparison", path, {
      factor: label,
      one: shownQuantity(factor),
      other: textIn(fields, "comparison") ?? "",
    });
  }
}

function judgeFactor(
  { words: name, label }: Pick<Row, "words" | "label">,
  factor: Printed,
  model: string | null,
  region: string | null,
  found: FindingList,
): void {
  const { unit } = factor;
  if (unit?.per == null || unit.dimension !== "co2e") return;
  if (unit.per.dimension === "energy" && isElectricity(name)) {
    const isAverage = model === null || model === "national_average" || model === "residual";
    if (!isAverage || otherThanElectricity.test(name)) return;
    judgeGrid(factor, region, label, found);
    return;
  }
  const band = factorBands.find(({ words, unless, unit: bandUnit }) => {
    const wanted = readUnitText(bandUnit);
    return wanted !== null && areComparable(unit, wanted) && words.test(name) && unless?.test(name) !== true;
  });
  if (band !== undefined) addFactorFinding(factor, band.unit, band, label, found);
}

/** By the band of the country; low in a single country or province, where that may well be, it is a hint. */
function judgeGrid(factor: Printed, region: string | null, label: Words, found: FindingList): void {
  const place = (region ?? "").normalize("NFKC").trim().toUpperCase().replaceAll("_", "-");
  const country = place.slice(0, 2);
  const grid = gridBands.find(({ countries }) => countries.includes(country)) ?? anyGrid;
  const unit = readUnitText("kgCO2e/kWh");
  if (factor.unit === null || unit === null) return;
  const value = convert(factor.value, factor.unit, unit);
  const isLow = compare(value, decimal(grid.low)) < 0 && compare(value, decimal(lowestGrid)) >= 0;
  if (isLow && isSinglePlace(place, country)) {
    found.add(
      "gridBelowRegion",
      factor.path,
      {
        ...{ factor: label, printed: shownQuantity(factor), place },
        ...{ sourceEn: grid.source.en, sourceZh: grid.source.zh },
      },
      { expected: `${grid.low} – ${grid.high} kgCO2e/kWh` },
    );
    return;
  }
  addFactorFinding(factor, "kgCO2e/kWh", { ...grid, en: "grid electricity", zh: "电网电力" }, label, found);
}

/** A country that stands beside others in its band or in none, not a union of them; a province of hydropower. */
function isSinglePlace(place: string, country: string): boolean {
  if (waterProvinces.some((one) => place === one)) return true;
  return /^[A-Z]{2}(-|$)/.test(place) && !unions.includes(country) && !ownBand.has(country);
}

/** The bands of these are of the country as a whole. */
const ownBand: ReadonlySet<string> = new Set(
  gridBands.flatMap(({ countries }) => (countries.some((one) => unions.includes(one)) ? [] : countries)),
);

function addFactorFinding(
  factor: Printed,
  bandUnit: string,
  band: {
    readonly low: string;
    readonly high: string;
    readonly en: string;
    readonly zh: string;
    readonly source: Words;
  },
  name: Words,
  found: FindingList,
): void {
  const unit = readUnitText(bandUnit);
  if (factor.unit === null || unit === null) return;
  const severity = judged(convert(factor.value, factor.unit, unit), band.low, band.high);
  if (severity === null) return;
  found.add(
    "factorRange",
    factor.path,
    {
      factor: name,
      printed: shownQuantity(factor),
      whatEn: band.en,
      whatZh: band.zh,
      sourceEn: band.source.en,
      sourceZh: band.source.zh,
    },
    { severity, expected: `${band.low} – ${band.high} ${bandUnit}` },
  );
}

/** A result in the unit of a band that it can be compared with. */
interface Comparable {
  readonly path: string;
  readonly value: Exact;
  readonly printed: string;
  readonly band: ResultBand;
  /** Output in the unit below the stroke of the band; null when it is not of that dimension. */
  readonly output: Exact | null;
}

/** A product other than a battery, by its name or by what it is made of. */
function productBandOf({ productWords, declared }: ReadReport): (typeof productBands)[number] | null {
  const raw = declared
    .texts("raw_materials_named")
    .map(({ text }) => text)
    .join(" ")
    .toLowerCase();
  return (
    productBands.find(({ words, rawMaterials }) => words.test(productWords) || rawMaterials.test(raw)) ?? null
  );
}

function ownUnitResult(report: ReadReport, band: ResultBand): Comparable | null {
  return comparedWith(report, band);
}

/** Of a battery: for each kWh of capacity, or of energy over the service life. */
function batteryResult(report: ReadReport): Comparable | null {
  const { intensity, functionalUnit, output, declared } = report;
  const bases = [
    intensity?.unit?.per?.basis ?? null,
    functionalUnit?.unit?.basis ?? null,
    output?.unit?.basis ?? null,
    ...declared
      .statements("functional_units")
      .map(({ fields }) => readUnitText(textIn(fields, "unit") ?? "")?.basis ?? null),
  ];
  const perKWh = comparedWith(report, lifetimeBand);
  if (perKWh === null) return null;
  const capacity = capacityBand(report);
  const energy = declared.object("energy");
  const [cycles, years] = [decimalIn(energy["fecPerYear"]), decimalIn(energy["years"])];
  if (cycles !== null && years !== null) {
    const scaled = multiply(perKWh.value, multiply(cycles, years));
    return { ...perKWh, value: scaled, band: capacity, output: null };
  }
  const isLifetime =
    bases.includes("lifetime energy") || (!bases.includes("capacity") && compare(perKWh.value, two) < 0);
  return isLifetime ? perKWh : { ...perKWh, band: capacity };
}

/** The printed result, or total over output where the result is stated for one of something else. */
function comparedWith({ intensity, output, total }: ReadReport, band: ResultBand): Comparable | null {
  const unit = readUnitText(band.unit);
  if (unit?.per == null) return null;
  const inOutput = output?.unit != null && areComparable(output.unit, unit.per) ? output : null;
  const made = inOutput?.unit == null ? null : convert(inOutput.value, inOutput.unit, unit.per);
  if (intensity?.unit != null && areComparable(intensity.unit, unit)) {
    const value = convert(intensity.value, intensity.unit, unit);
    return { path: intensity.path, value, printed: shownQuantity(intensity), band, output: made };
  }
  if (total?.unit?.dimension !== "co2e" || total.unit.per !== null || made === null || isZero(made))
    return null;
  const value = divide(multiply(total.value, total.unit.inBase), made);
  return { path: total.path, value, printed: `${short(value)} ${band.unit}`, band, output: made };
}

function capacityBand({ rows, declared, productWords }: ReadReport): ResultBand {
  const materials = [...declared.texts("chemistries"), ...declared.texts("materials_with_value")].map(
    ({ text }) => text,
  );
  const words = [productWords, ...materials, ...rows.map((row) => row.words)].join(" | ").toLowerCase();
  const isLfp = /\blfp\b|iron phosphate|铁锂/.test(words);
  const isNcm = /\bn[cm][mc]\d{0,3}\b|nickel cobalt|三元|镍钴/.test(words);
  if (/solid[- ]state|固态电池|全固态/.test(words)) return capacityBands.solid;
  if (isLfp === isNcm) return capacityBands.any;
  if (isNcm) return capacityBands.ncm;
  return /\bcells?\b|电芯/.test(productWords) && !/module|pack|模组|电池包/.test(productWords)
    ? capacityBands.lfpCell
    : capacityBands.lfp;
}

/** CK-RESULT-RANGE. */
function checkResult(report: ReadReport, result: Comparable, found: FindingList): void {
  const { band, value, path, printed } = result;
  const severity = judged(value, band.low, band.high);
  const values = {
    printed,
    whatEn: band.en,
    whatZh: band.zh,
    sourceEn: band.source.en,
    sourceZh: band.source.zh,
  };
  const expected = `${band.low} – ${band.high} ${band.unit}`;
  if (severity !== null) {
    found.add("resultRange", path, values, { severity, expected });
    return;
  }
  // Inside the range, but below the mean of batteries while main inputs carry no value.
  const isIncomplete = report.declared.text("completeness_claim") !== null && lacksInputs(report);
  if (band.mean === null || !isIncomplete || compare(value, decimal(band.mean)) >= 0) return;
  found.add("resultOfPart", path, { ...values, mean: `${band.mean} ${band.unit}` }, { expected });
}

function lacksInputs({ rows, declared }: ReadReport): boolean {
  const words = [
    ...rows.map((row) => row.words),
    ...declared.texts("materials_with_value").map(({ text }) => text),
  ]
    .join(" | ")
    .toLowerCase();
  return cellInputs.some(({ words: input }) => !input.test(words));
}

/** CK-RESULT-RANGE for the shares of the stages of a battery. */
function checkStageShares(report: ReadReport, found: FindingList): void {
  const { shares, intensity } = report;
  if (intensity?.unit?.per?.dimension !== "energy" || productBandOf(report) !== null || shares.length < 2)
    return;
  for (const stage of bandedStages) {
    const { low, high } = shareBands[stage];
    const own = shareOf(stage, shares);
    if (own === null || isNegative(own.percent)) continue;
    const severity = judged(divide(own.percent, hundred), low, high);
    if (severity === null) continue;
    const expected = isZero(decimal(low)) ? `< ${percent(high)} %` : `${percent(low)} – ${percent(high)} %`;
    found.add("shareRange", own.path, { stage, printed: `${own.printed} %` }, { severity, expected });
  }
}

const bandedStages = ["raw_materials", "production", "distribution"] as const;
const hundred = decimal("100");

/** What a stage has of the whole, its parts with it; null where it is mixed with another stage or not printed whole. */
function shareOf(
  stage: MainStage,
  shares: ReadReport["shares"],
): { readonly percent: Exact; readonly path: string; readonly printed: string } | null {
  const named = shares.map((share) => ({ ...share, read: readStage(share.name) }));
  const own = named.filter(({ read }) => read.mains.some((main) => main === stage));
  const [whole, ...more] = own.filter(({ read }) => read.whole);
  if (whole === undefined || more.length > 0 || whole.read.mains.length > 1) return null;
  const { path, text, value } = whole.percent;
  if (own.length === 1) return { percent: value, path, printed: text };
  // A part beside its stage is a piece of the whole only where all that is printed adds up to it; else it is repeated.
  const all = named.reduce<Exact>((sum, { percent: printed }) => add(sum, printed.value), zero);
  if (compare(all, decimal("99")) < 0 || compare(all, decimal("101")) > 0) return null;
  const sum = own.reduce<Exact>((parts, { percent: printed }) => add(parts, printed.value), zero);
  return { percent: sum, path, printed: toDecimal(sum) };
}

function percent(share: string): string {
  return toDecimal(multiply(decimal(share), decimal("100")));
}

/** CK-RESULT-RANGE: two ranges for one subject that do not meet. */
function checkSubjects({ declared }: ReadReport, found: FindingList): void {
  const ranges = declared.statements("result_ranges").flatMap(({ path, fields }) => {
    const [low, high, unitText] = [
      decimalIn(fields["min"]),
      decimalIn(fields["max"]),
      textIn(fields, "unit"),
    ];
    const unit = unitText === null ? null : readUnitText(unitText);
    if (low === null || high === null || unit === null) return [];
    return [{ path, subject: textIn(fields, "subject") ?? "", low, high, unit }];
  });
  for (const [index, one] of ranges.entries()) {
    for (const other of ranges.slice(index + 1, index + 200)) {
      if (one.subject !== other.subject || !areComparable(one.unit, other.unit)) continue;
      const [low, high] = [other.low, other.high].map((value) => convert(value, other.unit, one.unit));
      if (low === undefined || high === undefined) continue;
      if (compare(low, one.high) <= 0 && compare(high, one.low) >= 0) continue;
      found.add("rangesApart", other.path, {
        subject: one.subject,
        one: `${toDecimal(one.low)} – ${toDecimal(one.high)}`,
        other: `${toDecimal(low)} – ${toDecimal(high)}`,
      });
    }
  }
}

/** CK-ACTIVITY-RANGE, and what the rows imply for each unit of output. */
function checkActivities(report: ReadReport, { band, output }: Comparable, found: FindingList): void {
  if (output === null || compare(output, zero) <= 0) return;
  for (const row of report.rows) {
    const kg = inKg(row);
    if (kg === null) continue;
    const each = divide(kg, output);
    noteImplied(row, output, found);
    // One carrier above the upper end of what whole products have: no other row can mend that. A material shows in the
    // result, and a battery has a band of its own for electricity.
    const isCarrier = row.amount?.unit?.dimension === "energy" || row.amount?.unit?.dimension === "volume";
    const isBattery = band.unit.endsWith("/kWh");
    if (!isBattery && isCarrier && compare(each, decimal(band.high)) > 0 && report.rows.length > 1) {
      const { amount } = row;
      const used = amount?.unit == null ? null : divide(multiply(amount.value, amount.unit.inBase), output);
      const unit = baseUnits[amount?.unit?.dimension ?? ""] ?? "";
      found.add(
        "activityRange",
        `${row.path}.amount`,
        {
          row: row.label,
          each: `${short(each)} ${band.unit}`,
          amount: used === null ? "" : `${short(used)} ${unit}/${band.unit.split("/")[1] ?? ""}`,
          whatEn: band.en,
          whatZh: band.zh,
        },
        { expected: `≤ ${band.high} ${band.unit}` },
      );
    }
  }
  checkCellElectricity(report, band, output, found);
}

/** Base units as they are printed. */
const baseUnits: Readonly<Record<string, string>> = {
  mass: "kg",
  energy: "kWh",
  volume: "m3",
  "transport work": "tkm",
  count: "piece",
};

function checkCellElectricity(report: ReadReport, band: ResultBand, output: Exact, found: FindingList): void {
  const isPerCapacity = Object.values(capacityBands).some(({ id }) => id === band.id);
  if (!isPerCapacity || !makesCells(report)) return;
  const inStage = report.rows.filter(
    ({ stage, words, amount }) =>
      stage !== null &&
      readStage(stage).mains.includes("production") &&
      isElectricity(words) &&
      amount?.unit?.dimension === "energy",
  );
  const [first] = inStage;
  if (first === undefined) return;
  const kWh = inStage.reduce<Exact>(
    (sum, { amount }) => (amount?.unit == null ? sum : add(sum, multiply(amount.value, amount.unit.inBase))),
    zero,
  );
  const each = divide(kWh, output);
  const { low, high, unit, source } = cellElectricityBand;
  const severity = judged(each, low, high);
  if (severity === null) return;
  found.add(
    "cellElectricity",
    `${first.path}.amount`,
    { each: `${short(each)} ${unit}`, sourceEn: source.en, sourceZh: source.zh },
    { severity, expected: `${low} – ${high} ${unit}` },
  );
}

/** By its name, or because cathode and anode material are inputs of it. */
function makesCells({ productWords, rows }: ReadReport): boolean {
  if (/\bcells?\b|电芯/.test(productWords)) return true;
  return ["cathode", "anode"].every((wanted) =>
    cellInputs.some(({ id, words }) => id === wanted && rows.some((row) => words.test(row.words))),
  );
}

/** Implied kilograms of material, electricity and distance, for who compares them with what is known of the product. */
function noteImplied(row: Row, output: Exact, found: FindingList): void {
  const kg = inKg(row);
  if (kg === null) return;
  const { amount, factor } = row;
  if (amount?.unit?.dimension === "mass" && factor?.unit?.per?.dimension === "transport work") {
    const tonnes = divide(multiply(amount.value, amount.unit.inBase), decimal("1000"));
    const perTkm = divide(multiply(factor.value, factor.unit.inBase), factor.unit.per.inBase);
    const work = multiply(tonnes, perTkm);
    if (isZero(work)) return;
    found.note(`${row.path}.emission`, `${short(divide(kg, work))} km`, {
      en: "Implied distance: printed emission over mass and factor.",
      zh: "推算的运输距离：所列排放量 ÷（质量 × 因子）。",
    });
    return;
  }
  if (amount !== null) return;
  const known = factorBands.find(
    ({ words, unless, unit }) =>
      unit === "kgCO2e/kg" && words.test(row.words) && unless?.test(row.words) !== true,
  );
  if (known !== undefined) {
    const [most, least] = [known.low, known.high].map((factor) =>
      divide(divide(kg, decimal(factor)), output),
    );
    if (least === undefined || most === undefined) return;
    found.note(`${row.path}.emission`, `${short(least)} – ${short(most)} kg`, {
      en: `Implied amount of ${known.en} for each unit of output, from the usual factors.`,
      zh: `按常用因子推算的每单位产出${known.zh}用量。`,
    });
  } else if (isElectricity(row.words)) {
    const [most, least] = [anyGrid.low, anyGrid.high].map((factor) =>
      divide(divide(kg, decimal(factor)), output),
    );
    if (least === undefined || most === undefined) return;
    found.note(`${row.path}.emission`, `${short(least)} – ${short(most)} kWh`, {
      en: "Implied electricity for each unit of output, from the usual grid factors.",
      zh: "按常用电网因子推算的每单位产出用电量。",
    });
  }
}

function inKg({ emission }: Row): Exact | null {
  if (emission?.unit?.dimension !== "co2e" || emission.unit.per !== null) return null;
  return multiply(emission.value, emission.unit.inBase);
}

function short(value: Exact): string {
  return round(value, 3, "half_up");
}

function decimal(text: string): Exact {
  return parseExact(text) ?? zero;
}
