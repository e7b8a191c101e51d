import { calculateFootprint } from "../carbon-footprint/footprint.ts";
import { emptyLine } from "../carbon-footprint/inventory-line.ts";
import { toPcfRequest } from "../carbon-footprint/inventory.ts";
import type { StudyInput, StudyLine } from "./study-input.ts";

/** A line of the sample, with what every line has filled in. */
export function sampleLine(
  changes: Partial<StudyLine> & Pick<StudyLine, "code" | "kind" | "stage">,
): StudyLine {
  return {
    ...emptyLine,
    position: 0,
    nameEn: `Input ${changes.code}`,
    nameZh: `输入 ${changes.code}`,
    sourceEn: "Meter readings of the plant, 2025",
    sourceZh: "工厂 2025 年计量数据",
    factor: null,
    recycledFactor: null,
    ...changes,
  };
}

const grid = {
  nameEn: "Grid electricity, national average",
  nameZh: "全国平均电力",
  geography: "CN",
  year: 2024,
  source: "Announcement of national electricity factors, table 2",
};

const cathode = {
  nameEn: "Cathode active material, LFP",
  nameZh: "磷酸铁锂正极材料",
  geography: "CN",
  year: 2023,
  source: "MEE draft (March 2025), table B.1",
};

/** Lines of an invented pack: materials, electricity, transport; one of them confidential. */
export const sampleLines: readonly StudyLine[] = [
  sampleLine({
    ...{ code: "cathode", kind: "material", stage: "raw_materials_and_parts", component: "Cell" },
    ...{ nameEn: "Cathode active material (LFP)", nameZh: "正极活性材料（磷酸铁锂）" },
    ...{ amount: "210.5", amountUnit: "kg", factorValue: "7.9", factorUnit: "kgCO2e/kg", factor: cathode },
    quality: { TeR: "2", GeR: "1", TiR: "2" },
  }),
  sampleLine({
    ...{ code: "graphite", kind: "material", stage: "raw_materials_and_parts", component: "Cell" },
    ...{ nameEn: "Anode graphite, synthetic", nameZh: "人造石墨负极材料" },
    ...{ amount: "98.25", amountUnit: "kg", factorValue: "6.05", factorUnit: "kgCO2e/kg" },
    quality: { TeR: "2", GeR: "2", TiR: "1" },
  }),
  sampleLine({
    ...{ code: "housing", kind: "material", stage: "raw_materials_and_parts", component: "Pack" },
    ...{ nameEn: "Aluminium housing", nameZh: "铝合金箱体" },
    ...{ amount: "62", amountUnit: "kg", factorValue: "16.1", factorUnit: "kgCO2e/kg" },
    ...{ recycledShare: "0.3", recycledFactorValue: "1.2", recycledFactorUnit: "kgCO2e/kg" },
  }),
  sampleLine({
    ...{ code: "additive", kind: "material", stage: "raw_materials_and_parts", component: "Cell" },
    ...{ nameEn: "Secret additive XJ-9", nameZh: "保密添加剂 XJ-9" },
    ...{ amount: "3.731", amountUnit: "kg", factorValue: "41.77", factorUnit: "kgCO2e/kg" },
    confidential: true,
  }),
  sampleLine({
    ...{ code: "copper", kind: "material", stage: "raw_materials_and_parts", component: "Cell" },
    ...{ nameEn: "Copper foil", nameZh: "铜箔" },
    ...{ amount: "44", amountUnit: "kg", factorValue: "4.2", factorUnit: "kgCO2e/kg" },
  }),
  sampleLine({
    ...{ code: "power", kind: "electricity", stage: "production", dataKind: "primary" },
    ...{ nameEn: "Electricity of cell and pack making", nameZh: "电芯与电池包生产用电" },
    ...{ amount: "3250.4", amountUnit: "kWh", factorValue: "0.5777", factorUnit: "kgCO2e/kWh" },
    ...{ electricityModel: "national_average", factor: grid },
  }),
  sampleLine({
    ...{ code: "gas", kind: "activity", stage: "production", dataKind: "primary" },
    ...{ nameEn: "Natural gas for drying", nameZh: "烘干用天然气" },
    ...{ amount: "120", amountUnit: "m3", factorValue: "2.16", factorUnit: "kgCO2e/m3" },
  }),
  sampleLine({
    ...{ code: "ship", kind: "transport", stage: "distribution", dataKind: "primary" },
    ...{ nameEn: "Sea freight Shanghai to Rotterdam", nameZh: "上海至鹿特丹海运" },
    ...{ amount: "0.62", amountUnit: "t", distance: "19500", distanceUnit: "km", transportMode: "water" },
    ...{ factorValue: "0.020", factorUnit: "kgCO2e/tkm" },
  }),
];

/** A released declaration of an invented maker, calculated here; for tests and looking at. */
export function sampleStudy(
  lines: readonly StudyLine[] = sampleLines,
  changes: Partial<Pick<StudyInput, "declaration" | "inventory" | "demonstration" | "productUrl">> = {},
): StudyInput {
  const inventory: StudyInput["inventory"] = {
    title: "Bill of materials rev. C and metered plant data",
    gwpSet: "AR6",
    periodStart: "2025-01-01",
    periodEnd: "2025-12-31",
    energy: {
      usableCapacity: { value: "100", unit: "kWh" },
      vehicleCategory: "light_noncommercial",
      warrantyYears: { value: "8", unit: "a" },
    },
    parameters: {},
    study: {},
    ...changes.inventory,
  };
  const { request } = toPcfRequest(lines, { method: "mee-partial", ...inventory });
  const result = calculateFootprint(request);
  if ("errors" in result) throw new Error(`The sample does not compute: ${JSON.stringify(result.errors)}`);
  return {
    subject: {
      ...{ kind: "model", nameEn: "Voltara 100", nameZh: "Voltara 100", identifier: "09520123456788" },
      ...{ typeDesignation: "VLT-100", category: "EV", chemistry: "LFP", massKg: "612.5" },
      ratedEnergyKWh: "104.2",
    },
    operator: {
      name: "Voltara Energy Technology Co., Ltd.",
      nameOriginal: "沃塔拉能源科技有限公司",
      street: "1 Industry Road",
      postalCode: "056000",
      city: "Handan",
      country: "CN",
      email: "passport@voltara.example",
      web: "https://voltara.example",
      identifierScheme: "demonstration",
      identifier: "VOLTARA",
    },
    plant: {
      name: "Handan plant",
      nameOriginal: "邯郸工厂",
      city: "Handan",
      region: "CN-HE",
      country: "CN",
    },
    declaration: {
      number: 2,
      state: "released",
      method: "mee-partial",
      methodVersion: result.methodVersion,
      at: "2026-11-20T12:00:00.000Z",
      requestDigest: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
      resultDigest: "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg",
      conformityNumber: "DOC-2026-001",
      changeReason: "Metered electricity of the whole year",
      performanceClass: null,
      replacedBy: null,
      published: null,
      ...changes.declaration,
    },
    inventory,
    lines,
    request,
    result,
    basis: {
      method: {
        id: "mee-partial",
        version: "mee@draft-2025-03",
        contentHash: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
      },
      gwpSet: { id: "AR6", version: "1", contentHash: "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg" },
      factors: [
        { id: "cn-grid-2024", version: "1", contentHash: "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg" },
      ],
      ruleSet: null,
    },
    signedOff: {
      author: "Li Na",
      reviewer: "王芳",
      reviewedAt: "2026-11-19T09:00:00.000Z",
      releasedBy: "Zhang Wei",
    },
    productUrl: "http://localhost:3000/01/09520123456788",
    demonstration: false,
    ...(changes.productUrl === undefined ? {} : { productUrl: changes.productUrl }),
    ...(changes.demonstration === undefined ? {} : { demonstration: changes.demonstration }),
  };
}
