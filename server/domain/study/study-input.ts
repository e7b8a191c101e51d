import type { InventoryParameters, StudyNotes } from "../carbon-footprint/inventory-header.ts";
import type { InventoryLine } from "../carbon-footprint/inventory-line.ts";
import type { PcfRequest, PcfResult, Q, ResultBasis } from "../carbon-footprint/request.ts";

/** What is known of a library factor beside its value. */
export interface FactorFacts {
  readonly nameEn: string;
  readonly nameZh: string;
  readonly geography: string;
  readonly year: number;
  readonly source: string;
}

/** A line with what stands behind its factor. */
export interface StudyLine extends InventoryLine {
  readonly factor: FactorFacts | null;
  readonly recycledFactor: FactorFacts | null;
}

/** A declaration with everything its documents are made of. */
export interface StudyInput {
  readonly subject: {
    readonly kind: "model" | "supplierProduct";
    readonly nameEn: string;
    readonly nameZh: string;
    /** GTIN, or the maker's own code. */
    readonly identifier: string;
    readonly typeDesignation: string | null;
    readonly category: string | null;
    readonly chemistry: string | null;
    readonly massKg: string | null;
    readonly ratedEnergyKWh: string | null;
  };
  readonly operator: {
    readonly name: string;
    readonly nameOriginal: string | null;
    readonly street: string;
    readonly postalCode: string;
    readonly city: string;
    readonly country: string;
    readonly email: string;
    readonly web: string | null;
    readonly identifierScheme: string;
    readonly identifier: string;
  };
  readonly plant: {
    readonly name: string;
    readonly nameOriginal: string | null;
    readonly city: string;
    readonly region: string | null;
    readonly country: string;
  };
  readonly declaration: {
    readonly number: number;
    readonly state: string;
    readonly method: string;
    readonly methodVersion: string;
    /** Instant of release, or of the last change while it is a draft. */
    readonly at: string;
    /** Base64url SHA-256 of the canonical JSON; of a draft as it computes now. */
    readonly requestDigest: string;
    readonly resultDigest: string;
    readonly conformityNumber: string | null;
    readonly changeReason: string | null;
    readonly performanceClass: {
      readonly class: string;
      readonly ruleSet: string;
      readonly version: number;
    } | null;
    /** Number of the declaration that replaced this one. */
    readonly replacedBy: number | null;
    readonly published: {
      readonly value: Q | null;
      readonly total: Q | null;
      readonly source: string;
    } | null;
  };
  readonly inventory: {
    readonly title: string;
    readonly gwpSet: string;
    readonly periodStart: string;
    readonly periodEnd: string;
    readonly energy: Readonly<Record<string, unknown>>;
    readonly parameters: InventoryParameters;
    readonly study: StudyNotes;
  };
  readonly lines: readonly StudyLine[];
  /** What the result was calculated from; of a draft as it stands now. */
  readonly request: PcfRequest;
  readonly result: PcfResult;
  /** Null while nothing is frozen. */
  readonly basis: ResultBasis | null;
  /** People of the operator who wrote, looked and signed, as the registry kept it; names may be missing. */
  readonly signedOff: {
    readonly author: string | null;
    readonly reviewer: string | null;
    readonly reviewedAt: string | null;
    readonly releasedBy: string | null;
  };
  /** Product URL; null for a supplied product, which has no passport. */
  readonly productUrl: string | null;
  /** Whether the operator is one of the demonstration. */
  readonly demonstration: boolean;
}
