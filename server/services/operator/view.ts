import type { CessationReason } from "../../domain/record/status-reason.ts";
import type { OperatorOfRecord } from "../../domain/passport/model-subject.ts";

/** An economic operator and its signing keys, as its people see it. */
export interface OperatorView extends OperatorOfRecord {
  readonly id: string;
  readonly slug: string;
  readonly demonstration: boolean;
  /** Null as long as it has not ceased. */
  readonly ceased: CessationView | null;
  /** `did:web` identifier under which its records are signed. */
  readonly did: string;
  /** Address of the DID document. */
  readonly didUrl: string;
  readonly keys: readonly OperatorKeyView[];
}

/** That an operator has ceased to exist or to be active in the Union. */
export interface CessationView {
  /** RFC 3339 UTC. */
  readonly at: string;
  /** Null where none is known. */
  readonly reason: CessationReason | null;
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
