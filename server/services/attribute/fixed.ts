import type { Attribute } from "../../domain/catalogue/catalogue.ts";

/**
 * What nobody states among the data points: a model is it from its making on, a battery has it from its issue, and its
 * status changes with what happens to it.
 */
export const fixedAttributes: Readonly<Record<Attribute["level"], ReadonlySet<string>>> = {
  model: new Set(["batteryCategory", "batteryModelIdentifier"]),
  item: new Set(["batteryBatchNumber", "batterySerialNumber", "batteryStatus"]),
};
