/** An economic operator and its signing keys, as its people see it. */
export interface OperatorView {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly nameOriginal: string | null;
  readonly streetAddress: string;
  readonly postalCode: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly email: string;
  readonly web: string | null;
  readonly identifierScheme: string;
  readonly identifier: string;
  readonly demonstration: boolean;
  /** `did:web` identifier under which its records are signed. */
  readonly did: string;
  /** Address of the DID document. */
  readonly didUrl: string;
  readonly keys: readonly OperatorKeyView[];
}

export interface OperatorKeyView {
  readonly kid: string;
  readonly use: "passport" | "status";
  readonly custody: "registry" | "operator";
  readonly state: "active" | "retired" | "compromised";
  /** Place of its `issuer-key` entry in the transparency log. */
  readonly leafIndex: number;
  readonly createdAt: string;
}
