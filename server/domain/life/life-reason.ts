/**
 * Why there is another version of a battery's passport, where nobody typed a reason. It is public with the version, so it tells
 * no status: `newValues` stands for every version in which only restricted values are others, whatever brought them.
 *
 * Source: Regulation (EU) 2023/1542, Annex XIII point 4(c).
 */
export type LifeReason = "responsibilityMoved" | "newValues";
