import type { Q } from "./request.ts";

/** Parameters of the Circular Footprint Formula for one material, named as in the PEF method; shares are 0..1. */
export interface CircularParameters {
  readonly A?: string;
  /** Decides the default of A: 0.2 for metals, 0.5 for the rest. */
  readonly materialClass?: "metal" | "other";
  readonly B?: string;
  readonly R1?: string;
  readonly R2?: string;
  readonly R3?: string;
  readonly Erec?: Q;
  readonly ErecEoL?: Q;
  readonly EvStar?: Q;
  readonly QsinQp?: string;
  readonly QsoutQp?: string;
  readonly EER?: Q;
  readonly LHV?: Q;
  readonly Xheat?: string;
  readonly Xelec?: string;
  readonly EseHeat?: Q;
  readonly EseElec?: Q;
  readonly ED?: Q;
}

/** End-of-life treatment of a material (MEE full life cycle): per kilogram of it, or once. */
export interface EndOfLife {
  readonly basis: "per_kg" | "absolute";
  readonly value: Q;
}

/** One source of an electricity line; shares add up to 1. */
export interface ElectricitySource {
  readonly share: string;
  readonly model: string;
  readonly factor: Q;
  readonly factorId?: string;
  readonly factorVersion?: number;
}

/** Data quality scores, 1 (best) to 5: technology, geography, time, and precision where the scheme has it. */
export interface DataQuality {
  readonly TeR: string;
  readonly GeR: string;
  readonly TiR: string;
  readonly P?: string;
}

/**
 * How far an amount may be off, for Monte Carlo only. Lognormal by its geometric standard deviation; the others around
 * the stated amount as fractions of it (0.1: ten percent either way).
 */
export type Uncertainty =
  | { readonly distribution: "lognormal"; readonly gsd: string }
  | { readonly distribution: "normal" | "uniform" | "triangular"; readonly spread: string };

/** One line of activity data as kept: amounts are decimal strings, every value knows its source. */
export interface InventoryLine {
  readonly code: string;
  readonly position: number;
  readonly kind: "material" | "activity" | "electricity" | "transport";
  readonly stage: string;
  readonly component: string | null;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly amount: string | null;
  readonly amountUnit: string | null;
  readonly transportMode: string | null;
  readonly distance: string | null;
  readonly distanceUnit: string | null;
  readonly electricityModel: string | null;
  readonly factorId: string | null;
  readonly factorVersion: number | null;
  readonly factorValue: string | null;
  readonly factorUnit: string | null;
  readonly recycledShare: string | null;
  readonly recycledFactorValue: string | null;
  readonly recycledFactorUnit: string | null;
  readonly recycledFactorId: string | null;
  readonly recycledFactorVersion: number | null;
  readonly circular: CircularParameters | null;
  /** Share recovered for the next product system, 0..1 (R* of the MEE draft). */
  readonly recoveredShare: string | null;
  readonly endOfLife: EndOfLife | null;
  /** Left out by the cut-off rule. */
  readonly cut: boolean;
  readonly cutReason: string | null;
  readonly electricitySources: readonly ElectricitySource[] | null;
  readonly emptyShare: string | null;
  readonly factorGwpSet: string | null;
  readonly quality: DataQuality | null;
  readonly uncertainty: Uncertainty | null;
  readonly geography: string | null;
  readonly activityYear: number | null;
  readonly confidential: boolean;
  readonly supplierFootprintId: string | null;
  readonly credit: boolean;
  readonly dataKind: "primary" | "secondary";
  readonly illustrative: boolean;
  readonly sourceEn: string;
  readonly sourceZh: string;
  readonly publishedValue: string | null;
  readonly publishedUnit: string | null;
  readonly publishedProblem: string | null;
}

/** A line with nothing entered yet. */
export const emptyLine = {
  component: null,
  amount: null,
  amountUnit: null,
  transportMode: null,
  distance: null,
  distanceUnit: null,
  electricityModel: null,
  factorId: null,
  factorVersion: null,
  factorValue: null,
  factorUnit: null,
  recycledShare: null,
  recycledFactorValue: null,
  recycledFactorUnit: null,
  recycledFactorId: null,
  recycledFactorVersion: null,
  circular: null,
  recoveredShare: null,
  endOfLife: null,
  cut: false,
  cutReason: null,
  electricitySources: null,
  emptyShare: null,
  factorGwpSet: null,
  quality: null,
  uncertainty: null,
  geography: null,
  activityYear: null,
  confidential: false,
  supplierFootprintId: null,
  credit: false,
  dataKind: "secondary",
  illustrative: false,
  publishedValue: null,
  publishedUnit: null,
  publishedProblem: null,
} as const;
