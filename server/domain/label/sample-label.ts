import type { LabelContent, LabelFormat, QrModules } from "./label.ts";

/** A label with every item of Annex VI Part A, for tests and to show what a label looks like. */
export function sampleLabel(identifier: string, code: QrModules): LabelContent {
  return {
    identifier,
    code,
    language: "en",
    heading: "Electric vehicle battery NT-100 (demonstration)",
    facts: [
      {
        item: "manufacturer",
        title: "Manufacturer",
        value: "Lanternbridge Battery Co., Ltd., 1 Example Road",
      },
      { item: "category", title: "Category", value: "Electric vehicle battery" },
      { item: "identification", title: "Model and serial number", value: "LB-NCM-100-NT, NT26A000001" },
      { item: "manufacturingPlace", title: "Made in", value: "Nantong, China" },
      { item: "manufacturingDate", title: "Date of manufacture", value: "2026-11" },
      { item: "weight", title: "Weight", value: "545 kg" },
      { item: "capacity", title: "Rated capacity", value: "250 Ah" },
      { item: "chemistry", title: "Chemistry", value: "Lithium-ion, NMC" },
      { item: "hazardousSubstances", title: "Hazardous substances", value: "Lithium hexafluorophosphate" },
      { item: "extinguishingAgent", title: "Extinguish with", value: "Water, in large amounts" },
      {
        item: "criticalRawMaterials",
        title: "Critical raw materials",
        value: "Cobalt, lithium, natural graphite",
      },
    ],
    none: [],
    collectionPlace: "battery",
    form: { kind: "cuboid", lengthMm: 160, widthMm: 120, heightMm: 40 },
    heavyMetals: ["Pb"],
  };
}

/** A label of 105 mm by 70 mm for a printer of 300 dots an inch. */
export const sampleFormat: LabelFormat = {
  widthMm: 105,
  heightMm: 70,
  marginMm: 2,
  target: "battery",
  dpi: 300,
  moduleMm: 0.5,
  textMm: 2.4,
};
