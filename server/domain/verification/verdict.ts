/** The parts a record is judged by. Each stands alone: none is reduced to another, and "could not check" is never "ok". */
export const verdictParts = ["signature", "issuer", "subject", "status", "log", "witnesses"] as const;
export type VerdictPart = (typeof verdictParts)[number];

export type PartState = "ok" | "failed" | "couldNotCheck" | "notAsked";

/** What is the case with one part, and why. */
export interface Finding {
  readonly state: PartState;
  /** Reason when not ok: a refusal code of the strict checks, or why it could not be checked. Each has a help page. */
  readonly code?: string;
  /** Evidence for the sentence: key identifier, expected and found values. */
  readonly evidence: Readonly<Record<string, string>>;
}

export interface PartVerdict extends Finding {
  readonly part: VerdictPart;
}

/** What a whole verdict comes down to. */
export const outcomes = ["holds", "wrong", "withdrawn", "superseded", "couldNotCheck"] as const;
export type Outcome = (typeof outcomes)[number];

export interface Verdict {
  readonly parts: readonly PartVerdict[];
  /**
   * `wrong` when a part failed; `withdrawn` or `superseded` when all that failed is that the record is no longer the
   * valid one; `couldNotCheck` when an asked part could not be checked; else `holds`.
   */
  readonly overall: Outcome;
  /** True when the record names http hosts that only a demonstration may use. */
  readonly demonstration: boolean;
  /** The judging time, RFC 3339 UTC. */
  readonly checkedAt: string;
  /** What was judged, where it is no record. */
  readonly of?: "resultSheet";
}

/** Which parts the answer must cover. All are judged in any case; only what is asked decides over the whole. */
export interface Asks {
  readonly status: boolean;
  readonly log: boolean;
}

/** The whole of the parts, by the rules of `Verdict.overall`. */
export function outcomeOf(parts: readonly PartVerdict[], asks: Asks): Outcome {
  const failed = parts.filter(({ state }) => state === "failed");
  if (failed.some(({ code }) => !isNoLongerValid(code))) return "wrong";
  if (failed.length > 0) {
    return failed.every(({ code }) => code === "R_STATUS_SUPERSEDED") ? "superseded" : "withdrawn";
  }
  const isAsked: Readonly<Record<VerdictPart, boolean>> = {
    signature: true,
    issuer: true,
    subject: true,
    status: asks.status,
    log: asks.log,
    witnesses: asks.log,
  };
  const isOpen = parts.some(({ part, state }) => isAsked[part] && state === "couldNotCheck");
  return isOpen ? "couldNotCheck" : "holds";
}

/** A genuine record that its issuer has ended: bad news, but no forgery. */
function isNoLongerValid(code: string | undefined): boolean {
  return code === "R_STATUS_REVOKED" || code === "R_STATUS_SUPERSEDED" || code === "R_STATUS_SET";
}
