import type { DataQuality } from "../../domain/carbon-footprint/inventory-line.ts";

/**
 * An emission factor: of the library that everybody reads, or an operator's own. A correction is a new version; old
 * results name the one they used.
 */
export interface FactorView {
  readonly id: string;
  readonly version: number;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly value: string;
  readonly unit: string;
  readonly geography: string;
  readonly year: number;
  readonly sourceTitle: string;
  readonly sourceWhere: string | null;
  readonly qualityNote: string | null;
  readonly boundary: string | null;
  readonly illustrative: boolean;
  /** Whose own factor this is; null for the library. */
  readonly operatorId: string | null;
  /** GWP set of the value, where its source states one. */
  readonly gwpSet: string | null;
  readonly category: string | null;
  readonly evidenceDocumentId: string | null;
  readonly supplierFootprintId: string | null;
  readonly quality: DataQuality | null;
  readonly validUntil: string | null;
  /** Base64url SHA-256 of the canonical JSON of all of the above. */
  readonly contentHash: string;
  /** A line that uses a lower version rests on a superseded one. */
  readonly newestVersion: number;
}
