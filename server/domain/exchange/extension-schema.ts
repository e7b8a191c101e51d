import schema from "./battery-extension-1.0.0.json" with { type: "json" };

/** Path under which the schema of our extension of the exchange format is published. */
export const extensionSchemaPath = "/schemas/battery-declaration/1.0.0.json";

/** The schema itself: a versioned document that never changes. */
export const extensionSchema: Readonly<Record<string, unknown>> = schema;
