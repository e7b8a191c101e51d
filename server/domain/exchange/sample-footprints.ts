import type { JsonObject } from "../record/strict-json.ts";
import type { ExportedDeclaration } from "./write-pact.ts";

/** Documents for tests: made up, in the forms their specifications demand. */
export const pactSample: JsonObject = {
  id: "0195b7a0-1111-4222-8333-444455556666",
  specVersion: "3.0.3",
  created: "2026-03-01T09:00:00Z",
  status: "Active",
  companyName: "Lithium works of the test",
  companyIds: ["urn:uuid:0195b7a0-0000-4000-8000-000000000001"],
  productDescription: "Battery-grade lithium carbonate",
  productIds: ["urn:pact:test.example:product-id:LC-99"],
  productNameCompany: "Lithium carbonate 99.5",
  pcf: {
    declaredUnitOfMeasurement: "kilogram",
    declaredUnitAmount: "1",
    productMassPerDeclaredUnit: "1",
    referencePeriodStart: "2025-01-01T00:00:00Z",
    referencePeriodEnd: "2026-01-01T00:00:00Z",
    geographyCountry: "CL",
    pcfExcludingBiogenicUptake: "11.2",
    pcfIncludingBiogenicUptake: "11.2",
    fossilGhgEmissions: "11.2",
    fossilCarbonContent: "0",
    ipccCharacterizationFactors: ["AR6"],
    crossSectoralStandards: ["ISO14067"],
    exemptedEmissionsPercent: "0",
    primaryDataShare: "68.5",
    dqi: { technologicalDQR: "1.2", geographicalDQR: "1", temporalDQR: "2" },
  },
};

export const catenaXSample: JsonObject = {
  id: "3893bb5d-da16-4dc1-9185-11d97476c254",
  specVersion: "urn:io.catenax.pcf:datamodel:version:7.0.0",
  partialFullPcf: "Cradle-to-gate",
  version: 0,
  created: "2026-02-01T08:00:00Z",
  extWBCSD_pfStatus: "Active",
  companyName: "Foil works of the test",
  companyIds: ["urn:bpn:id:BPNL000000000DWF"],
  productIds: ["urn:mycompany.example:product-id:CU-6"],
  productName: "Copper foil 6 µm",
  extWBCSD_productCodeCpc: "011-99000",
  pcf: {
    declaredUnit: "kilogram",
    unitaryProductAmount: 1000,
    productMassPerDeclaredUnit: 1,
    exemptedEmissionsPercent: 0,
    geographyRegionOrSubregion: "Eastern Asia",
    geographyCountry: "CN",
    referencePeriodStart: "2025-01-01T00:00:00Z",
    referencePeriodEnd: "2025-12-31T23:59:59Z",
    crossSectoralStandardsUsed: [{ crossSectoralStandard: "ISO Standard 14067" }],
    extWBCSD_characterizationFactors: "AR6",
    extTFS_allocationWasteIncineration: "cut-off",
    pcfExcludingBiogenic: 6.8,
    primaryDataShare: 56.12,
    dataQualityRating: { technologicalDQR: 2, geographicalDQR: 2, temporalDQR: 1.5 },
  },
};

export const catenaX9Sample: JsonObject = {
  scopeOfPcfForm: [
    { partialFullPcf: "Cradle-to-gate", specVersion: ["urn:io.catenax.pcf:datamodel:version:9.0.0"] },
  ],
  companyAndProductInformation: [
    {
      companyInformation: [
        { companyName: "Separator works of the test", companyIds: ["urn:BPNL000000000DWF"] },
      ],
      productInformation: [
        {
          productNameCompany: "Separator 9 µm",
          productIds: ["urn:mycompany.example:product-id:SEP-9"],
          declaredUnitOfMeasurement: "square meter",
          declaredUnitAmount: 1000,
          productMassPerDeclaredUnit: 8,
        },
      ],
    },
  ],
  pcfAssessmentAndMethodology: [
    {
      pcfAssessmentInformation: [
        {
          idAndVersion: [
            { id: "urn:uuid:3893bb5d-da16-4dc1-9185-11d97476c255", version: 1, status: "Active" },
          ],
          geography: [{ geographyRegionOrSubregion: "Eastern Asia", geographyCountrySubdivision: "CN-GD" }],
          time: [
            {
              created: "2026-02-01T08:00:00Z",
              referencePeriodStart: "2025-01-01T00:00:00Z",
              referencePeriodEnd: "2025-12-31T23:59:59Z",
              validityPeriodEnd: "2027-12-31T23:59:59Z",
            },
          ],
        },
      ],
      pcfMethodology: [{ gwpCharacterizationFactorDetails: [{ ipccCharacterizationFactors: "AR6" }] }],
      dataSourcesAndQuality: [
        { primaryDataShare: 40, technologicalDQR: 1, geographicalDQR: 2, temporalDQR: 3 },
      ],
    },
  ],
  productLifeCycleStagesAndEmissions: [{ productionStage: [{ pcfExcludingBiogenicUptake: 48.8 }] }],
};

export const exportSample: ExportedDeclaration = {
  id: "0195b7a0-aaaa-7bbb-8ccc-ddddeeeeffff",
  number: 2,
  standing: "current",
  precedingIds: ["0195b7a0-aaaa-7bbb-8ccc-000000000001"],
  createdAt: "2026-05-04T10:20:30Z",
  company: { name: "Operator of the test", ids: ["urn:uuid:0195b7a0-0000-4000-8000-000000000009"] },
  product: {
    name: "Pack 100",
    description: "Traction battery",
    ids: ["urn:gtin:09520000010010"],
    battery: { massKg: "600", ratedEnergyKwh: "100" },
  },
  place: { country: "CN", region: "CN-HE" },
  method: "mee-partial",
  methodVersion: "mee@draft-2025-03",
  gwpSet: "AR6",
  periodStart: "2025-01-01",
  periodEnd: "2025-12-31",
  output: null,
  result: {
    method: "mee-partial",
    methodVersion: "mee@draft-2025-03",
    totalEnergyKWh: "48000",
    stagesKg: { raw_materials_and_parts: "9000", production: "900", distribution: "100" },
    totalKg: "10000",
    cfp: "0.2083333333333333333333333333333333",
    shares: {},
    linesKg: {},
    warnings: [],
  },
  primaryDataShare: "0.1",
  quality: { TeR: "2", GeR: "1.5", TiR: "3" },
  secondarySources: [{ name: "A library", version: "2024" }],
  allocation: null,
  conformityDeclarationNumber: "DoC-1",
  requestDigest: "r",
  resultDigest: "s",
  extensionSchema: "http://localhost:3000/schemas/battery-declaration/1.0.0.json",
};
