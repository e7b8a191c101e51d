import { bundledCatalogue } from "../catalogue/bundled-catalogue.ts";
import { voluntaryPart } from "./content.ts";
import type { CatalogueSubject } from "./credential.ts";
import { sampleItemSubject, sampleModelSubject } from "./sample-subject.ts";
import { sampleValue } from "./sample-value.ts";

const clear = bundledCatalogue.attributes.filter(({ dataSet }) => dataSet === "point1");
const filled = Object.fromEntries(clear.map(({ id, type }) => [id, sampleValue(type)]));
/** Samples name their catalogue, and a digest that is nobody's. */
const catalogue = {
  version: bundledCatalogue.version,
  digest: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
};
const batchUrl = `${sampleModelSubject.id}/10/B1`;

/** A model's data as signed under the catalogue, with every attribute that everybody may read. Invented throughout. */
export const sampleCatalogueModel: CatalogueSubject = {
  id: sampleModelSubject.id,
  type: "Battery",
  granularity: "model",
  catalogue,
  statutory: filled,
  voluntary: {
    ...voluntaryPart(sampleModelSubject),
    chineseBatteryCode: "001PE0AA1B2C3D4E5F6G7H8J",
    attributes: filled,
  },
};

/** A batch of it. */
export const sampleCatalogueBatch: CatalogueSubject = {
  id: batchUrl,
  type: "Battery",
  granularity: "batch",
  catalogue,
  batteryModelPassport: sampleModelSubject.id,
  statutory: { batteryBatchNumber: "B1", manufacturingDate: "2026-11" },
};

/** A battery of that batch. */
export const sampleCatalogueItem: CatalogueSubject = {
  id: sampleItemSubject.id,
  type: "Battery",
  granularity: "item",
  catalogue,
  batteryModelPassport: sampleModelSubject.id,
  batteryBatchPassport: batchUrl,
  statutory: { uniqueBatteryIdentifier: sampleItemSubject.id, batterySerialNumber: "VLT-000042" },
  voluntary: { attributes: { placedOnMarketDate: "2026-11-15" } },
};
