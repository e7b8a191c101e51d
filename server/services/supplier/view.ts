import type { DataQuality } from "../../domain/carbon-footprint/inventory-line.ts";

/** A footprint somebody else states for what they supply, as whoever received it sees it. */
export interface SupplierFootprintView {
  readonly id: string;
  readonly supplierName: string;
  readonly productName: string;
  /** How it came: `link`, `pact`, `catena-x`, `credential`. */
  readonly origin: string;
  readonly value: string;
  readonly unit: string;
  /** kgCO2e/kg, where the document states a mass and its own unit is another. */
  readonly perKilogram: string | null;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly validUntil: string | null;
  readonly isExpired: boolean;
  readonly geography: string | null;
  /** 0 to 1. */
  readonly primaryDataShare: string | null;
  readonly gwpSet: string | null;
  readonly quality: DataQuality | null;
  readonly boundary: string;
  readonly contentHash: string;
  readonly receivedAt: string;
  /** Whose people see it; null for one published for everybody. */
  readonly operatorId: string | null;
  readonly operatorName: string | null;
  readonly operatorNameOriginal: string | null;
  /** `verified`, `withdrawn` or `failed` for a signed record, checked now; `none` for a figure that nobody signed. */
  readonly signature: "verified" | "withdrawn" | "failed" | "none";
  /** The supplier's newer figure that took its place. */
  readonly replacedBy: string | null;
  /** Where a signed record is published for good. */
  readonly recordPath: string | null;
  readonly requestId: string | null;
  /** Own factors made of it. */
  readonly factors: readonly { readonly id: string; readonly version: number }[];
  /** What this caller may do with it. */
  readonly mayUse: boolean;
}
