/**
 * What a document says, in no language yet: sentences by their key with what they are filled with, figures as decimals,
 * names in both languages. `app/_study/speak.ts` writes it in one language.
 */
export type Say =
  /** A sentence of the study texts. */
  | { readonly say: string; readonly with?: Readonly<Record<string, Say>> }
  /** As somebody entered it; translated by nobody. */
  | { readonly text: string }
  /** An identifier or digest: never hyphenated, in a monospaced face where there is one. */
  | { readonly code: string }
  /** For example `kgCO2e/kWh`. */
  | { readonly unit: string }
  | { readonly en: string; readonly zh: string }
  /** A decimal; without `places` every digit it has. */
  | { readonly figure: string; readonly places?: number; readonly unit?: string }
  /** 0..1, written in percent. */
  | { readonly share: string }
  /** `YYYY-MM-DD` or an instant, written as a day in UTC. */
  | { readonly day: string }
  /** ISO 3166-1 alpha-2. */
  | { readonly country: string }
  /** A word of a fixed list, for example the stage `production`. */
  | { readonly word: WordList; readonly of: string }
  | { readonly url: string }
  /** Several things in one sentence, with the separator of the language. */
  | { readonly all: readonly Say[] }
  /** One below the other in one cell. */
  | { readonly lines: readonly Say[] };

export type WordList =
  | "stage"
  | "stageAbout"
  | "method"
  | "category"
  | "vehicle"
  | "electricity"
  | "mode"
  | "data"
  | "quality"
  | "input"
  | "state"
  | "warning";

export interface Column {
  readonly head: Say;
  /** `end` for figures. */
  readonly align: "start" | "end";
  /** Width in relation to the other columns. */
  readonly weight: number;
}

/** A stage as a part of the picture of all stages. */
export interface StagePart {
  readonly stage: string;
  /** 0..1 of the total, negative for a credit. */
  readonly share: string;
}

export type Block =
  | { readonly kind: "paragraph"; readonly say: Say; readonly tone?: "small" | "notice" }
  | { readonly kind: "headline"; readonly value: Say; readonly unit: Say; readonly basis: Say }
  | { readonly kind: "facts"; readonly rows: readonly (readonly [name: Say, value: Say])[] }
  | { readonly kind: "list"; readonly items: readonly Say[] }
  | { readonly kind: "stages"; readonly label: Say; readonly parts: readonly StagePart[] }
  | {
      readonly kind: "table";
      readonly caption: Say;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Say[])[];
      readonly foot?: readonly Say[];
    };

export interface Section {
  /** Unique in its document; anchor of the section. */
  readonly id: string;
  /** 1 for a chapter, 2 for a part of one. */
  readonly level: 1 | 2;
  /** As printed, for example `2.1`; empty where the document does not number its sections. */
  readonly number: string;
  readonly title: Say;
  readonly blocks: readonly Block[];
}

export const documentKinds = ["declaration", "study", "report"] as const;
/** Carbon footprint declaration (Art. 7(1)), public study behind it (Art. 7(1)(g)), full study report for verifiers. */
export type DocumentKind = (typeof documentKinds)[number];

export interface StudyDocument {
  readonly kind: DocumentKind;
  readonly title: Say;
  readonly subtitle: Say;
  /** One line at the foot of each page: which declaration this is. */
  readonly running: Say;
  readonly author: string;
  /** Instant the document speaks of: the release, or the last change of a draft. */
  readonly at: string;
  /** What must be read first: draft, replaced, demonstration. */
  readonly notices: readonly Say[];
  /** Word across every page; null for a released declaration. */
  readonly watermark: Say | null;
  /** What the QR code says; null where nothing is public. */
  readonly qr: { readonly url: string; readonly caption: Say } | null;
  readonly sections: readonly Section[];
  /** How figures are rounded for display. */
  readonly rounding: "half_up" | "half_even";
}

/** A paragraph of one sentence. */
export function paragraph(say: Say, tone?: "small" | "notice"): Block {
  return tone === undefined ? { kind: "paragraph", say } : { kind: "paragraph", say, tone };
}

/** A sentence of the study texts, filled. */
export function sentence(key: string, filled?: Readonly<Record<string, Say>>): Say {
  return filled === undefined ? { say: key } : { say: key, with: filled };
}
