import type { Shape } from "./shape.ts";
import { disc, polygon, stroke } from "./shape.ts";

/** Outer form of a battery, in millimetres. */
export type BatteryForm =
  | {
      readonly kind: "cuboid";
      readonly lengthMm: number;
      readonly widthMm: number;
      readonly heightMm: number;
    }
  /** A cylindrical cell. */
  | { readonly kind: "cylinder"; readonly diameterMm: number; readonly heightMm: number }
  | { readonly kind: "other"; readonly largestSideMm2: number };

/** Where the symbol goes, and the side of its square in millimetres. */
export interface CollectionMark {
  readonly place: "battery" | "packaging";
  readonly sideMm: number;
}

const largestSideMm = 50;
const smallestSideMm = 4.7;
const onPackagingMm = 10;

/**
 * Size of the symbol for separate collection: 3 % of the largest side of the battery, or 1.5 % of the surface of a
 * cylindrical cell, at most 50 mm by 50 mm. Where it would be smaller than 4.7 mm by 4.7 mm, the battery need not bear it,
 * and the packaging bears one of 10 mm by 10 mm.
 *
 * Source: Regulation (EU) 2023/1542, Art. 13(4).
 *
 * @example A cuboid with a largest side of 100 mm by 100 mm bears a symbol of 17.33 mm.
 */
export function collectionMark(form: BatteryForm): CollectionMark {
  // Rounded up, or the printed square would cover a little less than the share.
  const sideMm = Math.min(largestSideMm, Math.ceil(Math.sqrt(shareMm2(form)) * 100 - 1e-6) / 100);
  return sideMm < smallestSideMm
    ? { place: "packaging", sideMm: onPackagingMm }
    : { place: "battery", sideMm };
}

function shareMm2(form: BatteryForm): number {
  switch (form.kind) {
    case "cuboid": {
      const [longest = 0, second = 0] = [form.lengthMm, form.widthMm, form.heightMm].toSorted(
        (a, b) => b - a,
      );
      return 0.03 * longest * second;
    }
    case "cylinder": {
      const { diameterMm, heightMm } = form;
      return 0.015 * Math.PI * diameterMm * (heightMm + diameterMm / 2);
    }
    case "other":
      return 0.03 * form.largestSideMm2;
  }
}

/**
 * The crossed-out wheeled bin in a square of side 1, drawn here: lid with handle, body, foot, wheel and two strokes across
 * that reach into the corners.
 *
 * Source: Regulation (EU) 2023/1542, Annex VI Part B (what the symbol shows).
 */
export const collectionSymbol: Shape = [
  // Each stroke ends where its square end just meets the corner.
  stroke([0.0425, 0.0425], [0.9575, 0.9575], 0.06),
  stroke([0.9575, 0.0425], [0.0425, 0.9575], 0.06),
  polygon([
    [0.43, 0.11],
    [0.57, 0.11],
    [0.57, 0.15],
    [0.43, 0.15],
  ]),
  polygon([
    [0.22, 0.15],
    [0.78, 0.15],
    [0.78, 0.21],
    [0.22, 0.21],
  ]),
  stroke([0.28, 0.25], [0.34, 0.8], 0.045),
  stroke([0.72, 0.25], [0.66, 0.8], 0.045),
  stroke([0.34, 0.8], [0.66, 0.8], 0.045),
  stroke([0.28, 0.25], [0.72, 0.25], 0.045),
  polygon([
    [0.34, 0.82],
    [0.42, 0.82],
    [0.42, 0.89],
    [0.34, 0.89],
  ]),
  disc([0.62, 0.85], 0.065),
];
