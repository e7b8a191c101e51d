import { Findings } from "../carbon-footprint/findings.ts";
import type { StudyNotes } from "../carbon-footprint/inventory-header.ts";
import type { InventoryLine } from "../carbon-footprint/inventory-line.ts";
import { findMethod } from "../carbon-footprint/method.ts";
import { isFields } from "../carbon-footprint/read.ts";
import type { PcfResult, Q } from "../carbon-footprint/request.ts";
import { stageUnder } from "../carbon-footprint/stage.ts";
import { readTotalEnergy } from "../carbon-footprint/total-energy.ts";
import {
  add,
  divide,
  isNegative,
  isZero,
  multiply,
  one,
  parseExact,
  round,
  subtract,
  toDecimal,
  zero,
} from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { parseUnit } from "../quantity/unit.ts";

/** What of an inventory and its study stands outside the lines. */
export interface InventoryReportHeader {
  readonly product: string;
  /** For example `LFP`; null when nobody stated it. */
  readonly chemistry: string | null;
  readonly method: string;
  readonly methodVersion?: string;
  readonly gwpSet: string;
  readonly energy: Readonly<Record<string, unknown>>;
  /** ISO 8601 days. */
  readonly periodStart: string;
  readonly periodEnd: string;
  /** ISO 3166 country or region of the plant; null when unknown. */
  readonly siteRegion: string | null;
  readonly study: StudyNotes;
  /** Year and geography of the factor behind a line, by its code. */
  readonly factors: ReadonlyMap<string, { readonly year: number | null; readonly geography: string | null }>;
}

interface InventoryReport {
  readonly report: Readonly<Record<string, unknown>>;
  readonly declared: Readonly<Record<string, unknown>>;
  /** The line behind a path of a finding; null for one that speaks of the whole. */
  readonly lineAt: (path: string) => string | null;
}

type ReportRow = Readonly<Record<string, unknown>> & { readonly id: string };

interface RowOfLine {
  /** Null for what several lines are together. */
  readonly code: string | null;
  readonly row: ReportRow;
}

/** What a method calls its boundary. Source: MEE draft eq. (1) and (2); Annex II; ISO 14067:2018 cradle to gate. */
const boundaryOf: Readonly<Record<string, string>> = {
  "mee-partial": "partial",
  "mee-full": "full",
  "eu-cfb-ev": "cradle-to-grave",
  "iso14067-ctg": "cradle-to-gate",
};

/**
 * An inventory of the workbench in the form that the checker takes, with everything as calculated and nothing rounded for
 * print, so that a consistent inventory follows from itself. A line whose emission follows another formula than amount
 * times factor (circular formula, cut-off, several sources of electricity) is not recomputed row by row: its stage shows
 * what such lines come to together. Without a result there are rows and statements, and no sums.
 */
export function reportOfInventory(
  lines: readonly InventoryLine[],
  result: PcfResult | null,
  header: InventoryReportHeader,
): InventoryReport {
  const method = findMethod(header.method, header.methodVersion ?? null);
  const counted = lines.flatMap((line) => {
    const stage = stageUnder(header.method, line.stage, line.kind);
    return line.publishedProblem !== null || stage === null ? [] : [{ line, stage }];
  });
  const rowsOfLines = counted.flatMap(({ line, stage }) => rowsOf(line, stage, result, header));
  const usedStages = new Set(counted.map(({ stage }) => stage));
  const stages = Object.entries(result?.stagesKg ?? {}).filter(
    ([stage, kg]) => usedStages.has(stage) || !isZero(exact(kg)),
  );
  const rows = [...rowsOfLines, ...stages.flatMap(([stage, kg]) => restOf(stage, kg, rowsOfLines))];
  const unit = denominatorOf(header);
  const factorLines = counted.flatMap(({ line }) => {
    const factor = header.factors.get(line.code);
    return factor === undefined ? [] : [{ line, factor }];
  });
  const gwp = counted.filter(({ line }) => line.factorGwpSet !== null);
  const years = factorLines.filter(({ factor }) => factor.year !== null);
  const regions = factorLines.filter(({ factor }) => factor.geography !== null);
  const lists: Readonly<Record<string, readonly string[]>> = {
    "declared.years.factors": years.map(({ line }) => line.code),
    "declared.factors": regions.map(({ line }) => line.code),
    "declared.gwp": gwp.map(({ line }) => line.code),
  };
  return {
    report: {
      product: header.product,
      functionalUnit: unit === null ? null : { value: "1", unit },
      rows: rows.map(({ row }) => row),
      ...(result === null ? {} : sumsOf(result, stages, unit)),
      ...outputOf(header, result),
    },
    declared: {
      ...declaredOf(
        header,
        counted.map(({ line }) => line),
      ),
      boundary_statements: [
        { where: header.method, type: boundaryOf[header.method] ?? "", stages: method?.stages ?? [] },
      ],
      // Without a result no row has a value yet: a stage counts as filled when something stands in it.
      result_stages_with_value: [...usedStages],
      years: {
        activity: yearsBetween(header.periodStart, header.periodEnd),
        supplier: [...new Set(counted.flatMap(({ line }) => line.activityYear ?? []))],
        factors: years.map(({ line, factor }) => ({
          ...namesOf(line),
          year: factor.year,
          // How old a factor may be that was not made for the site is judged by its rating, which is asked for apart.
          rated: line.quality !== null || line.kind !== "electricity" || isOwnPower(line),
        })),
      },
      factors: regions.map(({ line, factor }) => ({
        ...namesOf(line),
        region: factor.geography,
        kind: line.kind,
      })),
      gwp_set: header.gwpSet,
      gwp: gwp.map(({ line }) => ({ gas: "", set: line.factorGwpSet, where: line.code })),
      ...energyOf(header),
    },
    lineAt: (path) => {
      const [, list = "", index = ""] = /^([\w.]+)\[(\d+)\]/.exec(path) ?? [];
      if (list === "report.rows") return rows[Number(index)]?.code ?? null;
      return lists[list]?.[Number(index)] ?? null;
    },
  };
}

/** The rows of a line; where its emission follows another formula one without numbers, for the rules that read names. */
function rowsOf(
  line: InventoryLine,
  stage: string,
  result: PcfResult | null,
  { method }: InventoryReportHeader,
): readonly RowOfLine[] {
  const kg = result?.linesKg[line.code];
  const amount = amountOf(line);
  const shared = {
    stage,
    ...namesOf(line),
    electricityModel: line.electricityModel,
    credit: line.credit,
  };
  const row = (id: string, used: Q | null, factor: Q | null, emission: string | undefined): RowOfLine => ({
    code: line.code,
    row: {
      ...shared,
      id,
      amount: used,
      factor,
      ...(emission === undefined ? {} : { emission: { value: emission, unit: "kgCO2e" } }),
      // A default of the method stands for a factor that nobody entered.
      ...(factor === null ? { derived: true } : {}),
    },
  });
  if (!isPlain(line, result, method)) return [row(line.code, null, null, undefined)];
  const factor = quantity(line.factorValue, line.factorUnit);
  const recycled = line.recycledShare === null ? zero : exact(line.recycledShare);
  const other = quantity(line.recycledFactorValue, line.recycledFactorUnit);
  if (isZero(recycled) || amount === null || other === null || factor === null) {
    return [row(line.code, amount, factor, kg)];
  }
  const part = (share: Exact): Q => ({ ...amount, value: toDecimal(multiply(exact(amount.value), share)) });
  const recycledKg = kgOf(part(recycled), other);
  const virginKg = kg === undefined || recycledKg === null ? null : subtract(exact(kg), recycledKg);
  if (recycledKg === null || virginKg === null) return [{ ...row(line.code, amount, null, kg) }];
  return [
    row(line.code, part(subtract(one, recycled)), factor, toDecimal(virginKg)),
    row(`${line.code}, recycled`, part(recycled), other, toDecimal(recycledKg)),
  ];
}

/** True when the emission of the line is its amount times its factor, also in two parts for recycled input. */
function isPlain(line: InventoryLine, result: PcfResult | null, method: string): boolean {
  const isMoved =
    result?.cutoff?.components.some(
      ({ receiver, cut }) => receiver === line.code || cut.some(({ id }) => id === line.code),
    ) === true;
  const isShared = line.recycledShare !== null && findMethod(method)?.materialFormula !== "recycled_content";
  const isCircular = line.circular !== null && method === "eu-cfb-ev";
  const isRecovered = (line.recoveredShare !== null || line.endOfLife !== null) && method === "mee-full";
  const hasSources = line.electricitySources !== null && line.electricitySources.length > 0;
  return !(isMoved || isShared || isCircular || isRecovered || hasSources || line.emptyShare !== null);
}

/** What the other lines of a stage come to together. */
function restOf(stage: string, kg: string, rows: readonly RowOfLine[]): readonly RowOfLine[] {
  const sum = rows
    .filter(({ row }) => row["stage"] === stage)
    .reduce<Exact>((all, { row }) => {
      const emission = row["emission"];
      return isFields(emission) && typeof emission["value"] === "string"
        ? add(all, exact(emission["value"]))
        : all;
    }, zero);
  const rest = subtract(exact(kg), sum);
  // The last of 34 digits is no emission.
  if (isZero(exact(round(rest, 12, "half_even")))) return [];
  return [
    {
      code: null,
      row: {
        id: `${stage}, other`,
        stage,
        derived: true,
        credit: isNegative(rest),
        emission: { value: toDecimal(rest), unit: "kgCO2e" },
      },
    },
  ];
}

function sumsOf(
  result: PcfResult,
  stages: readonly (readonly [string, string])[],
  unit: string | null,
): Readonly<Record<string, unknown>> {
  return {
    stages: Object.fromEntries(stages.map(([stage, kg]) => [stage, { value: kg, unit: "kgCO2e" }])),
    total: { value: result.totalKg, unit: "kgCO2e" },
    intensity: unit === null ? null : { value: result.cfp, unit: `kgCO2e/${unit}` },
    sharesPercent: Object.fromEntries(
      stages.flatMap(([stage]) => {
        const share = result.shares[stage];
        return share === undefined
          ? []
          : [[stage, round(multiply(exact(share), exact("100")), 6, "half_up")]];
      }),
    ),
  };
}

function outputOf(
  { energy }: InventoryReportHeader,
  result: PcfResult | null,
): Readonly<Record<string, unknown>> {
  const { output } = energy;
  if (isFields(output)) return { output };
  const total = result?.totalEnergyKWh;
  return total === undefined ? {} : { output: { value: total, unit: "kWh lifetime energy" } };
}

function denominatorOf({ energy, method }: Pick<InventoryReportHeader, "energy" | "method">): string | null {
  const { output } = energy;
  if (isFields(output)) return typeof output["unit"] === "string" ? output["unit"] : null;
  return method === "iso14067-ctg" ? null : "kWh lifetime energy";
}

function energyOf({
  energy,
  method,
  methodVersion,
}: InventoryReportHeader): Readonly<Record<string, unknown>> {
  const rules = findMethod(method, methodVersion ?? null)?.energyRules ?? null;
  const noted = new Findings();
  const read = rules === null ? null : readTotalEnergy(energy, rules, "", noted);
  if (read === null || isZero(read.fec) || isZero(read.years)) return {};
  const isRated = noted.warnings.some(({ code }) => code === "W_RATED_AS_USABLE");
  return {
    energy_capacity_kind: isRated ? "rated" : "usable",
    energy: {
      capacityKWh: toDecimal(divide(read.kWh, multiply(read.fec, read.years))),
      fecPerYear: toDecimal(read.fec),
      years: toDecimal(read.years),
    },
  };
}

/** What the study says, and what it leaves open: an empty part is stated as empty, so that the checker finds it. */
function declaredOf(
  { study, chemistry, siteRegion, energy, method }: InventoryReportHeader,
  lines: readonly InventoryLine[],
): Readonly<Record<string, unknown>> {
  const electricity = lines.filter(({ kind }) => kind === "electricity");
  const models = electricity.flatMap(({ electricityModel, electricitySources }) =>
    electricitySources === null || electricitySources.length === 0
      ? [electricityModel]
      : electricitySources.map(({ model }) => model),
  );
  const { functionalUnit = null, exclusions = [], author, verifier } = study;
  const texts = [study.goal, functionalUnit, study.allocation, study.electricity, study.limitations].flatMap(
    (text) => text ?? [],
  );
  const unit = denominatorOf({ energy, method });
  return {
    functional_units: [{ where: "study", value: unit === null ? null : "1", unit, text: functionalUnit }],
    exclusions,
    ...(chemistry === null ? {} : { chemistries: [chemistry] }),
    site_region: siteRegion,
    ...(electricity.length === 0
      ? {}
      : { electricity_model: models.every((model) => model !== null) ? models.join(", ") : null }),
    dqr_published: lines.every(({ dataKind, quality }) => dataKind === "primary" || quality !== null),
    activity_data_published: true,
    factors_published: true,
    ...(author === undefined ? {} : { author }),
    ...(verifier === undefined ? {} : { verifier }),
    text_fragments: [...texts, ...exclusions.flatMap(({ what, reason }) => [what, reason])],
  };
}

/** Power of one's own plant or line is no statistic of a year. */
function isOwnPower({ electricityModel }: InventoryLine): boolean {
  return electricityModel === "direct" || electricityModel === "internal";
}

/** Mass, energy or work of a line; of a transport leg its mass times its distance, in tkm. */
function amountOf(line: InventoryLine): Q | null {
  const { kind, distance, distanceUnit } = line;
  const amount = quantity(line.amount, line.amountUnit);
  if (kind !== "transport" || distance === null || amount === null) return amount;
  const [mass, length] = [parseUnit(amount.unit), parseUnit(distanceUnit ?? "")];
  const [value, far] = [parseExact(amount.value), parseExact(distance)];
  if (mass === null || length === null || value === null || far === null) return amount;
  const kgkm = multiply(multiply(value, mass.inBase), multiply(far, length.inBase));
  return { value: toDecimal(divide(kgkm, exact("1000")), 400), unit: "tkm" };
}

/** Amount times factor in kgCO2e; null where the units do not fit. */
function kgOf(amount: Q, factor: Q): Exact | null {
  const [used, per] = [parseUnit(amount.unit), parseUnit(factor.unit)];
  if (used === null || per?.per == null || used.dimension !== per.per.dimension) return null;
  const inUnit = divide(multiply(used.inBase, per.inBase), per.per.inBase);
  return multiply(multiply(exact(amount.value), exact(factor.value)), inUnit);
}

function quantity(value: string | null, unit: string | null): Q | null {
  return value === null || unit === null || parseExact(value) === null ? null : { value, unit };
}

function namesOf({ nameEn, nameZh, code }: InventoryLine) {
  return { name_en: nameEn || nameZh || code, name_zh: nameZh || nameEn || code };
}

function yearsBetween(start: string, end: string): readonly number[] {
  const [first, last] = [start, end].map((day) => Number(day.slice(0, 4)));
  if (first === undefined || last === undefined || !(first <= last && last - first < 20)) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function exact(text: string): Exact {
  return parseExact(text) ?? zero;
}
