import { monthsAfter } from "../calendar.ts";
import type { Act, Bilingual, DutyClass, Start } from "../catalogue/catalogue.ts";
import first from "./duties-1.0.0.json" with { type: "json" };

/** A duty of the Batteries Regulation as the dated table has it. */
export interface Duty {
  readonly id: string;
  /** Of Regulation (EU) 2023/1542, for example `7(1)`. */
  readonly article: string;
  readonly title: Bilingual;
  /** When it begins, by class of batteries; a class that is not named is not bound. */
  readonly starts: Readonly<Partial<Record<DutyClass, Start>>>;
  /** The day was read in one good secondary text, not in the law itself. */
  readonly isSecondary: boolean;
}

/** A duty that begins on one day, for the classes for which it is that day. */
export interface DutyDay {
  readonly duty: Pick<Duty, "id" | "article" | "title" | "isSecondary">;
  readonly classes: readonly DutyClass[];
  /** `YYYY-MM-DD`: the first day, or with `missing` the earliest it can be. */
  readonly day: string;
  /** The act that is not in force as far as was looked up; null where nothing is missing. */
  readonly missing: Pick<Act, "id" | "title" | "source" | "lookedUpOn"> | null;
}

/** The dated table of this release, and the acts it names beside those of the attribute catalogue. */
export const duties: readonly Duty[] = first.duties;
export const actsOfDuties: readonly Act[] = first.acts;

/**
 * When which duty begins for these classes of batteries, by day. Where a duty waits for an act that is not there, its day is
 * the earliest possible one: that of the law, and so many months after the day on which the act was looked for in vain.
 *
 * @param acts every act that a start names: those of the catalogue in use, and of this table.
 * Source: Regulation (EU) 2023/1542, Art. 7, 8, 10, 13, 14, 38, 48, 52 and 77.
 */
export function dutyDays(
  table: readonly Duty[],
  acts: readonly Act[],
  classes: readonly DutyClass[],
): readonly DutyDay[] {
  const found: DutyDay[] = [];
  for (const { starts, ...duty } of table) {
    const days = new Map<string, { begins: Omit<DutyDay, "duty" | "classes">; bound: DutyClass[] }>();
    for (const one of new Set(classes)) {
      const start = starts[one];
      if (start === undefined) continue;
      const begins = beginningOf(start, acts);
      const key = `${begins.day} ${begins.missing?.id ?? ""}`;
      const same = days.get(key);
      if (same === undefined) days.set(key, { begins, bound: [one] });
      else same.bound.push(one);
    }
    for (const { begins, bound } of days.values()) found.push({ duty, classes: bound, ...begins });
  }
  return found.toSorted((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
}

function beginningOf(
  { notBefore, act: id, monthsAfterAct = 0 }: Start,
  acts: readonly Act[],
): Omit<DutyDay, "duty" | "classes"> {
  if (id === undefined) return { day: notBefore, missing: null };
  const act = acts.find((one) => one.id === id);
  if (act === undefined) throw new RangeError(`No table has the act ${id}.`);
  const { title, source, lookedUpOn, inForceFrom } = act;
  const after = monthsAfter(inForceFrom ?? lookedUpOn, monthsAfterAct);
  const day = after > notBefore ? after : notBefore;
  return { day, missing: inForceFrom === null ? { id, title, source, lookedUpOn } : null };
}
