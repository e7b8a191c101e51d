import type {
  CircularParameters,
  ElectricitySource,
  InventoryLine,
  Uncertainty,
} from "../carbon-footprint/inventory-line.ts";
import { emptyLine } from "../carbon-footprint/inventory-line.ts";
import type { Q } from "../carbon-footprint/request.ts";
import type { Parsed, Problem } from "../problem.ts";
import { accept, rejectAll } from "../problem.ts";
import type { LineField } from "./field.ts";
import { lineFields } from "./field.ts";
import { findWord, wordListNames, writeWord } from "./word-cell.ts";

/**
 * A line as the texts of its cells, by field: identifiers in place of words, plain decimals, units as the calculation
 * reads them. Empty where nothing is entered. The common form between line and spreadsheet: {@link lineOfCells} is its
 * way back, without loss.
 */
export type LineCells = Readonly<Record<string, string>>;

/** The texts of a line. */
export function cellsOfLine(line: InventoryLine): LineCells {
  const { circular, quality, uncertainty, endOfLife } = line;
  return {
    code: line.code,
    kind: line.kind,
    stage: line.stage,
    component: line.component ?? "",
    nameEn: line.nameEn,
    nameZh: line.nameZh,
    amount: line.amount ?? "",
    amountUnit: line.amountUnit ?? "",
    transportMode: line.transportMode ?? "",
    distance: line.distance ?? "",
    distanceUnit: line.distanceUnit ?? "",
    emptyShare: line.emptyShare ?? "",
    electricityModel: line.electricityModel ?? "",
    electricitySources: (line.electricitySources ?? []).map(writeSource).join(" | "),
    factor: writeReference(line.factorId, line.factorVersion),
    factorValue: line.factorValue ?? "",
    factorUnit: line.factorUnit ?? "",
    factorGwpSet: line.factorGwpSet ?? "",
    recycledShare: line.recycledShare ?? "",
    recycledFactor: writeReference(line.recycledFactorId, line.recycledFactorVersion),
    recycledFactorValue: line.recycledFactorValue ?? "",
    recycledFactorUnit: line.recycledFactorUnit ?? "",
    recoveredShare: line.recoveredShare ?? "",
    endOfLifeBasis: endOfLife?.basis ?? "",
    endOfLife: writeQuantity(endOfLife?.value),
    ...Object.fromEntries(
      circularNames.map((name) => {
        const value = circular?.[name];
        return [`circular.${name}`, typeof value === "object" ? writeQuantity(value) : (value ?? "")];
      }),
    ),
    cut: writeFlag(line.cut),
    cutReason: line.cutReason ?? "",
    dataKind: line.dataKind,
    "quality.TeR": quality?.TeR ?? "",
    "quality.GeR": quality?.GeR ?? "",
    "quality.TiR": quality?.TiR ?? "",
    "quality.P": quality?.P ?? "",
    "uncertainty.distribution": uncertainty?.distribution ?? "",
    "uncertainty.value":
      uncertainty === null ? "" : "gsd" in uncertainty ? uncertainty.gsd : uncertainty.spread,
    geography: line.geography ?? "",
    activityYear: line.activityYear === null ? "" : String(line.activityYear),
    credit: writeFlag(line.credit),
    confidential: writeFlag(line.confidential),
    sourceEn: line.sourceEn,
    sourceZh: line.sourceZh,
    supplierFootprintId: line.supplierFootprintId ?? "",
    illustrative: writeFlag(line.illustrative),
    publishedValue: line.publishedValue ?? "",
    publishedUnit: line.publishedUnit ?? "",
    publishedProblem: line.publishedProblem ?? "",
  };
}

/**
 * The line of these texts. Problems: `E_REQUIRED` where a line cannot be without, `E_FIELD_NOT_APPLICABLE` for a field
 * of another kind of line, `E_SCHEMA` for halves of what belongs together. The calculation judges the rest.
 */
export function lineOfCells(cells: LineCells, position: number): Parsed<InventoryLine> {
  const problems: Problem[] = [];
  const text = (field: string) => cells[field] ?? "";
  const optional = (field: string) => (text(field) === "" ? null : text(field));
  for (const field of required) if (text(field) === "") problems.push({ code: "E_REQUIRED", path: field });
  const kind = kinds.find((known) => known === text("kind"));
  for (const { id, only } of lineFields) {
    if (only === undefined || kind === undefined || only === kind || text(id) === "") continue;
    problems.push({ code: "E_FIELD_NOT_APPLICABLE", path: id, params: { value: text(id), kind } });
  }
  const reference = readReference(text("factor"));
  const recycled = readReference(text("recycledFactor"));
  const line: InventoryLine = {
    ...emptyLine,
    code: text("code"),
    position,
    kind: kind ?? "activity",
    stage: text("stage"),
    component: optional("component"),
    nameEn: text("nameEn"),
    nameZh: text("nameZh"),
    amount: optional("amount"),
    amountUnit: optional("amountUnit"),
    transportMode: optional("transportMode"),
    distance: optional("distance"),
    distanceUnit: optional("distanceUnit"),
    emptyShare: optional("emptyShare"),
    electricityModel: optional("electricityModel"),
    electricitySources: sourcesOf(text("electricitySources")),
    factorId: reference.id,
    factorVersion: reference.version,
    factorValue: optional("factorValue"),
    factorUnit: optional("factorUnit"),
    factorGwpSet: optional("factorGwpSet"),
    recycledShare: optional("recycledShare"),
    recycledFactorId: recycled.id,
    recycledFactorVersion: recycled.version,
    recycledFactorValue: optional("recycledFactorValue"),
    recycledFactorUnit: optional("recycledFactorUnit"),
    recoveredShare: optional("recoveredShare"),
    endOfLife: endOfLifeOf(cells, problems),
    circular: circularOf(cells),
    cut: text("cut") === "true",
    cutReason: optional("cutReason"),
    dataKind: text("dataKind") === "primary" ? "primary" : "secondary",
    quality: qualityOf(cells, problems),
    uncertainty: uncertaintyOf(cells, problems),
    geography: optional("geography"),
    activityYear: text("activityYear") === "" ? null : Number(text("activityYear")),
    credit: text("credit") === "true",
    confidential: text("confidential") === "true",
    sourceEn: text("sourceEn"),
    sourceZh: text("sourceZh"),
    supplierFootprintId: optional("supplierFootprintId"),
    illustrative: text("illustrative") === "true",
    publishedValue: optional("publishedValue"),
    publishedUnit: optional("publishedUnit"),
    publishedProblem: optional("publishedProblem"),
  };
  return problems.length > 0 ? rejectAll(problems) : accept(line);
}

/** How a cell of an export reads in a language: words in place of identifiers, all else as it is. */
export function writeCell(field: LineField, text: string, language: "en" | "zh"): string {
  const list = wordListNames.find((name) => name === field.cell);
  return list === undefined || text === "" ? text : writeWord(list, text, language);
}

/** Kinds of line. */
export const kinds = ["material", "activity", "electricity", "transport"] as const;

const required = ["code", "kind", "stage", "nameEn", "nameZh", "sourceEn", "sourceZh"];

const quantityNames = ["Erec", "ErecEoL", "EvStar", "EER", "LHV", "EseHeat", "EseElec", "ED"] as const;
const decimalNames = ["A", "B", "R1", "R2", "R3", "QsinQp", "QsoutQp", "Xheat", "Xelec"] as const;
const circularNames = [...decimalNames, ...quantityNames, "materialClass"] as const;

function writeFlag(flag: boolean): string {
  return flag ? "true" : "";
}

function writeQuantity(quantity: Q | undefined): string {
  return quantity === undefined ? "" : `${quantity.value} ${quantity.unit}`;
}

/** The text of a quantity ends its number at the first space. */
export function splitQuantity(text: string): Q {
  const space = text.indexOf(" ");
  return space < 0
    ? { value: text, unit: "" }
    : { value: text.slice(0, space), unit: text.slice(space + 1).trim() };
}

function writeReference(id: string | null, version: number | null): string {
  if (id === null) return "";
  return version === null ? id : `${id}@${version}`;
}

/** `id@3` is version 3 of a factor, `id` its newest one. */
export function readReference(text: string): { readonly id: string | null; readonly version: number | null } {
  if (text === "") return { id: null, version: null };
  const match = /^(.+)@(\d{1,9})$/.exec(text);
  return match === null ? { id: text, version: null } : { id: match[1] ?? text, version: Number(match[2]) };
}

function writeSource({ share, model, factor, factorId, factorVersion }: ElectricitySource): string {
  const reference = writeReference(factorId ?? null, factorVersion ?? null);
  return [share, model, writeQuantity(factor), ...(reference === "" ? [] : [reference])].join("; ");
}

/** Sources between strokes, each as `share; model; factor; library factor`. Null for none. */
function sourcesOf(text: string): readonly ElectricitySource[] | null {
  if (text === "") return null;
  return text.split("|").map((source) => {
    const [share = "", model = "", factor = "", named = ""] = source.split(";").map((part) => part.trim());
    const { id, version } = readReference(named);
    return {
      share,
      model: findWord("electricityModel", model) ?? model,
      factor: splitQuantity(factor),
      ...(id === null ? {} : { factorId: id }),
      ...(version === null ? {} : { factorVersion: version }),
    };
  });
}

function circularOf(cells: LineCells): CircularParameters | null {
  const { "circular.materialClass": materialClass } = cells;
  const given: CircularParameters = {
    ...Object.fromEntries(
      decimalNames.flatMap((name) => entryOf(name, cells[`circular.${name}`], (text) => text)),
    ),
    ...Object.fromEntries(
      quantityNames.flatMap((name) => entryOf(name, cells[`circular.${name}`], splitQuantity)),
    ),
    ...(materialClass === "metal" || materialClass === "other" ? { materialClass } : {}),
  };
  return Object.keys(given).length === 0 ? null : given;
}

function entryOf<T>(
  name: string,
  text: string | undefined,
  read: (text: string) => T,
): readonly [string, T][] {
  return text === undefined || text === "" ? [] : [[name, read(text)]];
}

function endOfLifeOf(cells: LineCells, problems: Problem[]): InventoryLine["endOfLife"] {
  const { endOfLife: value = "", endOfLifeBasis: basis = "" } = cells;
  if (value === "" && basis === "") return null;
  if (value === "") problems.push({ code: "E_REQUIRED", path: "endOfLife" });
  // Without a word the unit says it: kgCO2e per kilogram, or kgCO2e in all.
  const isPerKg = basis === "" ? value.includes("/") : basis === "per_kg";
  return { basis: isPerKg ? "per_kg" : "absolute", value: splitQuantity(value) };
}

function qualityOf(cells: LineCells, problems: Problem[]): InventoryLine["quality"] {
  const {
    "quality.TeR": TeR = "",
    "quality.GeR": GeR = "",
    "quality.TiR": TiR = "",
    "quality.P": P = "",
  } = cells;
  if ([TeR, GeR, TiR, P].every((score) => score === "")) return null;
  for (const [field, score] of Object.entries({
    "quality.TeR": TeR,
    "quality.GeR": GeR,
    "quality.TiR": TiR,
  })) {
    if (score === "") problems.push({ code: "E_REQUIRED", path: field });
  }
  return { TeR, GeR, TiR, ...(P === "" ? {} : { P }) };
}

function uncertaintyOf(cells: LineCells, problems: Problem[]): Uncertainty | null {
  const { "uncertainty.distribution": named = "", "uncertainty.value": value = "" } = cells;
  if (named === "" && value === "") return null;
  if (value === "") problems.push({ code: "E_REQUIRED", path: "uncertainty.value" });
  const distribution = (["normal", "uniform", "triangular"] as const).find((known) => known === named);
  if (distribution !== undefined) return { distribution, spread: value };
  if (named !== "lognormal") problems.push({ code: "E_REQUIRED", path: "uncertainty.distribution" });
  return { distribution: "lognormal", gsd: value };
}
