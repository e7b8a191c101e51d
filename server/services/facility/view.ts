/** A plant of an operator. */
export interface FacilityView {
  readonly id: string;
  readonly operatorId: string;
  readonly operatorName: string;
  readonly operatorNameOriginal: string | null;
  readonly code: string;
  readonly name: string;
  readonly nameOriginal: string | null;
  readonly city: string;
  /** ISO 3166-2 subdivision, for example `CN-HE`. */
  readonly region: string | null;
  readonly country: string;
  readonly identifierScheme: string | null;
  readonly identifier: string | null;
  readonly modelCount: number;
}
