/**
 * What Art. 7 of Regulation (EU) 2023/1542 still waits for. A footprint is a statutory declaration only once the delegated
 * act on the method and the implementing act on the format apply to its category; a class only once classes are defined.
 * Looked up in the Official Journal; when an act appears, this becomes a dated table.
 */
export const carbonFootprintActs = {
  inForce: false,
  lookedUpOn: "2026-11-20",
  source: "Regulation (EU) 2023/1542, Art. 7(1) second subparagraph and 7(2) third subparagraph",
} as const;
