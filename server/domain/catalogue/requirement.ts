import type { BatteryCategory } from "../battery/category.ts";
import { isPassportCategory } from "../battery/category.ts";
import { monthsAfter } from "../calendar.ts";
import type { Attribute, Catalogue, Guidance, Law, Start } from "./catalogue.ts";

/** The battery a requirement is asked for. */
export interface BatteryAt {
  readonly category: BatteryCategory;
  /** The battery's own day, `YYYY-MM-DD`: when it is or will be placed on the market, never blindly today. */
  readonly day: string;
  /** An industrial battery whose energy is all kept outside of it, such as a flow battery. */
  readonly hasOnlyExternalStorage?: boolean;
}

export type Requirement =
  /** Owed, since the day on which the duty began. */
  | { readonly kind: "required"; readonly from: string }
  /** Allowed, and owed from that day on. */
  | { readonly kind: "notYetDue"; readonly from: string }
  /** Owed where the question of the attribute is answered with yes. */
  | { readonly kind: "conditional" }
  | { readonly kind: "optional" }
  /** Does not belong to this category. */
  | { readonly kind: "notApplicable" }
  /** No value may stand among the statutory data: before that day, while an act is missing (null), or ever. */
  | { readonly kind: "barred"; readonly until: string | null; readonly forEver: boolean };

/**
 * What law and guidance ask of an attribute for a battery: exactly one answer for each category and day. Where the two
 * differ the law decides, except that what the Commission asks not to fill is not filled.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2) fourth subparagraph and Annex XIII; Art. 13(6)(b) and (c) for batteries
 * without a passport; Articles 7, 8 and 48 for the dates; the
 * Commission's data points by category, 28 July 2026.
 */
export function requirementOf(catalogue: Catalogue, attribute: Attribute, battery: BatteryAt): Requirement {
  const advice = guidanceFor(attribute, battery.category);
  const law = lawFor(attribute, battery);
  if (law === "notApplicable") return { kind: "notApplicable" };
  if (isNeverFilled(attribute)) return { kind: "barred", until: null, forEver: true };
  if (advice === "notToBeFilled") return { kind: "notApplicable" };
  const start = startFor(attribute, battery);
  if (attribute.isBarredBefore === true) {
    const until = barredUntil(catalogue, start);
    if (until === null || battery.day < until) return { kind: "barred", until, forEver: false };
  }
  if (law === "conditional") return { kind: "conditional" };
  if (law === "voluntary") return { kind: "optional" };
  const from = dueFrom(catalogue, start);
  return battery.day < from ? { kind: "notYetDue", from } : { kind: "required", from };
}

/** Rows that repeat others: the guidance leaves them empty for every kind of battery. */
function isNeverFilled({ guidance }: Attribute): boolean {
  if (guidance === null) return false;
  return [guidance.EV, guidance.LMT, guidance.industrial].every((advice) => advice === "notToBeFilled");
}

function guidanceFor({ guidance }: Attribute, category: BatteryCategory): Guidance | null {
  // The Commission's table is about passports.
  if (guidance === null || !isPassportCategory(category)) return null;
  return category === "EV" || category === "LMT" ? guidance[category] : guidance.industrial;
}

function lawFor({ law }: Attribute, battery: BatteryAt): Law {
  const { externalStorage } = law;
  return externalStorage !== undefined && keepsAllOutside(battery)
    ? externalStorage
    : (law[battery.category] ?? "notApplicable");
}

function startFor({ starts = {} }: Attribute, battery: BatteryAt): Start | undefined {
  return keepsAllOutside(battery)
    ? (starts.externalStorage ?? starts[battery.category])
    : starts[battery.category];
}

function keepsAllOutside({ category, hasOnlyExternalStorage }: BatteryAt): boolean {
  return hasOnlyExternalStorage === true && isPassportCategory(category) && category.startsWith("industrial");
}

/** The day the act and the floor have both come; null while there is no act. */
function barredUntil({ acts }: Catalogue, start: Start | undefined): string | null {
  const act = acts.find(({ id }) => id === start?.act);
  if (start === undefined || act === undefined || act.inForceFrom === null) return null;
  return later(act.inForceFrom, start.notBefore);
}

/** First day of the duty. An act that is missing does not move it: the floor stands until there is a later day. */
function dueFrom({ acts, appliesFrom }: Catalogue, start: Start | undefined): string {
  if (start === undefined) return appliesFrom;
  const inForceFrom = acts.find(({ id }) => id === start.act)?.inForceFrom ?? null;
  const afterAct = inForceFrom === null ? appliesFrom : monthsAfter(inForceFrom, start.monthsAfterAct ?? 0);
  return [start.notBefore, afterAct].reduce(later, appliesFrom);
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}
