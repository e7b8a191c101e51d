import type { DataSet } from "../access/audience.ts";
import type { BatteryCategory, InformationCategory, PassportCategory } from "../battery/category.ts";

/**
 * The attribute catalogue: every data point a battery passport may hold, as data with a version. A row added or changed
 * here changes form, import, completeness, page, record and API. Read with `parseCatalogue`; versions never change.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2) and Annex XIII; the Commission's data points by category, 28 July 2026.
 */
export interface Catalogue {
  /** Three numbers, for example `1.0.0`. */
  readonly version: string;
  /** Name of the law, and of the Commission's guidance, as they stood when the catalogue was made. */
  readonly law: string;
  readonly guidance: string;
  /** First day of the passport duty, `YYYY-MM-DD`; no duty begins before it. */
  readonly appliesFrom: string;
  readonly acts: readonly Act[];
  readonly groups: readonly Named[];
  /** Finer than groups: a heading inside a page, and the object of the full record for restricted attributes. */
  readonly sections: readonly Named[];
  /** In the order of pages and forms. */
  readonly attributes: readonly Attribute[];
  /** Rows of the guidance that repeat an attribute under another point of the law: never filled themselves. */
  readonly repeatedRows: readonly {
    readonly row: number;
    readonly attribute: string;
    readonly source: string;
  }[];
  readonly rules: readonly CatalogueRule[];
}

/** The attribute of a name; undefined where this version has none. */
export function findAttribute({ attributes }: Catalogue, id: string): Attribute | undefined {
  return attributes.find((attribute) => attribute.id === id);
}

export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

export interface Named {
  readonly id: string;
  readonly title: Bilingual;
}

/** An act under the law on which duties hang. */
export interface Act extends Named {
  readonly source: string;
  /** `YYYY-MM-DD`; null while it was not found adopted. Setting it is the switch of the rows that wait for it. */
  readonly inForceFrom: string | null;
  readonly lookedUpOn: string;
}

/** One data point. */
export interface Attribute extends Named {
  readonly group: string;
  readonly section: string;
  /** What it is and how to fill it, in a sentence or two. */
  readonly about: Bilingual;
  /** Articles and annexes; those without a name are of the Batteries Regulation. */
  readonly source: string;
  /** Point of Annex XIII: decides who reads it. */
  readonly dataSet: DataSet;
  readonly level: "model" | "item";
  readonly type: ValueType;
  /** Of decimals and integers; members of an object have their own. Null for none. */
  readonly unit: string | null;
  /** `derived`: the registry takes it from elsewhere, so nobody enters it. */
  readonly origin: "stated" | "derived";
  readonly law: LawByCategory;
  /** Row of the Commission's table; null for what it does not name. */
  readonly guidance: GuidanceRow | null;
  /** The question that decides where the law says conditional. Yes: the value is owed. */
  readonly condition?: Bilingual;
  /** The question that frees from a mandatory value. Yes: nothing is owed. */
  readonly exemption?: Bilingual;
  /** When the duty begins, where not with the passport duty itself. */
  readonly starts?: Readonly<Partial<Record<DutyClass, Start>>>;
  /** Before its start no value may stand among the statutory data: format or measure is missing. */
  readonly isBarredBefore?: true;
  readonly update: UpdateRule;
  readonly note?: Bilingual;
}

export type Law = "mandatory" | "conditional" | "voluntary" | "notApplicable";

/**
 * `externalStorage` only where it differs from the industrial category. Categories without a passport only where something
 * is asked of them: what is not named is not applicable.
 */
export type LawByCategory = Readonly<Record<PassportCategory, Law>> &
  Readonly<Partial<Record<InformationCategory | "externalStorage", Law>>>;

/** Categories as Articles 7 and 8 tell them apart: industrial batteries with exclusively external storage have own dates. */
export type DutyClass = BatteryCategory | "externalStorage";

/** The later of the day and so many months after the act enters into force. */
export interface Start {
  /** `YYYY-MM-DD`. */
  readonly notBefore: string;
  readonly act?: string;
  readonly monthsAfterAct?: number;
}

export type Guidance = "mandatory" | "optional" | "conditional" | "pending" | "notToBeFilled";

export interface GuidanceRow {
  readonly row: number;
  readonly EV: Guidance;
  readonly LMT: Guidance;
  readonly industrial: Guidance;
}

export const updateRules = [
  "on-correction-only",
  "on-placing-and-status-change",
  "on-status-change",
  "on-event",
  "on-every-change",
  "yearly",
  "keep-up-to-date",
] as const;
export type UpdateRule = (typeof updateRules)[number];

/** The form of a value. Values are JSON; decimals are text in the unit of their attribute or member. */
export type ValueType =
  | ScalarType
  /** An object of members. */
  | ObjectType
  | { readonly kind: "list"; readonly of: ScalarType | ObjectType; readonly maximum: number }
  /** Readings, kept apart from the other values. */
  | { readonly kind: "series" };

export interface ObjectType {
  readonly kind: "object";
  readonly members: readonly Member[];
}

export interface Member extends Named {
  readonly type: ScalarType;
  readonly unit: string | null;
  readonly required: boolean;
}

export type ScalarType =
  | { readonly kind: "text"; readonly maxLength: number; readonly pattern?: string }
  /** `[{value, language}]`, each language once. */
  | { readonly kind: "multilingual"; readonly maxLength: number }
  | ({ readonly kind: "decimal"; readonly above?: string; readonly below?: string } & Bounds)
  | { readonly kind: "integer"; readonly minimum?: number; readonly maximum?: number }
  | { readonly kind: "choice"; readonly values: readonly Choice[] }
  /** `{lower, upper}`, both decimals. */
  | ({ readonly kind: "range" } & Bounds)
  /**
   * `flag` is true or false; `day` is `YYYY-MM-DD`, `month` is `YYYY-MM`, `instant` a UTC time to the second, `months` a
   * whole number of them; `address` is a web page, `identifier` a URI, `document` the identifier of an uploaded file.
   */
  | { readonly kind: PlainKind };

export const plainKinds = [
  "flag",
  "day",
  "month",
  "instant",
  "months",
  "address",
  "identifier",
  "document",
] as const;
export type PlainKind = (typeof plainKinds)[number];

/** Decimals; both bounds belong to what is allowed. */
export interface Bounds {
  readonly minimum?: string;
  readonly maximum?: string;
}

interface Choice {
  readonly value: string;
  readonly title: Bilingual;
}

/** What must hold between attributes, as far as they are filled. */
export type CatalogueRule =
  /** Each value below the next one; equal ones pass unless strict. */
  | {
      readonly id: string;
      readonly kind: "ascending";
      readonly attributes: readonly string[];
      readonly strict: boolean;
    }
  | { readonly id: string; readonly kind: "sum"; readonly parts: readonly string[]; readonly total: string };
