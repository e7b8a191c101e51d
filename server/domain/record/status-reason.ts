/**
 * Why a version was withdrawn, for the public log: a code, never free text, so that nothing confidential and nobody's name
 * can get there. The words of each code are texts of the pages.
 */
export const revocationReasons = [
  /** A value is wrong, and no corrected version can stand beside this one. */
  "wrongData",
  /** Issued for another product, plant or serial number than the one it names. */
  "wrongProduct",
  /** The same battery has another passport. */
  "duplicate",
  /** The product was never made or never placed on the market. */
  "neverOnMarket",
  /** Evidence that it rests on was withdrawn: a supplier's record, a study, an opinion. */
  "evidenceWithdrawn",
  /** The key that signed it was, or may have been, in other hands. */
  "keyCompromised",
  /** An authority required it (Regulation (EU) 2023/1542, Art. 79 to 84). */
  "requiredByAuthority",
] as const;
export type RevocationReason = (typeof revocationReasons)[number];

/** Why a version says nothing any more: withdrawn by its operator, or its passport ended with the battery's recycling. */
export type WithdrawnReason = RevocationReason | "recycled";

/** Whether a text is one of them. */
export function isWithdrawnReason(text: string): text is WithdrawnReason {
  return text === "recycled" || isRevocationReason(text);
}

/** Those for which a supplier may withdraw a footprint record: it names no battery. */
export const footprintWithdrawalReasons = [
  "wrongData",
  "wrongProduct",
  "evidenceWithdrawn",
  "keyCompromised",
  "requiredByAuthority",
] as const satisfies readonly RevocationReason[];
export type FootprintWithdrawalReason = (typeof footprintWithdrawalReasons)[number];

/** Whether a text is one of the reasons for which a footprint record may be withdrawn. */
export function isFootprintWithdrawalReason(text: string): text is FootprintWithdrawalReason {
  return footprintWithdrawalReasons.some((reason) => reason === text);
}

/**
 * Why an operator keeps no status any more. Source: Regulation (EU) 2023/1542, Art. 78(e), which has passports stay available
 * after each of these.
 */
export const cessationReasons = ["insolvency", "liquidation", "leftUnion"] as const;
export type CessationReason = (typeof cessationReasons)[number];

/** Whether a text is one of the reasons for which an operator ceases. */
export function isCessationReason(text: string): text is CessationReason {
  return cessationReasons.some((reason) => reason === text);
}

/** Why a version was replaced: what came after it. */
export const supersessionReasons = ["newVersion"] as const;
export type SupersessionReason = (typeof supersessionReasons)[number];

/** Whether a text is one of the reasons for which a version may be withdrawn. */
export function isRevocationReason(text: string): text is RevocationReason {
  return revocationReasons.some((reason) => reason === text);
}

/** Why an authority stops the sale of a product. Source: Regulation (EU) 2023/1542, Art. 79 to 84. */
export const suspensionReasons = [
  /** Art. 79: a risk to health, safety, property or the environment is being evaluated or was found. */
  "risk",
  /** Formal non-compliance: passport, label, mark or declaration is missing or wrong. */
  "formalNonCompliance",
  /** Duties of care in the supply chain are not met. */
  "dueDiligence",
  /** The declared values are in doubt and asked about. */
  "valuesInDoubt",
] as const;
/** Why a suspension ends. */
export const liftReasons = ["resolved", "unfounded", "decisionAnnulled"] as const;

export type SuspensionReason = (typeof suspensionReasons)[number] | (typeof liftReasons)[number];

/** Whether a text is a reason for this act of an authority. */
export function isSuspensionReason(action: "suspend" | "lift", text: string): text is SuspensionReason {
  const reasons: readonly string[] = action === "suspend" ? suspensionReasons : liftReasons;
  return reasons.includes(text);
}
