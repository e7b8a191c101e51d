/** Who reads, and the data sets of Annex XIII; a matrix, never a ladder of tiers. */
export const audiences = ["anyone", "legitimateInterest", "authority", "responsibleOperator"] as const;
export type Audience = (typeof audiences)[number];

export const dataSets = ["point1", "point2", "point3", "point4"] as const;
export type DataSet = (typeof dataSets)[number];

/** Who may read what. Source: Regulation (EU) 2023/1542, Art. 77(2). */
export const readable: Readonly<Record<Audience, readonly DataSet[]>> = {
  anyone: ["point1"],
  legitimateInterest: ["point1", "point2", "point4"],
  authority: ["point1", "point2", "point3"],
  responsibleOperator: ["point1", "point2", "point3", "point4"],
};
