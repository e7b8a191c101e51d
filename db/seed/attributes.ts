import type { JsonValue } from "../../server/domain/record/strict-json.ts";
import type { SeedModel } from "./models.ts";

/** The same said in both languages. */
export const said = (en: string, zh: string): JsonValue => [
  { value: en, language: "en" },
  { value: zh, language: "zh" },
];

/** What every battery of the demonstration says of its symbols and of handing it back, whatever its category. */
export const saidByAll: Readonly<Record<string, JsonValue>> = {
  separateCollectionSymbol: "on-battery",
  labelsAndSymbolsMeaning: said(
    "Crossed-out bin: hand the battery back separately from other waste.",
    "带叉的垃圾桶：电池须与其他废物分开交回。",
  ),
  separateCollectionInfo: said(
    "Never put it into household waste. Whoever sells such batteries takes yours back free of charge.",
    "切勿投入生活垃圾。销售此类电池的商家须免费回收您的电池。",
  ),
};

/** Salt of the electrolyte of lithium cells, with its class under the CLP Regulation. */
export const lithiumSalt: JsonValue = {
  ...{ name: "Lithium hexafluorophosphate", casNumber: "21324-40-3", ecNumber: "244-334-7" },
  ...{ hazardClass: "Acute Tox. 3, Skin Corr. 1A", isSubstanceOfVeryHighConcern: false },
};

export const lithiumSaltImpacts = said(
  "Electrolyte that leaks can form hydrogen fluoride with water, which burns skin and lungs.",
  "泄漏的电解液遇水可生成氟化氢，灼伤皮肤和肺部。",
);

/**
 * What the demonstration states of its packs beside their main figures: made up, of a size such packs have. Chemistries
 * differ in cathode and voltages; the rest is shared.
 */
export function modelAttributes({
  chemistry,
  nominalVoltageV,
  ratedEnergyKwh,
}: SeedModel): Record<string, JsonValue> {
  const isLfp = chemistry === "LFP";
  const nominal = Number(nominalVoltageV);
  const energy = Number(ratedEnergyKwh);
  const watts = (perKilowattHour: number) => String(Math.round(energy * perKilowattHour));
  const inSeries = Math.round(nominal / (isLfp ? 3.2 : 3.65));
  return {
    batteryDimensions: { lengthMm: "1780", widthMm: "1320", heightMm: "148", shape: "cuboid" },
    commodityCode: "85076000",
    ...saidByAll,
    extinguishingAgent: "Water in large quantities, water mist",
    euDeclarationOfConformityId: "DEMO-DOC-2026-01",
    criticalRawMaterials: [
      ...(isLfp ? [] : [{ name: "Cobalt", casNumber: "7440-48-4", component: "Cathode" }]),
      { name: "Lithium", casNumber: "7439-93-2", component: "Cathode, electrolyte" },
      { name: "Natural graphite", casNumber: "7782-42-5", component: "Anode" },
    ],
    hazardousSubstances: [lithiumSalt],
    substanceImpacts: lithiumSaltImpacts,
    cathodeMaterials: isLfp
      ? [{ name: "Lithium iron phosphate", casNumber: "15365-14-7", component: "Cathode", share: "24" }]
      : [
          {
            ...{ name: "Lithium nickel manganese cobalt oxide", casNumber: "346417-97-8" },
            ...{ component: "Cathode", share: "31" },
          },
        ],
    anodeMaterials: [{ name: "Graphite", casNumber: "7782-42-5", component: "Anode", share: "17" }],
    electrolyteMaterials: [
      { name: "Ethylene carbonate", casNumber: "96-49-1", component: "Electrolyte", share: "6" },
      { name: "Lithium hexafluorophosphate", casNumber: "21324-40-3", component: "Electrolyte", share: "2" },
    ],
    otherDetailedComposition: [
      { name: "Aluminium", casNumber: "7429-90-5", component: "Housing", share: "19" },
    ],
    cellCountAndLayout: {
      ...{ cells: inSeries * 2, modules: 8, inSeries, inParallel: 2 },
      layout: "Eight modules in two rows, cooling plate below",
    },
    componentPartNumbers: [
      { component: "Battery management unit", partNumber: "DEMO-BMU-7", manufacturer: "Lanternbridge" },
      { component: "Module", partNumber: "DEMO-MOD-40", manufacturer: "Lanternbridge" },
    ],
    sparePartSources: [
      {
        ...{ name: "Demonstration spare parts", address: "1 Sample Street, 00000 Sampletown" },
        ...{ email: "parts@spares.example", web: "https://spares.example/packs" },
      },
    ],
    renewableContentShare: "0",
    wastePreventionInfo: said(
      "Charge between 20 and 80 percent where you can, and have a weak module changed instead of the pack.",
      "尽量在20%至80%之间充电；模组衰减时更换模组，不要更换整包。",
    ),
    collectionAndTreatmentInfo: said(
      "Ask the workshop or the seller; the maker pays for transport and treatment.",
      "请咨询维修站或销售商；运输和处理费用由生产者承担。",
    ),
    wasteHandlingSafetyInfo: said(
      "High voltage stays after switching off. Only trained people with insulated tools open or move it.",
      "断电后仍有高压。只有受过培训的人员使用绝缘工具才能打开或搬运。",
    ),
    minimumVoltage: String(Math.round(nominal * (isLfp ? 0.78 : 0.75))),
    maximumVoltage: String(Math.round(nominal * (isLfp ? 1.14 : 1.15))),
    voltageTemperatureRange: { lower: "-20", upper: "55" },
    originalPowerCapability: {
      ...{ power: watts(2500), at80Percent: watts(2400), at20Percent: watts(1600) },
      duration: "10",
    },
    maximumPermittedPower: { lower: watts(1500), upper: watts(2500) },
    powerTemperatureRange: { lower: "-10", upper: "45" },
    initialRoundTripEfficiency: "95.5",
    roundTripEfficiencyAtHalfLife: "93.8",
    initialInternalResistanceCell: isLfp ? "0.00062" : "0.00081",
    initialInternalResistancePack: isLfp ? "0.058" : "0.071",
    expectedLifetimeCycles: isLfp ? 3000 : 1800,
    cycleLifeReferenceTest: "IEC 62660-1:2018, 7.8",
    cycleLifeTestCRate: { charge: "0.5", discharge: "1" },
    capacityThresholdForExhaustion: "70",
    idleTemperatureLower: "-30",
    idleTemperatureUpper: "60",
    idleTemperatureReferenceTest: "IEC 62660-1:2018, storage",
  };
}

/** Values of one battery when it leaves the plant: as good as new. */
export function itemAttributes({
  chemistry,
  ratedCapacityAh,
  ratedEnergyKwh,
}: SeedModel): Record<string, JsonValue> {
  const isLfp = chemistry === "LFP";
  return {
    measuredCapacity: ratedCapacityAh,
    capacityFade: "0",
    stateOfCertifiedEnergy: "100",
    currentPower: String(Math.round(Number(ratedEnergyKwh) * 2500)),
    powerFade: "0",
    currentRoundTripEfficiency: "95.5",
    roundTripEfficiencyFade: "0",
    currentInternalResistance: isLfp ? "0.058" : "0.071",
    internalResistanceIncreasePack: "0",
    expectedLifetimeYears: "15",
    expectedLifetimeCyclesOfItem: isLfp ? 3000 : 1800,
    fullCycleCount: 0,
  };
}
