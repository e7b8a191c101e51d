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
  credit: false,
  dataKind: "secondary",
  illustrative: false,
  publishedValue: null,
  publishedUnit: null,
  publishedProblem: null,
} as const;
