import type { OperatorOfRecord } from "../../domain/passport/model-subject.ts";

/** An economic operator and its signing keys, as its people see it. */
export interface OperatorView extends OperatorOfRecord {
  readonly id: string;
  readonly slug: string;
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
