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

/** Letters under which a full record hides the restricted data sets, as record format and catalogue name them. */
export const disclosureGroups = { L: "point2", A: "point3", I: "point4" } as const satisfies Readonly<
  Record<string, DataSet>
>;
export type DisclosureGroup = keyof typeof disclosureGroups;

/** The groups whose disclosures a reader of these data sets is given: a set, none of which contains another. */
export function groupsOf(dataSets: readonly DataSet[]): readonly DisclosureGroup[] {
  return (["L", "A", "I"] as const).filter((group) => dataSets.includes(disclosureGroups[group]));
}
