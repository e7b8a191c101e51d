/** What can be done in a case; the registry refuses anything else. */
export const caseActs = ["note", "passport", "deadline", "closed", "reopened"] as const;
