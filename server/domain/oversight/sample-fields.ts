/**
 * What a passport may do without, and where its public record would state it, under the catalogue or before there was one: a
 * sample can be drawn from those that do. Of a single battery a field of its model is looked up in the record of the model.
 *
 * Source: record format, section 2.1; Regulation (EU) 2023/1542, Annex XIII point 1 for what is stated there.
 */
export const sampleFields = {
  usableEnergy: {
    level: "model",
    paths: [
      ["voluntary", "usableEnergyKWh"],
      ["statutory", "usableEnergyKWh"],
    ],
  },
  warranty: {
    level: "model",
    paths: [
      ["statutory", "warrantyPeriod"],
      ["statutory", "warrantyMonths"],
    ],
  },
  recycledContent: {
    level: "model",
    paths: [
      ["voluntary", "recycledContent"],
      ["statutory", "recycledContent"],
    ],
  },
  declarationOfConformity: { level: "model", paths: [["statutory", "euDeclarationOfConformityId"]] },
  web: {
    level: "model",
    paths: [
      ["statutory", "manufacturerWebAndEmail", "web"],
      ["statutory", "manufacturerWeb"],
    ],
  },
  carbonFootprint: { level: "model", paths: [["voluntary", "carbonFootprint"]] },
  publicStudy: { level: "model", paths: [["voluntary", "carbonFootprint", "publicStudy"]] },
  performanceClass: { level: "model", paths: [["voluntary", "carbonFootprint", "performanceClass"]] },
  placedOnMarket: {
    level: "item",
    paths: [
      ["voluntary", "attributes", "placedOnMarketDate"],
      ["statutory", "placedOnMarketDate"],
    ],
  },
} as const satisfies Readonly<
  Record<string, { readonly level: "model" | "item"; readonly paths: readonly (readonly string[])[] }>
>;
export type SampleField = keyof typeof sampleFields;

/** Whether a text names one of the fields. */
export function isSampleField(text: string): text is SampleField {
  return Object.hasOwn(sampleFields, text);
}
