import type { ChangeKind } from "../../domain/carbon-footprint/renewal.ts";
import type { DeclarationState } from "../footprint/view.ts";
import type { DocumentView } from "../passport/view.ts";

/** A row of the list of battery models: one product type from one plant. */
export interface ModelRow {
  readonly id: string;
  readonly operatorId: string;
  readonly operatorName: string;
  readonly operatorNameOriginal: string | null;
  readonly facility: {
    readonly id: string;
    readonly name: string;
    readonly nameOriginal: string | null;
    readonly city: string;
    readonly country: string;
  };
  /** The product identifier, exactly the text in the QR code. */
  readonly productUrl: string;
  /** Path of the product URL. */
  readonly path: string;
  readonly gtin: string | null;
  readonly modelCode: string;
  readonly typeDesignation: string;
  readonly name: string;
  readonly category: string;
  readonly chemistry: string;
  readonly illustrative: boolean;
  /** Newest signed version of its passport; null before the first release. */
  readonly releasedVersion: number | null;
  readonly itemCount: number;
}

/** A battery model with everything its next version would be made of. */
export interface ModelView extends ModelRow {
  readonly massKg: string;
  readonly ratedCapacityAh: string;
  readonly nominalVoltageV: string;
  readonly ratedEnergyKwh: string;
  readonly usableEnergyKwh: string | null;
  readonly warrantyMonths: number | null;
  readonly euDeclarationOfConformityId: string | null;
  readonly recycledContent: readonly RecycledContentView[];
  readonly documents: readonly DocumentView[];
  readonly declarations: readonly {
    readonly id: string;
    readonly number: number;
    readonly state: DeclarationState;
    readonly updatedAt: string;
  }[];
  /** Changes of the product or its making that ask for a new declaration, newest first. */
  readonly changes: readonly {
    readonly kind: ChangeKind;
    /** UTC day. */
    readonly changedOn: string;
    readonly note: string;
    readonly recordedAt: string;
    readonly byName: string | null;
  }[];
  /** The same type from other plants. */
  readonly siblings: readonly {
    readonly id: string;
    readonly name: string;
    readonly plant: string;
    readonly plantOriginal: string | null;
    readonly path: string;
  }[];
  readonly may: { readonly edit: boolean; readonly issueItem: boolean };
}

/** Recycled content of one metal in one year. Metals are never added up. */
export interface RecycledContentView {
  readonly metal: "cobalt" | "lead" | "lithium" | "nickel";
  readonly year: number;
  readonly preConsumerPercent: string;
  readonly postConsumerPercent: string;
  /** Sum of both, exact. */
  readonly sharePercent: string;
  readonly source: string;
  readonly illustrative: boolean;
}
