import type { ProductFootprintSubject } from "./product-footprint.ts";

/** A supplier's footprint for tests and published vectors. */
export const sampleFootprintSubject: ProductFootprintSubject = {
  id: "https://registry.example/op/voltara/footprints/0195b7a0-1111-7222-8333-444455556666",
  type: "ProductFootprint",
  product: { code: "LC-1", name: "Lithium carbonate", nameOriginal: "碳酸锂" },
  declaredUnit: "kg",
  kgCO2ePerDeclaredUnit: "11.2",
  method: "iso14067-ctg",
  methodVersion: "iso14067@2018",
  boundary: ["raw_materials", "production"],
  periodStart: "2025-01-01",
  periodEnd: "2025-12-31",
  geography: "CN-SC",
  gwpSet: "AR6",
  primaryDataShare: "0.685",
  dataQualityRating: "1.8",
  declarationNumber: 1,
  requestDigest: "k_egTvz-1O0vuWS97f0TJt71YkHaMYi2LkTw8H6K1tE",
  resultDigest: "vZTsVWZwxQiRLUnQ5X6TIms5L9_daYb4moemVtCW9AM",
  illustrativeInventory: false,
};
