import type { CircularParameters, EndOfLife } from "./inventory-line.ts";

/**
 * The calculation request and answer in the form promised to strangers (`npx cellproof calculate`). Quantities are
 * decimal strings with units; shares are 0..1.
 */
export interface Q {
  readonly value: string;
  readonly unit: string;
}

export const methods = ["mee-partial", "mee-full", "eu-cfb-ev", "iso14067-ctg"] as const;
export type Method = (typeof methods)[number];

export type ElectricityModel = "direct" | "national_average" | "contract" | "residual" | "internal";
export type TransportMode = "road" | "rail" | "water" | "air";

/**
 * A request as it is written down. A draft may be incomplete: null stands where nothing has been entered, and the
 * calculation reports it at that place.
 */
export interface PcfRequest {
  readonly op: "pcf";
  /** One of {@link methods}. */
  readonly method: string;
  /** Fields of `total_energy` without `method`; for ISO 14067 the output instead. */
  readonly energy: EnergyRequest | { readonly output: Q } | Readonly<Record<string, unknown>>;
  readonly gwpSet: string;
  /** A version of the method, for example `mee@draft-2025-03`; the newest when absent. */
  readonly methodVersion?: string;
  readonly allowMixedGwp?: boolean;
  /** Allocation factor of the method, where it has one. */
  readonly A?: string;
  readonly cutoff?: {
    readonly threshold?: string;
    readonly cumulativeLimit?: string;
    readonly auto?: boolean;
  };
  readonly productEol?: Q;
  readonly materials?: readonly MaterialRequest[];
  readonly activities?: readonly ActivityRequest[];
  readonly electricity?: readonly ElectricityRequest[];
  readonly transport?: readonly TransportRequest[];
}

export interface EnergyRequest {
  readonly usableCapacity: Q;
  readonly vehicleCategory: string;
  readonly fecPerYear?: Q;
  readonly warrantyYears?: Q;
  readonly warrantyKm?: Q;
  readonly kmPerYear?: string;
}

export interface MaterialRequest {
  readonly id: string;
  readonly component?: string;
  readonly stage?: string;
  readonly mass: Q | null;
  readonly Ev?: Q | null;
  readonly Er?: Q | null;
  readonly Rr?: string;
  readonly Rstar?: string;
  readonly eol?: EndOfLife;
  readonly cff?: CircularParameters;
  readonly cut?: boolean;
  /** Why it may be cut, for the record. */
  readonly cutReason?: string;
  readonly gwpSet?: string;
  readonly credit?: boolean;
}

export interface ActivityRequest {
  readonly id: string;
  readonly stage: string;
  readonly amount: Q | null;
  readonly factor: Q | null;
  readonly gwpSet?: string;
  readonly credit?: boolean;
}

export interface ElectricityRequest {
  readonly id: string;
  readonly stage: string;
  readonly amount: Q | null;
  readonly sources: readonly {
    readonly share: string;
    /** One of {@link ElectricityModel}. */
    readonly model: string | null;
    readonly factor: Q | null;
  }[];
  readonly gwpSet?: string;
  readonly credit?: boolean;
}

export interface TransportRequest {
  readonly id: string;
  readonly stage: string;
  /** One of {@link TransportMode}. */
  readonly mode: string | null;
  /** Mass and distance, or the work instead of both. */
  readonly mass?: Q | null;
  readonly distance?: Q | null;
  readonly work?: Q | null;
  readonly factor?: Q | null;
  readonly emptyShare?: string;
  readonly gwpSet?: string;
  readonly credit?: boolean;
}

export interface CodeAt {
  readonly code: string;
  readonly path: string;
}

export interface PcfResult {
  readonly method: string;
  /** For example `mee@draft-2025-03`. */
  readonly methodVersion: string;
  /** kWh; for ISO 14067 the answer has no `totalEnergyKWh`. */
  readonly totalEnergyKWh?: string;
  readonly stagesKg: Readonly<Record<string, string>>;
  readonly totalKg: string;
  /** kgCO2e per kWh of total energy; for ISO 14067 kgCO2e per unit of `output` as given. Never rounded for display. */
  readonly cfp: string;
  readonly shares: Readonly<Record<string, string>>;
  /**
   * Each line's emission in kgCO2e, by request id: the contribution table. End-of-life treatment of the whole product
   * stands here as `productEol`.
   */
  readonly linesKg: Readonly<Record<string, string>>;
  /** By request id and stage, the lines that count in more than one stage: materials with an end of life. */
  readonly splitKg?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What the cut-off rule did, when it was asked for or inputs were flagged. */
  readonly cutoff?: CutoffRecord;
  /** Places of members of the request that another method understands and that count for nothing under this one. */
  readonly unused?: readonly string[];
  readonly warnings: readonly CodeAt[];
}

/** The written record of a cut-off: by which rule, and component by component what was left out. */
export interface CutoffRecord {
  readonly threshold: string;
  /** Null where neither method nor request limits what is cut in all. */
  readonly cumulativeLimit: string | null;
  readonly components: readonly ComponentCutoff[];
}

/** What was left out of one component, why it may be, and who took its mass. */
export interface ComponentCutoff {
  /** Null for the materials that name no component. */
  readonly component: string | null;
  readonly totalMassKg: string;
  readonly cutMassKg: string;
  /** Null when nothing was cut. */
  readonly receiver: string | null;
  readonly cut: readonly {
    readonly id: string;
    readonly massKg: string;
    /** Of the mass of the component, 0..1. */
    readonly share: string;
    readonly because: "flagged" | "below_threshold";
    /** In the words of whoever flagged it. */
    readonly reason: string | null;
  }[];
}

/** One thing a result rests on, by version and by content. */
export interface BasisEntry {
  readonly id: string;
  readonly version: string;
  /** Base64url SHA-256 of its canonical JSON. */
  readonly contentHash: string;
}

/** Everything a result rests on: with it the result can be recomputed to the last digit years later. */
export interface ResultBasis {
  readonly method: BasisEntry;
  readonly gwpSet: BasisEntry;
  readonly factors: readonly BasisEntry[];
  readonly ruleSet: BasisEntry | null;
  /** Suppliers' figures by identifier, with how they came as the version; absent where none is used. */
  readonly supplierFigures?: readonly BasisEntry[];
}

export interface ErrorAnswer {
  readonly errors: readonly CodeAt[];
}
