import {
  absolute,
  add,
  compare,
  divide,
  isZero,
  multiply,
  parseExact,
  toDecimal,
  zero,
} from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { decimals } from "./decimals.ts";
import { Findings } from "./findings.ts";
import type { DataQuality, InventoryLine } from "./inventory-line.ts";
import { isAbsent, readList, readSignedDecimal } from "./read.ts";
import type { Element, Fields } from "./read.ts";
import { readCarbonMass } from "./material.ts";
import type { CodeAt, ErrorAnswer, PcfResult } from "./request.ts";

/** `three`: technology, geography, time, for secondary data alone. `pef4`: with precision, for all data. */
export type QualityScheme = "three" | "pef4";

/** Classes of a rating, each with its upper limit, inclusive (our reading: the printed limits belong to two classes). */
export const qualityClasses = [
  { name: "excellent", upTo: "1.5" },
  { name: "very good", upTo: "2" },
  { name: "good", upTo: "3" },
  { name: "fair", upTo: "4" },
  { name: "poor", upTo: null },
] as const;
export type QualityClass = (typeof qualityClasses)[number]["name"];

type Criterion = keyof DataQuality;
const criteria: Readonly<Record<QualityScheme, readonly Criterion[]>> = {
  three: ["TeR", "GeR", "TiR"],
  pef4: ["TeR", "GeR", "TiR", "P"],
};

/** Rating of an inventory: 1 is best, 5 worst. Never rounded. */
export interface QualityRating {
  /** Mean of the criteria of each rated process. */
  readonly perItem: Readonly<Record<string, string>>;
  /** Its share in the emissions of all rated processes, each without its sign. */
  readonly weights: Readonly<Record<string, string>>;
  /** Weighted mean of each criterion. */
  readonly criteria: Readonly<Partial<Record<Criterion, string>>>;
  /** Weighted mean of the ratings. */
  readonly total: string;
  readonly class: QualityClass;
}

interface RatedItem {
  readonly id: string;
  /** kgCO2e, of any sign. */
  readonly kg: Exact;
  readonly scores: ReadonlyMap<Criterion, Exact>;
}

/**
 * Data quality rating: each process by the mean of its criteria, all of them weighted by the magnitude of what they emit,
 * so that a credit counts as data too (our reading). Null when nothing rated emits anything.
 *
 * Source: EU draft (April 2024) and MEE draft (March 2025), three criteria; PEF method, Recommendation (EU) 2021/2279,
 * four criteria.
 *
 * @example TeR 1, GeR 2, TiR 3 is 2; with P 2 as well, 2.
 */
function rate(items: readonly RatedItem[], scheme: QualityScheme): QualityRating | null {
  const all = items.reduce((sum, { kg }) => add(sum, absolute(kg)), zero);
  if (isZero(all)) return null;
  const weighted = items.map((item) => ({
    ...item,
    weight: divide(absolute(item.kg), all),
    mean: meanOf(item),
  }));
  const over = (value: (item: (typeof weighted)[number]) => Exact) =>
    weighted.reduce((sum, item) => add(sum, multiply(item.weight, value(item))), zero);
  const total = over(({ mean }) => mean);
  return {
    perItem: decimals(weighted.map(({ id, mean }) => [id, mean])),
    weights: decimals(weighted.map(({ id, weight }) => [id, weight])),
    criteria: decimals(
      criteria[scheme].map((name) => [name, over(({ scores }) => scores.get(name) ?? zero)]),
    ),
    total: toDecimal(total),
    class: classOf(total),
  };
}

function meanOf({ scores }: RatedItem): Exact {
  const sum = [...scores.values()].reduce(add, zero);
  return divide(sum, parseExact(String(scores.size)) ?? zero);
}

function classOf(total: Exact): QualityClass {
  const reached = qualityClasses.find(({ upTo }) => {
    const limit = upTo === null ? null : parseExact(upTo);
    return limit === null || compare(total, limit) <= 0;
  });
  return reached?.name ?? "poor";
}

/** Above this the MEE draft wants better data. */
const highestWanted = "3";

function isTooHigh(total: string): boolean {
  return compare(parseExact(total) ?? zero, parseExact(highestWanted) ?? zero) > 0;
}

/** Rating of an inventory, with the lines that have none. */
export interface InventoryQuality extends QualityRating {
  /** Lines that count in the rating's scheme, emit something and have no scores. */
  readonly unrated: readonly string[];
  /** Share of the emissions in scope that is rated, 0 to 1, each without its sign. */
  readonly ratedShare: string;
  readonly warnings: readonly CodeAt[];
}

/**
 * Data quality of the lines of an inventory, weighted by their emissions in `result`. Under `three` only secondary data
 * are rated. A line without all scores of the scheme, or with one outside 1 to 5, is unrated. Null when no rated line
 * emits anything. Warns `W_DQR_ABOVE_3` under `three`.
 */
export function dataQualityOf(
  lines: readonly Pick<InventoryLine, "code" | "dataKind" | "quality">[],
  result: Pick<PcfResult, "linesKg">,
  scheme: QualityScheme,
): InventoryQuality | null {
  const inScope = lines
    .filter(({ dataKind }) => scheme === "pef4" || dataKind === "secondary")
    .map(({ code, quality }) => ({
      id: code,
      kg: parseExact(result.linesKg[code] ?? "0") ?? zero,
      scores: quality === null ? null : scoresOf(quality, scheme),
    }))
    .filter(({ kg }) => !isZero(kg));
  const rated = inScope.flatMap(({ id, kg, scores }) => (scores === null ? [] : [{ id, kg, scores }]));
  const rating = rate(rated, scheme);
  if (rating === null) return null;
  const sum = (items: readonly { readonly kg: Exact }[]) =>
    items.reduce((total, { kg }) => add(total, absolute(kg)), zero);
  return {
    ...rating,
    unrated: inScope.filter(({ scores }) => scores === null).map(({ id }) => id),
    ratedShare: toDecimal(divide(sum(rated), sum(inScope))),
    warnings: scheme === "three" && isTooHigh(rating.total) ? [{ code: "W_DQR_ABOVE_3", path: "total" }] : [],
  };
}

function scoresOf(quality: DataQuality, scheme: QualityScheme): ReadonlyMap<Criterion, Exact> | null {
  const scores = criteria[scheme].flatMap((name) => {
    const score = parseExact(quality[name] ?? "");
    return score === null || !isScore(score) ? [] : [[name, score] as const];
  });
  return scores.length === criteria[scheme].length ? new Map(scores) : null;
}

function isScore(value: Exact): boolean {
  return compare(value, lowestScore) >= 0 && compare(value, highestScore) <= 0;
}

const lowestScore = parseExact("1") ?? zero;
const highestScore = parseExact("5") ?? zero;

type DqrAnswer = QualityRating & { readonly warnings: readonly CodeAt[] };

/**
 * The operation `dqr`. Under `three` primary data are judged and left out. A score outside 1 to 5 is `E_PARAM_RANGE`; when
 * nothing rated emits anything there are no weights: `E_ZERO_DENOMINATOR`. `W_DQR_ABOVE_3` under `three`, the scheme of the
 * MEE draft that asks for it.
 */
export function dataQualityRating(request: Fields): DqrAnswer | ErrorAnswer {
  const findings = new Findings();
  const scheme = readScheme(request["scheme"], findings);
  const items = readList(request["items"], "items", findings, (element) =>
    readItem(element, scheme, findings),
  );
  if (findings.hasErrors || scheme === null) return findings.refusal();
  const rating = rate(
    items.filter(({ isPrimary }) => scheme === "pef4" || !isPrimary),
    scheme,
  );
  if (rating === null) {
    findings.error("E_ZERO_DENOMINATOR", "items");
    return findings.refusal();
  }
  if (scheme === "three" && isTooHigh(rating.total)) findings.warn("W_DQR_ABOVE_3", "total");
  return { ...rating, warnings: findings.warnings };
}

function readScheme(value: unknown, findings: Findings): QualityScheme | null {
  if (value === "three" || value === "pef4") return value;
  findings.error("E_SCHEMA", "scheme");
  return null;
}

function readItem(
  { fields, path, id }: Element,
  scheme: QualityScheme | null,
  findings: Findings,
): (RatedItem & { readonly isPrimary: boolean }) | null {
  const data = fields["data"];
  // What is left out of the rating may be silent; what it does say is judged.
  const isLeftOut = scheme === "three" && data === "primary";
  const isSilent = (name: string) => isLeftOut && isAbsent(fields[name]);
  // A result, not a factor: a credit is below zero without saying so.
  const kg = isSilent("emission")
    ? zero
    : readCarbonMass(fields["emission"], `${path}.emission`, true, findings);
  if (data !== "primary" && data !== "secondary") findings.error("E_SCHEMA", `${path}.data`);
  const scores = new Map<Criterion, Exact>();
  for (const name of criteria.pef4) {
    const isCounted = scheme !== null && criteria[scheme].includes(name);
    if (isSilent(name) || (name === "P" && !isCounted && isAbsent(fields[name]))) continue;
    const score = readSignedDecimal(fields[name], `${path}.${name}`, findings);
    if (score !== null && !isScore(score)) findings.error("E_PARAM_RANGE", `${path}.${name}`);
    if (score !== null && isCounted) scores.set(name, score);
  }
  return kg === null ? null : { id, kg, scores, isPrimary: data === "primary" };
}
