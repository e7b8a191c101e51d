import schemaJson from "./result-sheet-schema-1.0.0.json" with { type: "json" };

/** JSON Schema (2020-12) of a result sheet's payload, version 1.0.0; never changed, only succeeded. */
export const resultSheetSchema = schemaJson;
