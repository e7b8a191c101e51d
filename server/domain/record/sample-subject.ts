import type { BatterySubject } from "./credential.ts";

/** A model's data as signed, with every optional member present: for tests and published vectors. Invented throughout. */
export const sampleModelSubject: BatterySubject = {
  id: "https://registry.example/01/09520123456788",
  type: "Battery",
  granularity: "model",
  statutory: {
    batteryModelIdentifier: "https://registry.example/01/09520123456788",
    batteryCategory: "EV",
    batteryChemistry: "LFP",
    manufacturerName: "Voltara Cells GmbH",
    manufacturerNameOriginal: "Voltara Cells GmbH",
    manufacturerPostalAddress: { street: "Musterweg 1", postalCode: "01067", city: "Dresden", country: "DE" },
    manufacturerEmail: "passport@voltara.example",
    manufacturerWeb: "https://voltara.example",
    economicOperatorIdentifier: { scheme: "demonstration", value: "VOLTARA" },
    manufacturingPlace: { name: "Plant 1", city: "Dresden", region: "DE-SN", country: "DE" },
    batteryMassKg: "412.5",
    ratedCapacityAh: "180",
    nominalVoltageV: "355.2",
    ratedEnergyKWh: "63.936",
    usableEnergyKWh: "60",
    warrantyMonths: 96,
    recycledContent: [
      {
        metal: "lithium",
        year: 2026,
        sharePercent: "0",
        preConsumerPercent: "0",
        postConsumerPercent: "0",
        source: "Voltara, mass balance 2026",
        illustrative: true,
      },
    ],
    euDeclarationOfConformityId: "DOC-2026-001",
  },
  voluntary: {
    name: "Voltara 64",
    typeDesignation: "VLT-64",
    illustrative: true,
    carbonFootprint: {
      declarationNumber: 1,
      declaredOn: "2026-11-20",
      method: "mee-partial",
      methodVersion: "1",
      boundary: ["raw-materials", "production"],
      periodStart: "2025-01-01",
      periodEnd: "2025-12-31",
      plant: { name: "Plant 1", city: "Dresden", region: "DE-SN", country: "DE" },
      kgCO2ePerKWh: "0.154",
      totalKgCO2e: "7392",
      totalEnergyKWh: "48000",
      stages: [
        { stage: "raw-materials", kgCO2e: "5544", kgCO2ePerKWh: "0.1155", share: "0.75" },
        { stage: "production", kgCO2e: "1848", kgCO2ePerKWh: "0.0385", share: "0.25" },
      ],
      primaryDataShare: "0.25",
      warnings: ["W_SECONDARY_DATA"],
      requestDigest: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
      resultDigest: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
      illustrativeInventory: true,
      publicStudy: "https://registry.example/01/09520123456788/study/1",
      published: { kgCO2ePerKWh: "0.154", totalKgCO2e: "7392", source: "A published report" },
      performanceClass: { class: "B", ruleSet: "demonstration", ruleSetVersion: 1 },
    },
  },
};

/** One battery's data as signed, with every optional member present. */
export const sampleItemSubject: BatterySubject = {
  id: "https://registry.example/01/09520123456788/21/VLT-000042",
  type: "Battery",
  granularity: "item",
  statutory: {
    batteryModelPassport: "https://registry.example/01/09520123456788",
    batterySerialNumber: "VLT-000042",
    manufacturingDate: "2026-10",
    placedOnMarketDate: "2026-11-15",
  },
};
