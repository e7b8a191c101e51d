/** An emission factor of the library. A correction is a new version; old results name the one they used. */
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
  /** Base64url SHA-256 of the canonical JSON of all of the above. */
  readonly contentHash: string;
}
