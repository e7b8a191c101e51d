import type { FootprintDifference } from "../../domain/carbon-footprint/difference.ts";
import type { CodeAt, PcfResult } from "../../domain/carbon-footprint/request.ts";

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
  /** Recomputed value; null while the inventory does not compute. */
  readonly cfp: string | null;
  readonly cfpUnit: string;
  readonly published: { readonly value: string; readonly unit: string; readonly source: string } | null;
  readonly updatedAt: string;
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
}

/** How the result differs from that of the declaration released before. */
export interface Difference extends FootprintDifference {
  readonly against: { readonly kind: "released"; readonly number: number };
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
  };
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
  readonly lock: number;
  readonly changeReason: string | null;
  readonly releasedAt: string | null;
  readonly releasedByName: string | null;
  /** What this caller may do now. */
  readonly may: { readonly edit: boolean; readonly release: boolean; readonly startNext: boolean };
}
