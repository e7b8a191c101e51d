/** What a model is from its making on: nobody states it later. */
export const fixedAttributes: ReadonlySet<string> = new Set(["batteryCategory", "batteryModelIdentifier"]);
