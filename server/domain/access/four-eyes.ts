/** Who had a hand in one state of a draft, by identifier of the person; null where the program did. */
export interface Authorship {
  readonly createdBy: string | null;
  readonly submittedBy: string | null;
  /** Everybody who changed it since it was begun. */
  readonly editors: readonly string[];
}

/**
 * Whether this person is a second pair of eyes on a draft: none of those who began, changed or submitted it. Nobody in
 * particular (null) reviews nothing. A change that was mended after a return still stands in the draft, so its author
 * stays one until the declaration is released.
 *
 * Source: no law orders an internal review; it serves Regulation (EU) 2023/1542, Art. 77(4), accurate and complete data.
 */
export function isSecondPairOfEyes(person: string | null, of: Authorship): boolean {
  return person !== null && ![of.createdBy, of.submittedBy, ...of.editors].includes(person);
}
