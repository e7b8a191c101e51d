import type { DocumentKind, StagePart } from "./content.ts";

/** A text in one language, ready to be set. */
export interface Spoken {
  readonly text: string;
  /** Address it leads to. */
  readonly href?: string;
  /** An identifier: monospaced where there is such a face, and broken anywhere. */
  readonly code?: true;
}

export interface SpokenColumn {
  readonly head: string;
  readonly align: "start" | "end";
  readonly weight: number;
}

export type SpokenBlock =
  | { readonly kind: "paragraph"; readonly text: Spoken; readonly tone: "plain" | "small" | "notice" }
  | { readonly kind: "headline"; readonly value: string; readonly unit: string; readonly basis: string }
  | { readonly kind: "facts"; readonly rows: readonly (readonly [name: string, value: Spoken])[] }
  | { readonly kind: "list"; readonly items: readonly Spoken[] }
  | {
      readonly kind: "stages";
      readonly label: string;
      readonly parts: readonly (StagePart & { readonly label: string })[];
    }
  | {
      readonly kind: "table";
      readonly caption: string;
      readonly columns: readonly SpokenColumn[];
      readonly rows: readonly (readonly Spoken[])[];
      readonly foot: readonly Spoken[] | null;
    };

export interface SpokenSection {
  readonly id: string;
  readonly level: 1 | 2;
  readonly number: string;
  readonly title: string;
  readonly blocks: readonly SpokenBlock[];
}

/** A document in one language: what every form of it is made from, so that all of them say the same. */
export interface SpokenDocument {
  readonly kind: DocumentKind;
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  readonly subtitle: string;
  readonly running: string;
  /** Foot of a page: which of how many. */
  readonly page: (number: number, of: number) => string;
  readonly author: string;
  readonly at: string;
  readonly notices: readonly string[];
  readonly watermark: string | null;
  readonly qr: { readonly url: string; readonly caption: string } | null;
  readonly sections: readonly SpokenSection[];
}
