import { compare, parseExact } from "../quantity/exact.ts";
import { areComparable, convert, parseUnit } from "../quantity/unit.ts";
import type { InventoryLine } from "./inventory-line.ts";

/** What may change about a product or its making so that it needs a new declaration. */
export const changeKinds = ["bill_of_materials", "energy_mix", "plant"] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** A change somebody recorded for a model. Days are UTC, `YYYY-MM-DD`. */
export interface RecordedChange {
  readonly kind: ChangeKind;
  readonly changedOn: string;
  readonly recordedAt: string;
  readonly note: string;
}

/** A line in which the inventory of the next declaration differs from the released one by rule. */
export interface RenewalLine {
  readonly code: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly change: "added" | "removed" | "changed";
}

/** Why a released declaration asks for a new one. */
export interface RenewalReason {
  readonly kind: ChangeKind;
  /** UTC day, `YYYY-MM-DD`, from which it does; a day to come announces it. */
  readonly from: string;
  /** What was recorded; null when the draft's own lines show it. */
  readonly note: string | null;
  /** Lines of the draft that differ; empty for a recorded change. */
  readonly lines: readonly RenewalLine[];
  readonly source: string;
}

/** A released declaration as far as its validity goes. */
export interface ReleasedInventory {
  readonly lines: readonly InventoryLine[];
  /** First day of its data and the moment of its release (ISO 8601, UTC). */
  readonly periodStart: string;
  readonly releasedAt: string;
}

/**
 * Why a released declaration asks for a new one: changes recorded since its release for a day after its data began, and
 * what the lines of a draft show to be different. Material lines count when they come, go or change their mass;
 * electricity lines when they come, go or change source, model or factor; amounts of energy do not, for they are no mix.
 * A mass in another unit is the same mass.
 *
 * A change that was recorded before the release was known to those who released, and is covered.
 *
 * Source: Regulation (EU) 2023/1542, Annex II: a change in the bill of materials or in the energy mix used to produce a
 * battery model requires a new calculation of the carbon footprint for that battery model; Art. 7(1) for the plant.
 */
export function renewalReasons(
  released: ReleasedInventory,
  /** The draft of the next declaration, with the day it was begun. */
  draft: { readonly lines: readonly InventoryLine[]; readonly begunOn: string } | null,
  recorded: readonly RecordedChange[],
): readonly RenewalReason[] {
  const fromRecords = recorded
    .filter(
      ({ changedOn, recordedAt }) => recordedAt > released.releasedAt && changedOn > released.periodStart,
    )
    .map(({ kind, changedOn, note }) => ({
      ...{ kind, from: changedOn, note, lines: [], source: sourceOf[kind] },
    }));
  if (draft === null) return fromRecords;
  const shown = (["bill_of_materials", "energy_mix"] as const).flatMap((kind) => {
    const lines = differing(released.lines, draft.lines, rules[kind]);
    return lines.length === 0
      ? []
      : [{ kind, from: draft.begunOn, note: null, lines, source: sourceOf[kind] }];
  });
  return [...fromRecords, ...shown];
}

const annexII = "Regulation (EU) 2023/1542, Annex II";
const sourceOf: Readonly<Record<ChangeKind, string>> = {
  bill_of_materials: annexII,
  energy_mix: annexII,
  plant: "Regulation (EU) 2023/1542, Art. 7(1)",
};

interface Rule {
  readonly lineKind: InventoryLine["kind"];
  readonly isSame: (before: InventoryLine, after: InventoryLine) => boolean;
}

const rules: Readonly<Record<"bill_of_materials" | "energy_mix", Rule>> = {
  bill_of_materials: { lineKind: "material", isSame: sameMass },
  energy_mix: {
    lineKind: "electricity",
    isSame: (before, after) => mixOf(before) === mixOf(after),
  },
};

function differing(
  before: readonly InventoryLine[],
  after: readonly InventoryLine[],
  { lineKind, isSame }: Rule,
): readonly RenewalLine[] {
  const ofKind = (lines: readonly InventoryLine[]) =>
    new Map(lines.filter(({ kind }) => kind === lineKind).map((line) => [line.code, line]));
  const [earlier, later] = [ofKind(before), ofKind(after)];
  const gone = [...earlier.values()].filter(({ code }) => !later.has(code));
  return [
    ...[...later.values()].flatMap((line) => {
      const old = earlier.get(line.code);
      if (old === undefined) return [named(line, "added")];
      return isSame(old, line) ? [] : [named(line, "changed")];
    }),
    ...gone.map((line) => named(line, "removed")),
  ];
}

function named({ code, nameEn, nameZh }: InventoryLine, change: RenewalLine["change"]): RenewalLine {
  return { code, nameEn, nameZh, change };
}

function sameMass(before: InventoryLine, after: InventoryLine): boolean {
  if (before.amount === after.amount && before.amountUnit === after.amountUnit) return true;
  const [old, now] = [before, after].map(({ amount, amountUnit }) => ({
    value: parseExact(amount ?? ""),
    unit: parseUnit(amountUnit ?? ""),
  }));
  if (old?.value == null || old.unit === null || now?.value == null || now.unit === null) return false;
  return (
    areComparable(now.unit, old.unit) && compare(convert(now.value, now.unit, old.unit), old.value) === 0
  );
}

/** Where a line's electricity comes from, and with which factor it counts. */
function mixOf(line: InventoryLine): string {
  const { electricityModel, factorId, factorVersion, factorValue, factorUnit, electricitySources } = line;
  const sources = electricitySources?.map((one) => [
    ...[one.share, one.model, one.factor.value, one.factor.unit],
    ...[one.factorId ?? null, one.factorVersion ?? null],
  ]);
  return JSON.stringify([
    ...[electricityModel, factorId, factorVersion, factorValue, factorUnit],
    sources ?? null,
  ]);
}

/** Something about the age of the data that deserves a look; it invalidates nothing by itself. */
export interface ValidityHint {
  readonly kind: "data_old" | "data_old_soon" | "period_not_a_year";
  /** UTC day on which the data are or were three years old, or the last day of the period. */
  readonly day: string;
}

/** Days before three years are over in which a hint says so. */
const noticeDays = 180;

/**
 * Hints about the period of the data, by `today` (UTC days, `YYYY-MM-DD`): data more than three years past their end,
 * or soon to be; a period that is not twelve months.
 *
 * Source: PACT 3.0.3, a footprint is valid for at most three years after the end of its reference period; twelve months
 * of production data are our own reading of the EU draft rules.
 */
export function validityHints(
  { periodStart, periodEnd }: { readonly periodStart: string; readonly periodEnd: string },
  today: string,
): readonly ValidityHint[] {
  const until = yearsLater(periodEnd, 3);
  const soon = daysBefore(until, noticeDays);
  const age: readonly ValidityHint[] =
    today > until
      ? [{ kind: "data_old", day: until }]
      : today > soon
        ? [{ kind: "data_old_soon", day: until }]
        : [];
  const isYear = daysBefore(yearsLater(periodStart, 1), 1) === periodEnd;
  return isYear ? age : [...age, { kind: "period_not_a_year", day: periodEnd }];
}

function yearsLater(day: string, years: number): string {
  const moved = `${String(Number(day.slice(0, 4)) + years).padStart(4, "0")}${day.slice(4)}`;
  // 29 February exists in leap years only.
  return moved.endsWith("-02-29") ? daysBefore(`${moved.slice(0, 4)}-03-01`, 1) : moved;
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
