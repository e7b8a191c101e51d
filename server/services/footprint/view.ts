import type { FootprintDifference } from "../../domain/carbon-footprint/difference.ts";
import type { InventoryParameters } from "../../domain/carbon-footprint/inventory-header.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { RenewalReason, ValidityHint } from "../../domain/carbon-footprint/renewal.ts";
import type { CodeAt, PcfResult } from "../../domain/carbon-footprint/request.ts";
import type { StaleReason } from "../../domain/carbon-footprint/staleness.ts";

export type DeclarationState = "draft" | "in_review" | "released" | "superseded" | "withdrawn";

/** A row of the list of declarations. */
export interface DeclarationRow {
  readonly id: string;
  readonly number: number;
  readonly state: DeclarationState;
  readonly operatorId: string;
  readonly operatorName: string;
  /** In the operator's own script, when it differs; so for the plant. */
  readonly operatorNameOriginal: string | null;
  readonly subjectKind: "model" | "supplierProduct";
  readonly subjectName: string;
  readonly subjectNameZh: string;
  readonly subjectCode: string;
  readonly plant: string;
  readonly plantOriginal: string | null;
  readonly method: string;
  readonly methodVersion: string;
  readonly hasLines: boolean;
  /** Recomputed value; null while the inventory does not compute. */
  readonly cfp: string | null;
  readonly cfpUnit: string;
  readonly published: { readonly value: string; readonly unit: string; readonly source: string } | null;
  readonly updatedAt: string;
  /** In review and approved: a signer may release it. */
  readonly isApproved: boolean;
  /** In review, not approved, and this caller may give the verdict. */
  readonly waitsForMyReview: boolean;
  /** What it rests on that is superseded or has run out; the result stays as it is. */
  readonly stale: readonly StaleReason[];
  /** Why a released one asks for a new one. */
  readonly renewal: readonly RenewalReason[];
}

/** Who wrote, submitted, reviewed and released a declaration: named to its operator, never in the public record. */
export interface ReviewState {
  readonly createdByName: string | null;
  readonly submittedByName: string | null;
  readonly submittedAt: string | null;
  readonly reviewedByName: string | null;
  readonly reviewedAt: string | null;
  /** The note with which a draft was returned last; null for one that was not, or was submitted since. */
  readonly returned: { readonly note: string; readonly byName: string; readonly at: string } | null;
  /** In review, and this caller would be a reviewer had they not had a hand in it. */
  readonly isOwnWork: boolean;
}

export interface LineView {
  readonly code: string;
  readonly kind: "material" | "activity" | "electricity" | "transport";
  readonly stage: string;
  readonly component: string | null;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly amount: { readonly value: string; readonly unit: string } | null;
  readonly transportMode: string | null;
  readonly distance: { readonly value: string; readonly unit: string } | null;
  readonly electricityModel: string | null;
  readonly recycledShare: string | null;
  readonly factor: {
    readonly id: string | null;
    readonly version: number | null;
    readonly nameEn: string;
    readonly nameZh: string;
    readonly value: string;
    readonly unit: string;
    readonly geography: string | null;
    readonly year: number | null;
    readonly source: string;
    readonly qualityNote: string | null;
    readonly illustrative: boolean;
  } | null;
  /** kgCO2e of this line; null when it is kept out or the inventory does not compute. */
  readonly emissionKg: string | null;
  /** 0..1 of the total. */
  readonly share: string | null;
  readonly dataKind: "primary" | "secondary";
  readonly illustrative: boolean;
  readonly sourceEn: string;
  readonly sourceZh: string;
  /** What the published report prints for this row; with `problem` the row is shown and kept out of the calculation. */
  readonly published: {
    readonly value: string;
    readonly unit: string;
    readonly problem: string | null;
  } | null;
  readonly credit: boolean;
  /** The supplier's figure it rests on, with its signature as checked now. */
  readonly supplier: {
    readonly id: string;
    readonly name: string;
    readonly signature: "verified" | "withdrawn" | "failed" | "none";
  } | null;
  /** Every member as kept: what a form edits, and what the calculation starts from. */
  readonly entered: InventoryLine;
  /** The stage of the method it counts in; null outside its boundary. */
  readonly place: string | null;
}

/** How the result differs from that of the declaration released before. */
export interface Difference extends FootprintDifference {
  readonly against: { readonly kind: "released"; readonly number: number };
}

/** A row with what only the list looks up. */
export interface ListedDeclarationRow extends DeclarationRow {
  /** A draft that a reviewer returned and nobody submitted again. */
  readonly isReturned: boolean;
}

export interface DeclarationView extends DeclarationRow {
  readonly modelId: string | null;
  readonly productPath: string | null;
  readonly facility: {
    readonly name: string;
    readonly nameOriginal: string | null;
    readonly city: string;
    readonly region: string | null;
    readonly country: string;
  };
  readonly inventory: {
    readonly title: string;
    readonly gwpSet: string;
    readonly periodStart: string;
    readonly periodEnd: string;
    readonly energy: Readonly<Record<string, unknown>>;
    readonly parameters: InventoryParameters;
  };
  /** Weight of the model in kg; null for a supplied product. */
  readonly packMassKg: string | null;
  readonly lines: readonly LineView[];
  readonly result: PcfResult | null;
  /** What the calculation remarks, each with the line and the member it speaks of. */
  readonly warnings: readonly CodeAt[];
  /** Why there is no result: every problem with its place. */
  readonly errors: readonly CodeAt[];
  /** 0..1; null without a result. */
  readonly primaryDataShare: string | null;
  readonly publishedTotal: { readonly value: string; readonly unit: string } | null;
  readonly publishedShares: Readonly<Record<string, string>> | null;
  readonly difference: Difference | null;
  readonly performanceClass: {
    readonly class: string;
    readonly ruleSet: string;
    readonly ruleSetVersion: number;
  } | null;
  readonly conformityDeclarationNumber: string | null;
  /** What the data of the model state; it counts while the declaration states none. */
  readonly conformityNumberOfModel: string | null;
  readonly lock: number;
  readonly changeReason: string | null;
  readonly releasedAt: string | null;
  readonly releasedByName: string | null;
  /** What this caller may do now. */
  readonly review: ReviewState;
  /** What deserves a look about the age of its data. */
  readonly hints: readonly ValidityHint[];
  readonly may: {
    readonly edit: boolean;
    readonly submit: boolean;
    /** Take the submission back. */
    readonly withdraw: boolean;
    readonly review: boolean;
    readonly release: boolean;
    readonly startNext: boolean;
  };
}
