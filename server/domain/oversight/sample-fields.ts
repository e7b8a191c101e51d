/**
 * What a passport may do without, and where its public record would state it: a sample can be drawn from those that do. Of a
 * single battery a field of its model is looked up in the record of the model.
 *
 * Source: record format, section 2.1; Regulation (EU) 2023/1542, Annex XIII point 1 for what is stated there.
 */
export const sampleFields = {
  usableEnergy: { level: "model", path: ["statutory", "usableEnergyKWh"] },
  warranty: { level: "model", path: ["statutory", "warrantyMonths"] },
  recycledContent: { level: "model", path: ["statutory", "recycledContent"] },
  declarationOfConformity: { level: "model", path: ["statutory", "euDeclarationOfConformityId"] },
  web: { level: "model", path: ["statutory", "manufacturerWeb"] },
  carbonFootprint: { level: "model", path: ["voluntary", "carbonFootprint"] },
  publicStudy: { level: "model", path: ["voluntary", "carbonFootprint", "publicStudy"] },
  performanceClass: { level: "model", path: ["voluntary", "carbonFootprint", "performanceClass"] },
  placedOnMarket: { level: "item", path: ["statutory", "placedOnMarketDate"] },
} as const satisfies Readonly<
  Record<string, { readonly level: "model" | "item"; readonly path: readonly string[] }>
>;
export type SampleField = keyof typeof sampleFields;

/** Whether a text names one of the fields. */
export function isSampleField(text: string): text is SampleField {
  return Object.hasOwn(sampleFields, text);
}
