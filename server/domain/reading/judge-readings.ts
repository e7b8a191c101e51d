import type { BatteryCategory } from "../battery/category.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { requirementOf } from "../catalogue/requirement.ts";
import type { Problem } from "../problem.ts";
import type { Exact } from "../quantity/exact.ts";
import { compare, multiply, one, parseExact, subtract, toDecimal } from "../quantity/exact.ts";
import { canonicalJson } from "../record/canonical-json.ts";
import type { Measured } from "./measured.ts";
import { measuredAttributes } from "./measured.ts";
import type { Reading } from "./parse-reading.ts";

/** What has to be known of a battery to judge a reading of it. */
export interface MeasuredBattery {
  readonly category: BatteryCategory;
  /** `YYYY-MM`. */
  readonly manufacturedOn: string;
  /** `YYYY-MM-DD`; null while that is not stated. */
  readonly placedOnMarketOn: string | null;
  /** Its passport has ended: it is measured no more. */
  readonly hasEnded: boolean;
  /** Whoever sends the reading writes for the operator that answers for the battery. */
  readonly mayWrite: boolean;
  /** Of its model, decimal text. */
  readonly ratedCapacityAh: string;
  readonly ratedEnergyKwh: string;
}

/** A reading that is kept already, as far as it matters for others. */
export interface KeptReading extends Pick<Reading, "value" | "detail" | "measuredAt"> {
  readonly source: string;
}

/** A reading that is to be kept, with what the registry has of its battery. */
export interface Candidate {
  readonly reading: Reading;
  /** Null for a battery that the registry does not know. */
  readonly battery: MeasuredBattery | null;
  /**
   * Readings of the same attribute of the same battery: those of the same moment, the nearest before (of several the
   * highest) and the nearest after (of several the lowest). More do no harm.
   */
  readonly around: readonly KeptReading[];
}

export interface Judged {
  /** `known`: the same was kept before, and nothing is added. */
  readonly outcome: "kept" | "known" | "refused";
  /** Why it is refused; empty otherwise. */
  readonly problems: readonly Problem[];
  /** What is unlikely, and kept all the same: `W_` codes. */
  readonly warnings: readonly Problem[];
}

/** Clocks of batteries may be ahead of ours by so much. */
const aheadMs = 5 * 60_000;

/**
 * Judges readings of one source, one after the other: each counts for those behind it as one kept before does, so that
 * many sent at once end as many sent singly.
 *
 * Problems: `E_READING_BATTERY`, `E_READING_FOREIGN`, `E_READING_ENDED`, `E_ATTRIBUTE_NOT_APPLICABLE`,
 * `E_ATTRIBUTE_NEVER_FILLED`, `E_READING_FUTURE`, `E_READING_BEFORE_MADE`, `E_READING_CONTRADICTS`,
 * `E_READING_COUNTER`. Warnings: `W_READING_ABOVE_RATED`, `W_READING_RECOVERED`, `W_READING_LONGER_THAN_LIFE`.
 *
 * Source: Regulation (EU) 2023/1542, Annex XIII point 4, Art. 77(2) fourth subparagraph: what belongs to the category.
 */
export function judgeReadings(
  candidates: readonly Candidate[],
  { catalogue, now, source }: { readonly catalogue: Catalogue; readonly now: Date; readonly source: string },
): readonly Judged[] {
  const measured = new Map(measuredAttributes(catalogue).map((found) => [found.attribute.id, found]));
  const lines = new Map<string, TimeLine>();
  for (const { reading, around } of candidates)
    for (const kept of around) lineOf(lines, reading).add(asEntry(kept));
  return candidates.map(({ reading, battery }) => {
    const what = measured.get(reading.attribute);
    if (what === undefined)
      return refuse("E_READING_NOT_MEASURED", "attribute", { value: reading.attribute });
    if (battery === null) return refuse("E_READING_BATTERY", "productUrl", { value: reading.productUrl });
    const standing = problemOfBattery(catalogue, what, battery, reading, now);
    if (standing !== null) return { outcome: "refused", problems: [standing], warnings: [] };
    const line = lineOf(lines, reading);
    const entry = asEntry({ ...reading, source });
    const same = line.at(entry.time).find((kept) => kept.source === source);
    if (same !== undefined) return repeated(same, entry, reading);
    const [before, after] = [line.before(entry.time), line.after(entry.time)];
    const counted = what.isCounter ? problemOfCounter(entry, before, after) : null;
    if (counted !== null) return { outcome: "refused", problems: [counted], warnings: [] };
    line.add(entry);
    return { outcome: "kept", problems: [], warnings: warningsOf(what, battery, entry, before) };
  });
}

function problemOfBattery(
  catalogue: Catalogue,
  { attribute }: Measured,
  battery: MeasuredBattery,
  { measuredAt, productUrl, detail }: Reading,
  now: Date,
): Problem | null {
  if (!battery.mayWrite)
    return { code: "E_READING_FOREIGN", path: "productUrl", params: { value: productUrl } };
  if (battery.hasEnded) return { code: "E_READING_ENDED", path: "productUrl", params: { value: productUrl } };
  const day = battery.placedOnMarketOn ?? now.toISOString().slice(0, 10);
  const { kind, ...requirement } = requirementOf(catalogue, attribute, { category: battery.category, day });
  if (kind === "notApplicable")
    return { code: "E_ATTRIBUTE_NOT_APPLICABLE", path: "attribute", params: { value: attribute.id } };
  if (kind === "barred" && "forEver" in requirement && requirement.forEver)
    return { code: "E_ATTRIBUTE_NEVER_FILLED", path: "attribute", params: { value: attribute.id } };
  if (Date.parse(measuredAt) > now.getTime() + aheadMs)
    return { code: "E_READING_FUTURE", path: "measuredAt", params: { value: measuredAt } };
  const happened = typeof detail?.["day"] === "string" ? detail["day"] : measuredAt;
  const earliest = happened < measuredAt ? happened : measuredAt;
  if (earliest.slice(0, 7) >= battery.manufacturedOn) return null;
  const path = earliest === measuredAt ? "measuredAt" : "value.day";
  const params = { value: earliest.slice(0, 10), expected: battery.manufacturedOn };
  return { code: "E_READING_BEFORE_MADE", path, params };
}

function repeated(same: Entry, { content }: Entry, { value }: Reading): Judged {
  if (same.content === content) return { outcome: "known", problems: [], warnings: [] };
  return refuse("E_READING_CONTRADICTS", "value", { value: value ?? content, expected: same.shown });
}

function problemOfCounter(entry: Entry, before: Entry | null, after: Entry | null): Problem | null {
  const isBelow = before !== null && compare(entry.exact, before.exact) < 0;
  const isAbove = after !== null && compare(entry.exact, after.exact) > 0;
  const against = isBelow ? before : isAbove ? after : null;
  if (against === null) return null;
  const params = { value: entry.shown, expected: against.shown, line: against.measuredAt };
  return { code: "E_READING_COUNTER", path: "value", params };
}

/** Values that age only makes worse, and the way they go. A battery that recovers was measured otherwise, or repaired. */
const worsens: Readonly<Record<string, "up" | "down">> = {
  capacityFade: "up",
  powerFade: "up",
  roundTripEfficiencyFade: "up",
  internalResistanceIncreasePack: "up",
  stateOfCertifiedEnergy: "down",
  remainingRoundTripEfficiency: "down",
  currentRoundTripEfficiency: "down",
};

/** Percentage points between two readings that measuring alone can make. */
const scatter: Exact = { ...one, numerator: 5n };

/** More than new by a tenth is more than makers leave in reserve. */
const reserve: Exact = { ...one, numerator: 11n, scale: 1 };

function warningsOf(
  { attribute, form, isCounter }: Measured,
  battery: MeasuredBattery,
  entry: Entry,
  before: Entry | null,
): readonly Problem[] {
  if (form.kind !== "number") return [];
  const warnings: Problem[] = [];
  const rated = isCounter ? null : ratedIn(attribute.unit, battery);
  if (rated !== null && compare(entry.exact, multiply(rated, reserve)) > 0) {
    const params = { value: entry.shown, expected: toDecimal(rated) };
    warnings.push({ code: "W_READING_ABOVE_RATED", path: "value", params });
  }
  const way = Object.hasOwn(worsens, attribute.id) ? worsens[attribute.id] : undefined;
  if (way !== undefined && before !== null) {
    const [worse, better] = way === "up" ? [before, entry] : [entry, before];
    if (compare(subtract(worse.exact, better.exact), scatter) > 0) {
      const params = { value: entry.shown, expected: before.shown, line: before.measuredAt };
      warnings.push({ code: "W_READING_RECOVERED", path: "value", params });
    }
  }
  if (isCounter && attribute.unit === "min" && compare(entry.exact, minutesSince(battery, entry)) > 0) {
    const params = { value: entry.shown, expected: battery.manufacturedOn };
    warnings.push({ code: "W_READING_LONGER_THAN_LIFE", path: "value", params });
  }
  return warnings;
}

function ratedIn(unit: string | null, battery: MeasuredBattery): Exact | null {
  if (unit === "Ah") return parseExact(battery.ratedCapacityAh);
  return unit === "kWh" ? parseExact(battery.ratedEnergyKwh) : null;
}

/** Whole minutes from the beginning of the month of manufacture to the reading. */
function minutesSince({ manufacturedOn }: MeasuredBattery, { time }: Entry): Exact {
  const minutes = Math.ceil((time - Date.parse(`${manufacturedOn}-01T00:00:00Z`)) / 60_000);
  return { ...one, numerator: BigInt(minutes) };
}

/** A reading in its line: comparable by time and value. */
interface Entry {
  readonly time: number;
  readonly measuredAt: string;
  readonly source: string;
  readonly exact: Exact;
  /** Canonical text of the whole value: two are the same exactly when these are. */
  readonly content: string;
  /** The value as a sentence names it. */
  readonly shown: string;
}

function asEntry({ value, detail, measuredAt, source }: KeptReading): Entry {
  const exact = value === null ? null : parseExact(value);
  // PostgreSQL may keep a number with zeros at its end.
  const plain = exact === null ? null : toDecimal(exact);
  return {
    ...{ time: Date.parse(measuredAt), measuredAt, source, exact: exact ?? { ...one, numerator: 0n } },
    ...{ content: canonicalJson({ value: plain, detail }), shown: plain ?? canonicalJson(detail) },
  };
}

function lineOf(lines: Map<string, TimeLine>, { productUrl, attribute }: Reading): TimeLine {
  const name = `${attribute} ${productUrl}`;
  const found = lines.get(name) ?? new TimeLine();
  lines.set(name, found);
  return found;
}

/** Readings of one attribute of one battery by time, and by value where two sources measured at one moment. */
class TimeLine {
  readonly #entries: Entry[] = [];

  add(entry: Entry): void {
    const isThere = this.at(entry.time).some(({ source }) => source === entry.source);
    if (!isThere)
      this.#entries.splice(
        this.#place((kept) => inOrder(kept, entry) < 0),
        0,
        entry,
      );
  }

  at(time: number): readonly Entry[] {
    return this.#entries.slice(
      this.#place((kept) => kept.time < time),
      this.#place((kept) => kept.time <= time),
    );
  }

  before(time: number): Entry | null {
    return this.#entries[this.#place((kept) => kept.time < time) - 1] ?? null;
  }

  after(time: number): Entry | null {
    return this.#entries[this.#place((kept) => kept.time <= time)] ?? null;
  }

  /** How many entries from the beginning on are so: the line is in order. */
  #place(isSo: (entry: Entry) => boolean): number {
    let [from, to] = [0, this.#entries.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const entry = this.#entries[middle];
      if (entry !== undefined && isSo(entry)) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

function inOrder(a: Entry, b: Entry): number {
  return a.time === b.time ? compare(a.exact, b.exact) : a.time - b.time;
}

function refuse(code: string, path: string, params: Readonly<Record<string, string>>): Judged {
  return { outcome: "refused", problems: [{ code, path, params }], warnings: [] };
}
