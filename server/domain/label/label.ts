import type { Problem } from "../problem.ts";
import type { HeavyMetal } from "./heavy-metals.ts";
import type { BatteryForm } from "./separate-collection.ts";
import type { Box, Shape } from "./shape.ts";

/** What the label of a battery must say in words. Source: Regulation (EU) 2023/1542, Annex VI Part A, items 1 to 10. */
export const labelItems = [
  "manufacturer",
  "category",
  "identification",
  "manufacturingPlace",
  "manufacturingDate",
  "weight",
  "capacity",
  "chemistry",
  "hazardousSubstances",
  "extinguishingAgent",
  "criticalRawMaterials",
] as const;
export type LabelItem = (typeof labelItems)[number];

/** Items that say something only where a battery has such substances. */
const mayBeNone: readonly LabelItem[] = ["hazardousSubstances", "criticalRawMaterials"];

/** One item in the language of the label. */
export interface LabelFact {
  readonly item: LabelItem;
  readonly title: string;
  readonly value: string;
}

/** A QR code as squares, without its quiet zone. */
export interface QrModules {
  readonly size: number;
  readonly dark: (x: number, y: number) => boolean;
}

/** All a label says; the order of the facts is the order in which they are printed. */
export interface LabelContent {
  /** The product identifier: exactly what the code says, and printed under it. */
  readonly identifier: string;
  readonly code: QrModules;
  /** BCP 47. */
  readonly language: string;
  readonly heading: string;
  readonly facts: readonly LabelFact[];
  /** Items the battery has nothing of. */
  readonly none: readonly LabelItem[];
  /** Decides the size of the symbol for separate collection; null where it is not known, and then there is none. */
  readonly form: BatteryForm | null;
  /** Where the operator has the symbol stand. */
  readonly collectionPlace: "battery" | "packaging";
  readonly heavyMetals: readonly HeavyMetal[];
}

/** How a label is to be printed. */
export interface LabelFormat {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly marginMm: number;
  /** What it sticks on decides whether it bears the symbol of a very small battery. */
  readonly target: "battery" | "packaging";
  /** Dots an inch of the printer: a module of the code is a whole number of them, or its edges would blur. */
  readonly dpi: number;
  /** Side of a module of the code at least, in millimetres. */
  readonly moduleMm: number;
  /** Height of the letters' em, in millimetres. */
  readonly textMm: number;
}

/** What letters look like and how wide they are, in parts of their em. */
export interface Typeface {
  readonly has: (character: string) => boolean;
  readonly widthEm: (text: string, weight: Weight) => number;
  /** Outline of a line of text, its baseline at 0, its left edge at 0. */
  readonly outline: (text: string, weight: Weight) => Shape;
}
export type Weight = 400 | 600;

/** What is drawn, in the order of drawing, all of it in ink on ground. */
export type Mark =
  | {
      readonly kind: "code";
      /** Left upper corner of the quiet zone. */
      readonly x: number;
      readonly y: number;
      readonly moduleMm: number;
      readonly code: QrModules;
    }
  | { readonly kind: "shape"; readonly shape: Shape }
  | {
      readonly kind: "text";
      readonly text: string;
      readonly x: number;
      readonly baseline: number;
      readonly sizeMm: number;
      readonly weight: Weight;
    };

/** A label laid out: what is drawn, and the box each part has to itself. */
export interface LabelDrawing {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly language: string;
  readonly identifier: string;
  readonly marks: readonly Mark[];
  readonly boxes: readonly (Box & { readonly name: string })[];
  /** All of it in words, for those who cannot see it. */
  readonly words: string;
}

/**
 * Items of Annex VI Part A that a label does not state and does not say the battery has nothing of.
 *
 * Problems: `E_LABEL_ITEM` with the item; `E_LABEL_DIMENSIONS` where the size of the symbol cannot be worked out.
 *
 * Source: Regulation (EU) 2023/1542, Art. 13(1) and Annex VI Part A.
 */
export function missingItems({
  facts,
  none,
  form,
}: Pick<LabelContent, "facts" | "none" | "form">): readonly Problem[] {
  const missing = labelItems
    .filter((item) => !facts.some((fact) => fact.item === item && fact.value.trim() !== ""))
    .filter((item) => !(mayBeNone.includes(item) && none.includes(item)))
    .map((item) => ({ code: "E_LABEL_ITEM", path: `facts.${item}`, params: { item } }));
  return form === null ? [...missing, { code: "E_LABEL_DIMENSIONS", path: "form" }] : missing;
}
