/** The parts a record is judged by. Each stands alone: none is reduced to another, and "could not check" is never "ok". */
export const verdictParts = ["signature", "issuer", "subject", "status", "log", "witnesses"] as const;
export type VerdictPart = (typeof verdictParts)[number];

export type PartState = "ok" | "failed" | "couldNotCheck" | "notAsked";

export interface PartVerdict {
  readonly part: VerdictPart;
  readonly state: PartState;
  /** Reason when not ok: a refusal code of the strict checks, or why it could not be checked. Each has a help page. */
  readonly code?: string;
  /** Evidence for the sentence: key identifier, expected and found values. */
  readonly evidence: Readonly<Record<string, string>>;
}

export interface Verdict {
  readonly parts: readonly PartVerdict[];
  /** `wrong` when a part failed; `couldNotCheck` when an asked part could not be checked; else `holds`. */
  readonly overall: "holds" | "wrong" | "couldNotCheck";
  /** True when the record names http hosts that only a demonstration may use. */
  readonly demonstration: boolean;
  /** The judging time, RFC 3339 UTC. */
  readonly checkedAt: string;
}
