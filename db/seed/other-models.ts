import type { BatteryCategory } from "../../server/domain/battery/category.ts";
import type { JsonValue } from "../../server/domain/record/strict-json.ts";
import { lithiumSalt, lithiumSaltImpacts, said, saidByAll } from "./attributes.ts";
import type { SeedItem, SeedRecycledContent } from "./models.ts";
import { statements } from "./models.ts";

/**
 * A model of the demonstration that is no pack of a vehicle: without a declared footprint, so its data are submitted, approved
 * and released as they are.
 */
export interface OtherModel {
  readonly operator: string;
  readonly facility: string;
  readonly gtin: string;
  readonly modelCode: string;
  readonly typeDesignation: string;
  readonly name: string;
  readonly category: BatteryCategory;
  readonly chemistry: string;
  readonly massKg: string;
  readonly ratedCapacityAh: string;
  readonly nominalVoltageV: string;
  readonly ratedEnergyKwh: string;
  readonly usableEnergyKwh: string | null;
  readonly warrantyMonths: string;
  readonly illustrative: true;
  readonly recycledContent: readonly SeedRecycledContent[];
  /** Data points of the model in the form of the catalogue. */
  readonly attributes: Readonly<Record<string, JsonValue>>;
  /** Data points of each battery of it when it leaves the plant. */
  readonly itemAttributes: Readonly<Record<string, JsonValue>>;
  /** Batteries issued with it; those of a second life come later. */
  readonly items: readonly SeedItem[];
}

type Values = Readonly<Record<string, JsonValue>>;

const handedBack: Values = {
  ...saidByAll,
  collectionAndTreatmentInfo: said(
    "Ask the seller or the collection point; the maker pays for transport and treatment.",
    "请咨询销售商或收集点；运输和处理费用由生产者承担。",
  ),
};

/** What cells of lithium iron phosphate and their packs have in common. */
const lithiumPack: Values = {
  ...handedBack,
  commodityCode: "85076000",
  renewableContentShare: "0",
  extinguishingAgent: "Water in large quantities, water mist",
  hazardousSubstances: [lithiumSalt],
  substanceImpacts: lithiumSaltImpacts,
  anodeMaterials: [{ name: "Graphite", casNumber: "7782-42-5", component: "Anode", share: "16" }],
  electrolyteMaterials: [
    { name: "Ethylene carbonate", casNumber: "96-49-1", component: "Electrolyte", share: "6" },
    { name: "Lithium hexafluorophosphate", casNumber: "21324-40-3", component: "Electrolyte", share: "2" },
  ],
};

const iron: Values = {
  criticalRawMaterials: [
    { name: "Lithium", casNumber: "7439-93-2", component: "Cathode, electrolyte" },
    { name: "Natural graphite", casNumber: "7782-42-5", component: "Anode" },
  ],
  cathodeMaterials: [
    { name: "Lithium iron phosphate", casNumber: "15365-14-7", component: "Cathode", share: "22" },
  ],
};

const nickel: Values = {
  criticalRawMaterials: [
    { name: "Cobalt", casNumber: "7440-48-4", component: "Cathode" },
    { name: "Lithium", casNumber: "7439-93-2", component: "Cathode, electrolyte" },
    { name: "Natural graphite", casNumber: "7782-42-5", component: "Anode" },
  ],
  cathodeMaterials: [
    {
      ...{ name: "Lithium nickel manganese cobalt oxide", casNumber: "346417-97-8" },
      ...{ component: "Cathode", share: "29" },
    },
  ],
};

const spares = (place: string): JsonValue => [
  {
    ...{ name: "Demonstration spare parts", address: "1 Sample Street, 00000 Sampletown" },
    ...{ email: "parts@spares.example", web: `https://spares.example/${place}` },
  },
];

/**
 * Pack of an electric bicycle. Fifty cells of 48 g are 2.4 kg; housing, handle and electronics make it 3.4 kg, 185 Wh/kg:
 * what such packs have, and far below the 25 kg of Art. 3(1)(11).
 */
const bicycle: OtherModel = {
  ...{ operator: "larkspoke", facility: "CZ1", gtin: "09520000060015", modelCode: "LS-630" },
  ...{ typeDesignation: "LS-630", name: "E-bike pack 630 Wh", category: "LMT", chemistry: "NMC" },
  ...{ massKg: "3.4", ratedCapacityAh: "17.5", nominalVoltageV: "36", ratedEnergyKwh: "0.63" },
  ...{ usableEnergyKwh: "0.6", warrantyMonths: "24", illustrative: true },
  recycledContent: statements(2025, { cobalt: ["1.5", "0.5"], lithium: ["0", "0"], nickel: ["1.0", "0"] }),
  attributes: {
    ...lithiumPack,
    ...nickel,
    batteryDimensions: { lengthMm: "360", widthMm: "90", heightMm: "110", shape: "cuboid" },
    euDeclarationOfConformityId: "DEMO-DOC-2026-06",
    otherDetailedComposition: [
      { name: "Aluminium", casNumber: "7429-90-5", component: "Housing", share: "14" },
      { name: "Copper", casNumber: "7440-50-8", component: "Anode foil, leads", share: "9" },
    ],
    cellCountAndLayout: {
      ...{ cells: 50, modules: 1, inSeries: 10, inParallel: 5 },
      layout: "Two layers of 25 round cells in a plastic frame, electronics at one end",
    },
    componentPartNumbers: [
      { component: "Battery management unit", partNumber: "DEMO-LS-BMU-2", manufacturer: "Larkspoke" },
      { component: "Cell frame", partNumber: "DEMO-LS-FRAME-50", manufacturer: "Larkspoke" },
    ],
    sparePartSources: spares("bicycles"),
    wastePreventionInfo: said(
      "Store it half charged in a dry room and charge it above freezing; that adds years.",
      "长期存放时保持半电并置于干燥室内，在冰点以上充电，可延长数年寿命。",
    ),
    wasteHandlingSafetyInfo: said(
      "Do not open it. Cover the contacts; a swollen or dented pack goes into a box with sand, outdoors.",
      "切勿拆开。遮盖触点；鼓胀或凹陷的电池包应放入装沙的箱中，置于室外。",
    ),
    minimumVoltage: "28",
    maximumVoltage: "42",
    voltageTemperatureRange: { lower: "-10", upper: "55" },
    originalPowerCapability: { power: "900", at80Percent: "880", at20Percent: "600", duration: "10" },
    maximumPermittedPower: { lower: "250", upper: "900" },
    powerTemperatureRange: { lower: "-10", upper: "45" },
    initialRoundTripEfficiency: "94",
    roundTripEfficiencyAtHalfLife: "92",
    initialSelfDischargeRate: "2",
    initialInternalResistanceCell: "0.035",
    initialInternalResistancePack: "0.095",
    expectedLifetimeCycles: 800,
    cycleLifeReferenceTest: "IEC 61960-3:2017, 7.6",
    cycleLifeTestCRate: { charge: "0.5", discharge: "0.5" },
    idleTemperatureLower: "-20",
    idleTemperatureUpper: "50",
    idleTemperatureReferenceTest: "IEC 61960-3:2017, storage",
  },
  itemAttributes: {
    ...{ measuredCapacity: "17.5", capacityFade: "0", currentPower: "900", powerFade: "0" },
    ...{ currentRoundTripEfficiency: "94", roundTripEfficiencyFade: "0" },
    ...{ currentInternalResistance: "0.095", internalResistanceIncreasePack: "0" },
    ...{ expectedLifetimeYears: "8", expectedLifetimeCyclesOfItem: 800 },
    ...{ selfDischargeEvolution: "0", ohmicResistance: "0.07" },
  },
  items: [
    { serial: "CZ26E000001", manufacturedOn: "2026-04", placedOnMarketOn: "2026-05-18" },
    { serial: "CZ26E000002", manufacturedOn: "2026-09", placedOnMarketOn: null },
    { serial: "CZ25E000417", manufacturedOn: "2025-03", placedOnMarketOn: "2025-04-14" },
  ],
};

/**
 * Cabinet for a workshop or a block of flats: 240 cells of 280 Ah in series. The cells weigh 5.4 kg each, cabinet, cooling and
 * converters as much again: 91 Wh/kg.
 */
const cabinet: OtherModel = {
  ...{ operator: "cairnmoor", facility: "HF1", gtin: "09520000070014", modelCode: "CM-LFP-215" },
  ...{ typeDesignation: "CM-LFP-215", name: "Storage cabinet 215 kWh", category: "industrialStationary" },
  ...{ chemistry: "LFP", massKg: "2350", ratedCapacityAh: "280", nominalVoltageV: "768" },
  ...{ ratedEnergyKwh: "215.04", usableEnergyKwh: "204", warrantyMonths: "120", illustrative: true },
  recycledContent: statements(2025, { lead: ["0", "0"], lithium: ["0.5", "0"] }),
  attributes: {
    ...lithiumPack,
    ...iron,
    batteryDimensions: { lengthMm: "1400", widthMm: "1300", heightMm: "2280", shape: "cuboid" },
    euDeclarationOfConformityId: "DEMO-DOC-2026-07",
    otherDetailedComposition: [
      { name: "Steel", component: "Cabinet", share: "31" },
      { name: "Aluminium", casNumber: "7429-90-5", component: "Cell cases, cooling plates", share: "12" },
      { name: "Copper", casNumber: "7440-50-8", component: "Anode foil, busbars", share: "8" },
    ],
    cellCountAndLayout: {
      ...{ cells: 240, modules: 5, inSeries: 240, inParallel: 1 },
      layout: "Five drawers of 48 cells one above the other, cooling unit in the door",
    },
    componentPartNumbers: [
      { component: "Battery management unit", partNumber: "DEMO-CM-BMS-5", manufacturer: "Cairnmoor" },
      { component: "Drawer of 48 cells", partNumber: "DEMO-CM-DRW-48", manufacturer: "Cairnmoor" },
      { component: "Cooling unit", partNumber: "DEMO-CM-COOL-8", manufacturer: "Cairnmoor" },
    ],
    sparePartSources: spares("storage"),
    wastePreventionInfo: said(
      "Keep the filters of the cooling clean; a weak drawer is changed, not the cabinet.",
      "保持冷却滤网清洁；某一抽屉衰减时只更换该抽屉，不更换整柜。",
    ),
    wasteHandlingSafetyInfo: said(
      "768 V stay after switching off. Drawers are drawn and moved one by one, by trained people.",
      "断电后仍有768V高压。须由受过培训的人员逐个抽出并搬运抽屉。",
    ),
    minimumVoltage: "648",
    maximumVoltage: "876",
    voltageTemperatureRange: { lower: "0", upper: "50" },
    originalPowerCapability: {
      power: "120000",
      at80Percent: "120000",
      at20Percent: "107500",
      duration: "60",
    },
    maximumPermittedPower: { lower: "107500", upper: "120000" },
    powerTemperatureRange: { lower: "5", upper: "40" },
    initialRoundTripEfficiency: "94.5",
    roundTripEfficiencyAtHalfLife: "93",
    initialSelfDischargeRate: "2",
    initialInternalResistanceCell: "0.00018",
    initialInternalResistancePack: "0.052",
    expectedLifetimeCycles: 6000,
    cycleLifeReferenceTest: "IEC 62620:2014, 6.6.1",
    cycleLifeTestCRate: { charge: "0.5", discharge: "0.5" },
    idleTemperatureLower: "-10",
    idleTemperatureUpper: "45",
    idleTemperatureReferenceTest: "IEC 62620:2014, storage",
  },
  itemAttributes: {
    ...{ measuredCapacity: "280", capacityFade: "0", currentPower: "120000", powerFade: "0" },
    ...{ currentRoundTripEfficiency: "94.5", roundTripEfficiencyFade: "0" },
    ...{ currentInternalResistance: "0.052", internalResistanceIncreasePack: "0" },
    ...{ expectedLifetimeYears: "16", expectedLifetimeCyclesOfItem: 6000 },
    ...{ selfDischargeEvolution: "0", ohmicResistance: "0.044" },
  },
  items: [
    { serial: "HF26S000001", manufacturedOn: "2026-05", placedOnMarketOn: "2026-06-30" },
    { serial: "HF26S000002", manufacturedOn: "2026-09", placedOnMarketOn: null },
  ],
};

/**
 * Flow battery: everything it stores is in two tanks outside of the stack. 60 kWh at 20 Wh/l take 3 000 l of 1.35 kg/l, about
 * 4 050 kg; tanks, pumps and stack add 1 450 kg.
 */
const flow: OtherModel = {
  ...{ operator: "cairnmoor", facility: "HF1", gtin: "09520000070021", modelCode: "CM-VRF-60" },
  ...{ typeDesignation: "CM-VRF-60", name: "Vanadium flow battery 60 kWh", category: "industrialOther" },
  ...{ chemistry: "Vanadium redox flow", massKg: "5500", ratedCapacityAh: "1250", nominalVoltageV: "48" },
  ...{ ratedEnergyKwh: "60", usableEnergyKwh: "54", warrantyMonths: "120", illustrative: true },
  recycledContent: [],
  attributes: {
    ...handedBack,
    industrialSubType: "exclusively-external-storage",
    commodityCode: "85078000",
    renewableContentShare: "0",
    extinguishingAgent: "Water; the electrolyte does not burn",
    batteryDimensions: { lengthMm: "6058", widthMm: "2438", heightMm: "2591", shape: "cuboid" },
    euDeclarationOfConformityId: "DEMO-DOC-2026-08",
    criticalRawMaterials: [
      { name: "Vanadium", casNumber: "7440-62-2", component: "Electrolyte" },
      { name: "Natural graphite", casNumber: "7782-42-5", component: "Bipolar plates" },
    ],
    hazardousSubstances: [
      {
        ...{ name: "Sulfuric acid", casNumber: "7664-93-9", ecNumber: "231-639-5" },
        ...{ hazardClass: "Skin Corr. 1A", isSubstanceOfVeryHighConcern: false },
      },
    ],
    substanceImpacts: said(
      "Electrolyte that leaks is acid and burns skin and eyes; vanadium in water harms what lives there.",
      "泄漏的电解液呈强酸性，灼伤皮肤和眼睛；钒进入水体会危害水生生物。",
    ),
    cathodeMaterials: [{ name: "Carbon felt", casNumber: "7440-44-0", component: "Electrode", share: "0.4" }],
    anodeMaterials: [{ name: "Carbon felt", casNumber: "7440-44-0", component: "Electrode", share: "0.4" }],
    electrolyteMaterials: [
      { name: "Water", casNumber: "7732-18-5", component: "Electrolyte", share: "40" },
      { name: "Sulfuric acid", casNumber: "7664-93-9", component: "Electrolyte", share: "18" },
      { name: "Vanadyl sulfate", casNumber: "27774-13-6", component: "Electrolyte", share: "15" },
    ],
    otherDetailedComposition: [
      { name: "Polyethylene", casNumber: "9002-88-4", component: "Tanks, pipes", share: "11" },
      { name: "Steel", component: "Container", share: "14" },
    ],
    cellCountAndLayout: {
      ...{ cells: 40, modules: 1, inSeries: 40, inParallel: 1 },
      layout: "One stack of 40 cells above two tanks of 1 500 l, in a container",
    },
    componentPartNumbers: [
      { component: "Stack", partNumber: "DEMO-CM-STACK-40", manufacturer: "Cairnmoor" },
      { component: "Pump", partNumber: "DEMO-CM-PUMP-3", manufacturer: "Cairnmoor" },
    ],
    sparePartSources: spares("flow"),
    wastePreventionInfo: said(
      "The electrolyte does not wear out: rebalance it, and use it again in the next battery.",
      "电解液不会耗尽：可再平衡后用于下一台电池。",
    ),
    wasteHandlingSafetyInfo: said(
      "Drain both tanks into acid-proof containers before anything is opened.",
      "打开任何部件之前，先将两个储罐的电解液排入耐酸容器。",
    ),
    minimumVoltage: "40",
    maximumVoltage: "62",
    voltageTemperatureRange: { lower: "10", upper: "40" },
    originalPowerCapability: { power: "15000", at80Percent: "15000", at20Percent: "12000", duration: "3600" },
    maximumPermittedPower: { lower: "10000", upper: "15000" },
    powerTemperatureRange: { lower: "10", upper: "40" },
    initialRoundTripEfficiency: "75",
    roundTripEfficiencyAtHalfLife: "73",
    initialInternalResistanceCell: "0.0012",
    initialInternalResistancePack: "0.049",
    expectedLifetimeCycles: 12000,
    cycleLifeReferenceTest: "IEC 62932-2-1:2020, endurance",
    cycleLifeTestCRate: { charge: "0.25", discharge: "0.25" },
    idleTemperatureLower: "5",
    idleTemperatureUpper: "45",
    idleTemperatureReferenceTest: "IEC 62932-2-1:2020, storage",
  },
  itemAttributes: {
    ...{ measuredCapacity: "1250", capacityFade: "0", currentPower: "15000", powerFade: "0" },
    ...{ currentRoundTripEfficiency: "75", roundTripEfficiencyFade: "0" },
    ...{ currentInternalResistance: "0.049", internalResistanceIncreasePack: "0" },
    ...{ expectedLifetimeYears: "20", expectedLifetimeCyclesOfItem: 12000 },
  },
  items: [{ serial: "HF26V000001", manufacturedOn: "2026-06", placedOnMarketOn: "2026-07-27" }],
};

/**
 * What a workshop makes of two used packs of vehicles, each behind a converter of its own on a bus of 400 V. Of 78 and 61.7 kWh
 * that are left it promises 130. The packs weigh 504 and 395 kg, rack and converters 260.
 */
const secondLifeRack: OtherModel = {
  ...{ operator: "twiceturn", facility: "GE1", gtin: "09520000090012", modelCode: "TT-RACK-130" },
  ...{ typeDesignation: "TT-RACK-130", name: "Second-life rack 130 kWh", category: "industrialStationary" },
  ...{ chemistry: "NMC", massKg: "1159", ratedCapacityAh: "325", nominalVoltageV: "400" },
  ...{ ratedEnergyKwh: "130", usableEnergyKwh: "117", warrantyMonths: "36", illustrative: true },
  recycledContent: [],
  attributes: {
    ...lithiumPack,
    ...nickel,
    batteryDimensions: { lengthMm: "2100", widthMm: "1500", heightMm: "900", shape: "cuboid" },
    euDeclarationOfConformityId: "DEMO-DOC-2026-09",
    otherDetailedComposition: [
      { name: "Steel", component: "Rack", share: "17" },
      { name: "Aluminium", casNumber: "7429-90-5", component: "Housings of the packs", share: "15" },
    ],
    cellCountAndLayout: {
      ...{ cells: 412, modules: 16 },
      layout: "Two packs of vehicles one above the other, each whole and behind a converter of its own",
    },
    componentPartNumbers: [
      { component: "Converter", partNumber: "DEMO-TT-CONV-60", manufacturer: "Twiceturn" },
      { component: "Rack controller", partNumber: "DEMO-TT-CTRL-1", manufacturer: "Twiceturn" },
    ],
    sparePartSources: spares("second-life"),
    wastePreventionInfo: said(
      "Each pack can be changed for another used one; the rack and its converters stay.",
      "任一电池包均可更换为另一只退役电池包；机架和变流器继续使用。",
    ),
    wasteHandlingSafetyInfo: said(
      "Both packs stay under high voltage after switching off. Part them at the marked plugs first.",
      "断电后两个电池包仍有高压。须先在标记的插接处将其断开。",
    ),
    minimumVoltage: "380",
    maximumVoltage: "420",
    voltageTemperatureRange: { lower: "0", upper: "45" },
    originalPowerCapability: { power: "60000", at80Percent: "60000", at20Percent: "45000", duration: "60" },
    maximumPermittedPower: { lower: "45000", upper: "60000" },
    powerTemperatureRange: { lower: "5", upper: "40" },
    initialRoundTripEfficiency: "90",
    roundTripEfficiencyAtHalfLife: "88",
    initialInternalResistanceCell: "0.0011",
    initialInternalResistancePack: "0.098",
    expectedLifetimeCycles: 2000,
    cycleLifeReferenceTest: "IEC 62620:2014, 6.6.1",
    cycleLifeTestCRate: { charge: "0.25", discharge: "0.25" },
    idleTemperatureLower: "-10",
    idleTemperatureUpper: "45",
    idleTemperatureReferenceTest: "IEC 62620:2014, storage",
  },
  itemAttributes: {
    ...{ measuredCapacity: "325", capacityFade: "0", currentPower: "60000", powerFade: "0" },
    ...{ currentRoundTripEfficiency: "90", roundTripEfficiencyFade: "0" },
    ...{ currentInternalResistance: "0.098", internalResistanceIncreasePack: "0" },
    ...{ expectedLifetimeYears: "8", expectedLifetimeCyclesOfItem: 2000 },
    ...{ selfDischargeEvolution: "0", ohmicResistance: "0.081" },
  },
  items: [],
};

/** Rechargeable cell for lamps and toys: 2 Ah at 1.2 V in 27 g. */
const lampCell: OtherModel = {
  ...{ operator: "wrenfield", facility: "JH1", gtin: "09520000080013", modelCode: "WF-HR6-2000" },
  ...{ typeDesignation: "HR6", name: "Rechargeable cell 2 000 mAh", category: "portable" },
  ...{ chemistry: "Nickel-metal hydride", massKg: "0.027", ratedCapacityAh: "2", nominalVoltageV: "1.2" },
  ...{ ratedEnergyKwh: "0.0024", usableEnergyKwh: null, warrantyMonths: "24", illustrative: true },
  recycledContent: [],
  attributes: {
    ...handedBack,
    commodityCode: "85075000",
    extinguishingAgent: "Water, dry powder",
    batteryDimensions: { lengthMm: "50.5", widthMm: "14.5", heightMm: "14.5", shape: "cylinder" },
    euDeclarationOfConformityId: "DEMO-DOC-2026-10",
    minimumAverageDuration: said(
      "At least 500 charges by the test of IEC 61951-2",
      "按 IEC 61951-2 试验至少可充电500次",
    ),
    criticalRawMaterials: [
      { name: "Nickel", casNumber: "7440-02-0", component: "Cathode" },
      { name: "Lanthanum", casNumber: "7439-91-0", component: "Anode" },
    ],
    hazardousSubstances: [
      {
        ...{ name: "Potassium hydroxide", casNumber: "1310-58-3", ecNumber: "215-181-3" },
        ...{ hazardClass: "Skin Corr. 1A", isSubstanceOfVeryHighConcern: false },
      },
    ],
    substanceImpacts: said(
      "Electrolyte that leaks burns skin and eyes: rinse with much water.",
      "泄漏的电解液灼伤皮肤和眼睛：请用大量清水冲洗。",
    ),
    wastePreventionInfo: said(
      "Charge it in a charger that switches off, and it replaces hundreds of cells that are used once.",
      "使用会自动断电的充电器，一节可代替数百节一次性电池。",
    ),
    wasteHandlingSafetyInfo: said(
      "Keep used cells dry and cover their ends; do not throw them into fire.",
      "废旧电池应保持干燥并遮盖两端；切勿投入火中。",
    ),
  },
  itemAttributes: {},
  items: [],
};

/** Starter battery of a car: lead with acid, 70 Ah at 12 V in 17.5 kg, 48 Wh/kg. */
const starter: OtherModel = {
  ...{ operator: "wrenfield", facility: "JH1", gtin: "09520000080020", modelCode: "WF-SLI-70" },
  ...{ typeDesignation: "WF-SLI-70", name: "Starter battery 12 V 70 Ah", category: "SLI" },
  ...{ chemistry: "Lead-acid", massKg: "17.5", ratedCapacityAh: "70", nominalVoltageV: "12" },
  ...{ ratedEnergyKwh: "0.84", usableEnergyKwh: null, warrantyMonths: "36", illustrative: true },
  recycledContent: statements(2025, { lead: ["6", "72"] }),
  attributes: {
    ...handedBack,
    commodityCode: "85071020",
    cadmiumLeadSymbols: ["Pb"],
    extinguishingAgent: "Dry powder, carbon dioxide",
    batteryDimensions: { lengthMm: "278", widthMm: "175", heightMm: "190", shape: "cuboid" },
    euDeclarationOfConformityId: "DEMO-DOC-2026-11",
    criticalRawMaterials: [{ name: "Antimony", casNumber: "7440-36-0", component: "Grids" }],
    hazardousSubstances: [
      {
        ...{ name: "Lead", casNumber: "7439-92-1", ecNumber: "231-100-4" },
        ...{ hazardClass: "Repr. 1A, Lact.", isSubstanceOfVeryHighConcern: true },
      },
      {
        ...{ name: "Sulfuric acid", casNumber: "7664-93-9", ecNumber: "231-639-5" },
        ...{ hazardClass: "Skin Corr. 1A", isSubstanceOfVeryHighConcern: false },
      },
    ],
    substanceImpacts: said(
      "Lead harms unborn children and what lives in water; the acid burns skin and eyes.",
      "铅危害胎儿和水生生物；酸液灼伤皮肤和眼睛。",
    ),
    wastePreventionInfo: said(
      "Keep it charged: a starter battery left empty for weeks is soon waste.",
      "保持充电：起动电池亏电数周便很快报废。",
    ),
    wasteHandlingSafetyInfo: said(
      "Carry it upright, so that no acid leaks, and never near sparks.",
      "搬运时保持直立以防酸液外漏，并远离火花。",
    ),
  },
  itemAttributes: {},
  items: [],
};

/** Models that are no packs of vehicles, of every other category but small industrial ones. */
export const otherModels: readonly OtherModel[] = [bicycle, cabinet, flow, secondLifeRack, lampCell, starter];

/** GTINs that the lives of the demonstration speak of. */
export const bicycleGtin = bicycle.gtin;
export const rackGtin = secondLifeRack.gtin;
