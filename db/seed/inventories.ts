import type { StudyNotes } from "../../server/domain/carbon-footprint/inventory-header.ts";
import type { NewDraft, NewLine } from "../../server/services/footprint/create-draft.ts";
import { activity, electricity, leg, madeUp, madeUpInPlaceOfMeasured, material, published } from "./line.ts";
import type { Names, Origin } from "./line.ts";

/** A first declaration of the demonstration; `subject` is a GTIN of `models` or a code of `supplierProducts`. */
export interface SeedDeclaration extends Omit<NewDraft, "subject"> {
  readonly subject: { readonly gtin: string } | { readonly supplierProductCode: string };
}

const rawAndParts = "raw_materials_and_parts";

/** Total energy: capacity x 60 full cycles a year x 8 years of warranty (private light vehicle). */
function overServiceLife(capacity: string, unit = "kWh") {
  return {
    usableCapacity: { value: capacity, unit },
    vehicleCategory: "light_noncommercial",
    warrantyYears: { value: "8", unit: "a" },
  };
}

const year = (calendarYear: number) => ({
  periodStart: `${String(calendarYear)}-01-01`,
  periodEnd: `${String(calendarYear)}-12-31`,
});

/** What a study says in words, in English and then in Chinese: whoever reads one of the two finds their own line. */
function inWords(en: Notes, zh: Notes): StudyNotes {
  return {
    functionalUnit: `${en.functionalUnit}\n${zh.functionalUnit}`,
    electricity: `${en.electricity}\n${zh.electricity}`,
    limitations: `${en.limitations}\n${zh.limitations}`,
    author: "Demonstration exporter · 演示出口商",
  };
}

type Notes = Readonly<Record<"functionalUnit" | "electricity" | "limitations", string>>;

const perDeliveredKWh = {
  en: "1 kWh of the total energy that the battery pack delivers over its expected service life: usable capacity, 60 full cycles a year, 8 years of warranty.",
  zh: "电池包在预期使用寿命内输出的总能量中的1 kWh：可用容量，每年60次等效全循环，质保8年。",
};

/** Notes of a pack that no document stands behind. */
function packNotes(electricity: Names): StudyNotes {
  return inWords(
    {
      functionalUnit: perDeliveredKWh.en,
      electricity: electricity[0],
      limitations:
        "All amounts were made up for the demonstration; the result says nothing about a battery on the market.",
    },
    {
      functionalUnit: perDeliveredKWh.zh,
      electricity: electricity[1],
      limitations: "全部数量均为演示而编制，结果不代表市场上的任何电池。",
    },
  );
}

const fromTheGrid: Names = [
  "All electricity comes from the grid and is calculated with the national average of the country of the plant.",
  "全部用电取自电网，按工厂所在国的全国平均因子计算。",
];

/* The pilot pack. The document prints the total, two shares and the result; the lines below are ours and meet them. */

const towardsPilot = madeUp(
  "Illustrative amount of the demonstration, chosen so that stages and total meet the published figures. Not a maker's data.",
  "演示用示例数量，为使各阶段与总量吻合公布数值而选定；并非制造商数据。",
);
const pilotClosing = madeUp(
  "Closing line of the illustration: carries what is missing to the published stage share. Not a maker's data.",
  "示例的收尾行：补足至公布的阶段占比所缺部分；并非制造商数据。",
);
const pilotSibling = madeUp(
  "Illustrative amount of the demonstration for a second plant; no document prints it and it is not a maker's data.",
  "演示用示例数量（第二家工厂）；无文件公布该数值，亦非制造商数据。",
);

/** Bill of materials of the pilot type: the same from both plants but for the share of recycled aluminium. */
function pilotMaterials(origin: Origin, closing: Origin, recycledAluminium: string): NewLine[] {
  const cell = (component: string): readonly [string, string] => [rawAndParts, component];
  return [
    material(
      "cathode",
      cell("cathode"),
      ["NCM cathode active material", "镍钴锰酸锂正极材料"],
      "150",
      "ncm-cathode-cn",
      origin,
    ),
    material(
      "aluminium-foil",
      cell("cathode"),
      ["Aluminium foil", "铝箔"],
      "10",
      "demo-aluminium-foil",
      origin,
    ),
    material(
      "binder-cathode",
      cell("cathode"),
      ["Cathode binder, PVDF", "正极粘结剂（PVDF）"],
      "4.2",
      "demo-binder-pvdf",
      origin,
    ),
    material(
      "carbon-black",
      cell("cathode"),
      ["Conductive carbon black", "导电炭黑"],
      "4",
      "demo-carbon-black",
      origin,
    ),
    material(
      "nmp",
      cell("cathode"),
      ["Solvent NMP, net loss", "溶剂 NMP（净损耗）"],
      "3.6",
      "demo-nmp",
      origin,
    ),
    material(
      "graphite",
      cell("anode"),
      ["Synthetic graphite", "人造石墨"],
      "90",
      "graphite-synthetic-cn",
      origin,
    ),
    material("copper-foil", cell("anode"), ["Copper foil", "铜箔"], "28", "demo-copper-foil", origin),
    material(
      "binder-anode",
      cell("anode"),
      ["Anode binder, CMC and SBR", "负极粘结剂（CMC/SBR）"],
      "3",
      "demo-binder-water",
      origin,
    ),
    material("separator", cell("separator"), ["Separator", "隔膜"], "9", "demo-separator", origin),
    material("electrolyte", cell("electrolyte"), ["Electrolyte", "电解液"], "62", "demo-electrolyte", origin),
    material(
      "cell-casing",
      cell("cell casing"),
      ["Cell cans and covers, aluminium", "电芯铝壳与盖板"],
      "12",
      "demo-aluminium-primary",
      origin,
    ),
    material(
      "pack-casing",
      cell("pack casing"),
      ["Pack casing, aluminium", "电池包铝壳体"],
      "48",
      "demo-aluminium-primary",
      origin,
      { share: recycledAluminium, factor: "demo-aluminium-recycled" },
    ),
    material(
      "steel",
      cell("pack casing"),
      ["Brackets and fasteners, steel", "钢制支架与紧固件"],
      "38",
      "demo-steel",
      origin,
    ),
    material(
      "cold-plate",
      cell("cooling"),
      ["Cold plate, aluminium", "铝制液冷板"],
      "7",
      "demo-aluminium-primary",
      origin,
    ),
    material("coolant", cell("cooling"), ["Coolant", "冷却液"], "7", "demo-coolant", origin),
    material(
      "busbars",
      cell("electrical parts"),
      ["Bus bars and harness, copper", "铜排与线束"],
      "6.5",
      "demo-copper",
      origin,
    ),
    material(
      "bms",
      cell("electrical parts"),
      ["Battery management system", "电池管理系统"],
      "2.4",
      "demo-electronics",
      origin,
    ),
    material(
      "plastics",
      cell("pack casing"),
      ["Plastics, foams, thermal pads", "塑料、泡棉与导热垫"],
      "14",
      "demo-plastics",
      origin,
    ),
    material(
      "other-parts",
      cell("other"),
      ["Other parts, closing line of the illustration", "其他零部件（示例收尾行）"],
      "8.309",
      "demo-other-parts",
      closing,
    ),
    leg(
      "inbound-rail",
      cell("inbound transport"),
      ["Active materials to the plant, rail", "活性材料运至工厂（铁路）"],
      "rail",
      ["0.3", "1160"],
      "transport-rail-cn",
      origin,
    ),
    leg(
      "inbound-road",
      cell("inbound transport"),
      ["Parts to the plant, road", "零部件运至工厂（公路）"],
      "road",
      ["0.2", "640"],
      "transport-road-cn",
      origin,
    ),
  ];
}

const packProduction = ["production", "cells"] as const;
const packAssembly = ["production", "module and pack"] as const;
const distribution = ["distribution", "to the EU market"] as const;

const pilotNantong: SeedDeclaration = {
  subject: { gtin: "09520000010010" },
  method: "mee-partial",
  inventory: {
    title: "NCM 100 kWh, MEE 2025-03 pilot",
    gwpSet: "AR6",
    // The document multiplies the rated energy; the word lets the calculation warn about it.
    energy: overServiceLife("100", "kWh rated"),
    ...year(2023),
    study: inWords(
      {
        functionalUnit:
          "1 kWh of the total energy over the service life, as the document calculates it: rated capacity, 60 full cycles a year, 8 years of warranty.",
        electricity: fromTheGrid[0],
        limitations:
          "Total, two shares and result are those of the published pilot; the lines are illustrative and were chosen to meet them. The document takes the rated energy where the method asks for the usable one, so the value for each kWh is lower than with the usable energy.",
      },
      {
        functionalUnit: "使用寿命内总能量中的1 kWh，按文件的算法：额定容量，每年60次等效全循环，质保8年。",
        electricity: fromTheGrid[1],
        limitations:
          "总量、两项占比与结果均为公布的试算数值；各行是为与之吻合而选定的示例。文件以额定能量代替方法要求的可用能量，因此每千瓦时数值低于按可用能量计算的结果。",
      },
    ),
  },
  lines: [
    ...pilotMaterials(towardsPilot, pilotClosing, "0.25"),
    electricity(
      "cell-electricity",
      packProduction,
      ["Grid electricity, cell making", "电芯制造用电（电网）"],
      ["1390", "kWh"],
      "national_average",
      "electricity-cn-2023",
      towardsPilot,
    ),
    electricity(
      "pack-electricity",
      packAssembly,
      ["Grid electricity, modules and pack", "模组与电池包装配用电（电网）"],
      ["90", "kWh"],
      "national_average",
      "electricity-cn-2023",
      towardsPilot,
    ),
    activity(
      "natural-gas",
      packProduction,
      ["Natural gas, drying", "天然气（烘干）"],
      ["42", "m3"],
      "demo-natural-gas",
      towardsPilot,
    ),
    activity(
      "steam",
      packProduction,
      ["Steam, dry rooms", "蒸汽（干燥间）"],
      ["0.08", "t"],
      "demo-steam",
      towardsPilot,
    ),
    activity("nitrogen", packProduction, ["Nitrogen", "氮气"], ["18", "kg"], "demo-nitrogen", towardsPilot),
    activity(
      "other-production",
      packProduction,
      ["Other process materials, closing line of the illustration", "其他工艺材料（示例收尾行）"],
      ["1.729", "kg"],
      "demo-other-parts",
      pilotClosing,
    ),
    leg(
      "to-port",
      distribution,
      ["Plant to port, road", "工厂至港口（公路）"],
      "road",
      ["0.55", "220"],
      "transport-road-cn",
      towardsPilot,
    ),
    leg(
      "sea",
      distribution,
      ["Port to EU port, sea", "港口至欧盟港口（海运）"],
      "water",
      ["0.55", "20200"],
      "transport-water-cn",
      towardsPilot,
    ),
    leg(
      "from-port",
      distribution,
      ["EU port to customer, road", "欧盟港口至客户（公路）"],
      "road",
      ["0.55", "300"],
      "transport-road-cn",
      towardsPilot,
    ),
  ],
  published: {
    value: "0.154",
    unit: "kgCO2e/kWh",
    total: "7392",
    totalUnit: "kgCO2e",
    shares: { raw_materials_and_parts: "0.824", production: "0.143" },
    source:
      "《温室气体 产品碳足迹量化方法与要求 动力电池（征求意见稿）》编制说明, 2025-03, 5.5 (MEE consultation draft, drafting notes)",
  },
};

const pilotMianyang: SeedDeclaration = {
  subject: { gtin: "09520000010027" },
  method: "mee-partial",
  inventory: {
    title: "NCM 100 kWh, Mianyang",
    gwpSet: "AR6",
    energy: overServiceLife("96"),
    ...year(2025),
    study: packNotes([
      "Part of the electricity for cells comes from a hydropower plant over a direct line; the rest is calculated with the national average.",
      "电芯制造的部分用电由水电站专线直供，其余按全国平均因子计算。",
    ]),
  },
  lines: [
    ...pilotMaterials(pilotSibling, pilotSibling, "0.4"),
    electricity(
      "cell-electricity-hydro",
      packProduction,
      ["Direct hydropower, cell making", "电芯制造用电（直连水电）"],
      ["520", "kWh"],
      "direct",
      "demo-electricity-hydro",
      pilotSibling,
    ),
    electricity(
      "cell-electricity",
      packProduction,
      ["Grid electricity, cell making", "电芯制造用电（电网）"],
      ["960", "kWh"],
      "national_average",
      "electricity-cn-2024",
      pilotSibling,
    ),
    electricity(
      "pack-electricity",
      packAssembly,
      ["Grid electricity, modules and pack", "模组与电池包装配用电（电网）"],
      ["95", "kWh"],
      "national_average",
      "electricity-cn-2024",
      pilotSibling,
    ),
    activity(
      "natural-gas",
      packProduction,
      ["Natural gas, drying", "天然气（烘干）"],
      ["44", "m3"],
      "demo-natural-gas",
      pilotSibling,
    ),
    activity(
      "steam",
      packProduction,
      ["Steam, dry rooms", "蒸汽（干燥间）"],
      ["0.08", "t"],
      "demo-steam",
      pilotSibling,
    ),
    activity("nitrogen", packProduction, ["Nitrogen", "氮气"], ["18", "kg"], "demo-nitrogen", pilotSibling),
    leg(
      "to-terminal",
      distribution,
      ["Plant to rail terminal, road", "工厂至铁路场站（公路）"],
      "road",
      ["0.55", "60"],
      "transport-road-cn",
      pilotSibling,
    ),
    leg(
      "rail",
      distribution,
      ["Rail terminal to the EU, rail", "铁路场站至欧盟（铁路）"],
      "rail",
      ["0.55", "10900"],
      "transport-rail-fr",
      pilotSibling,
    ),
    leg(
      "from-terminal",
      distribution,
      ["EU terminal to customer, road", "欧盟场站至客户（公路）"],
      "road",
      ["0.55", "180"],
      "transport-road-fr",
      pilotSibling,
    ),
  ],
};

/* Two packs that no document stands behind. */

const entirelyMadeUp = madeUp(
  "Illustrative amount of the demonstration; no document prints it and it is not a maker's data.",
  "演示用示例数量；无文件公布该数值，亦非制造商数据。",
);
const asIfMetered = madeUpInPlaceOfMeasured(
  "Illustrative amount in the place of a meter reading of the plant: shows how primary data are marked. Not a maker's data.",
  "代替工厂计量读数的示例数量，用于展示初级数据的标注方式；并非制造商数据。",
);
const asIfWeighed = madeUpInPlaceOfMeasured(
  "Illustrative amount in the place of a bill of materials: shows how primary data are marked. Not a maker's data.",
  "代替物料清单的示例数量，用于展示初级数据的标注方式；并非制造商数据。",
);

/** Masses in kg of what differs between the two packs. */
interface PackMasses {
  readonly cathode: readonly [names: Names, factor: string, massKg: string];
  readonly graphite: string;
  readonly aluminiumFoil: string;
  readonly copperFoil: string;
  readonly separator: string;
  readonly electrolyte: string;
  readonly cellCasing: string;
  readonly packCasing: string;
  readonly steel: string;
  readonly coldPlate: string;
  readonly busbars: string;
  readonly electronics: string;
  readonly plastics: string;
  readonly otherParts: string;
}

function packMaterials(mass: PackMasses): NewLine[] {
  const part = (component: string): readonly [string, string] => [rawAndParts, component];
  return [
    material("cathode", part("cathode"), mass.cathode[0], mass.cathode[2], mass.cathode[1], asIfWeighed),
    material(
      "aluminium-foil",
      part("cathode"),
      ["Aluminium foil", "铝箔"],
      mass.aluminiumFoil,
      "demo-aluminium-foil",
      asIfWeighed,
    ),
    material(
      "graphite",
      part("anode"),
      ["Synthetic graphite", "人造石墨"],
      mass.graphite,
      "graphite-synthetic-cn",
      asIfWeighed,
    ),
    material(
      "copper-foil",
      part("anode"),
      ["Copper foil", "铜箔"],
      mass.copperFoil,
      "demo-copper-foil",
      asIfWeighed,
    ),
    material(
      "separator",
      part("separator"),
      ["Separator", "隔膜"],
      mass.separator,
      "demo-separator",
      asIfWeighed,
    ),
    material(
      "electrolyte",
      part("electrolyte"),
      ["Electrolyte", "电解液"],
      mass.electrolyte,
      "demo-electrolyte",
      asIfWeighed,
    ),
    material(
      "cell-casing",
      part("cell casing"),
      ["Cell cans and covers, aluminium", "电芯铝壳与盖板"],
      mass.cellCasing,
      "demo-aluminium-primary",
      asIfWeighed,
    ),
    material(
      "pack-casing",
      part("pack casing"),
      ["Pack casing, aluminium", "电池包铝壳体"],
      mass.packCasing,
      "demo-aluminium-primary",
      entirelyMadeUp,
      { share: "0.3", factor: "demo-aluminium-recycled" },
    ),
    material(
      "steel",
      part("pack casing"),
      ["Brackets and fasteners, steel", "钢制支架与紧固件"],
      mass.steel,
      "demo-steel",
      entirelyMadeUp,
    ),
    material(
      "cold-plate",
      part("cooling"),
      ["Cold plate, aluminium", "铝制液冷板"],
      mass.coldPlate,
      "demo-aluminium-primary",
      entirelyMadeUp,
    ),
    material(
      "busbars",
      part("electrical parts"),
      ["Bus bars and harness, copper", "铜排与线束"],
      mass.busbars,
      "demo-copper",
      entirelyMadeUp,
    ),
    material(
      "bms",
      part("electrical parts"),
      ["Battery management system", "电池管理系统"],
      mass.electronics,
      "demo-electronics",
      entirelyMadeUp,
    ),
    material(
      "plastics",
      part("pack casing"),
      ["Plastics, foams, thermal pads", "塑料、泡棉与导热垫"],
      mass.plastics,
      "demo-plastics",
      entirelyMadeUp,
    ),
    material(
      "other-parts",
      part("other"),
      ["Other parts", "其他零部件"],
      mass.otherParts,
      "demo-other-parts",
      entirelyMadeUp,
    ),
    leg(
      "inbound-road",
      part("inbound transport"),
      ["Materials and parts to the plant, road", "材料与零部件运至工厂（公路）"],
      "road",
      ["0.4", "720"],
      "transport-road-cn",
      entirelyMadeUp,
    ),
  ];
}

const packLfp: SeedDeclaration = {
  subject: { gtin: "09520000020019" },
  method: "mee-partial",
  inventory: {
    title: "LFP 62 kWh",
    gwpSet: "AR6",
    energy: overServiceLife("59.4"),
    ...year(2025),
    study: packNotes([
      "Part of the electricity for cells comes from the solar roof of the plant; the rest is calculated with the national average.",
      "电芯制造的部分用电来自厂房屋顶光伏，其余按全国平均因子计算。",
    ]),
  },
  lines: [
    ...packMaterials({
      cathode: [["LFP cathode active material", "磷酸铁锂正极材料"], "lfp-cathode-cn", "132"],
      graphite: "66",
      aluminiumFoil: "13",
      copperFoil: "27",
      separator: "9.5",
      electrolyte: "74",
      cellCasing: "21",
      packCasing: "36",
      steel: "24",
      coldPlate: "6",
      busbars: "5.5",
      electronics: "2.1",
      plastics: "10",
      otherParts: "5",
    }),
    electricity(
      "cell-electricity",
      packProduction,
      ["Grid electricity, cell making", "电芯制造用电（电网）"],
      ["1180", "kWh"],
      "national_average",
      "electricity-cn-2024",
      asIfMetered,
    ),
    electricity(
      "cell-electricity-pv",
      packProduction,
      ["Solar roof, cell making", "电芯制造用电（直连光伏）"],
      ["260", "kWh"],
      "direct",
      "demo-electricity-pv",
      asIfMetered,
    ),
    electricity(
      "pack-electricity",
      packAssembly,
      ["Grid electricity, modules and pack", "模组与电池包装配用电（电网）"],
      ["62", "kWh"],
      "national_average",
      "electricity-cn-2024",
      asIfMetered,
    ),
    activity(
      "natural-gas",
      packProduction,
      ["Natural gas, drying", "天然气（烘干）"],
      ["31", "m3"],
      "demo-natural-gas",
      asIfMetered,
    ),
    leg(
      "to-port",
      distribution,
      ["Plant to port, rail", "工厂至港口（铁路）"],
      "rail",
      ["0.47", "860"],
      "transport-rail-cn",
      entirelyMadeUp,
    ),
    leg(
      "sea",
      distribution,
      ["Port to EU port, sea", "港口至欧盟港口（海运）"],
      "water",
      ["0.47", "18700"],
      "transport-water-cn",
      entirelyMadeUp,
    ),
    leg(
      "from-port",
      distribution,
      ["EU port to customer, road", "欧盟港口至客户（公路）"],
      "road",
      ["0.47", "180"],
      "transport-road-fr",
      entirelyMadeUp,
    ),
  ],
};

const packNcm: SeedDeclaration = {
  subject: { gtin: "09520000020026" },
  method: "mee-partial",
  inventory: {
    title: "NCM 77 kWh",
    gwpSet: "AR6",
    energy: overServiceLife("73.5"),
    ...year(2025),
    study: packNotes(fromTheGrid),
  },
  lines: [
    ...packMaterials({
      cathode: [["NCM cathode active material", "镍钴锰酸锂正极材料"], "ncm-cathode-cn", "124"],
      graphite: "74",
      aluminiumFoil: "8",
      copperFoil: "23",
      separator: "7.5",
      electrolyte: "50",
      cellCasing: "10.5",
      packCasing: "38",
      steel: "27",
      coldPlate: "6",
      busbars: "5.5",
      electronics: "2.2",
      plastics: "12",
      otherParts: "6",
    }),
    electricity(
      "cell-electricity",
      packProduction,
      ["Grid electricity, cell making", "电芯制造用电（电网）"],
      ["1620", "kWh"],
      "national_average",
      "electricity-cn-2024",
      asIfMetered,
    ),
    electricity(
      "pack-electricity",
      packAssembly,
      ["Grid electricity, modules and pack", "模组与电池包装配用电（电网）"],
      ["74", "kWh"],
      "national_average",
      "electricity-cn-2024",
      asIfMetered,
    ),
    activity(
      "natural-gas",
      packProduction,
      ["Natural gas, drying", "天然气（烘干）"],
      ["39", "m3"],
      "demo-natural-gas",
      asIfMetered,
    ),
    leg(
      "to-port",
      distribution,
      ["Plant to port, rail", "工厂至港口（铁路）"],
      "rail",
      ["0.43", "860"],
      "transport-rail-cn",
      entirelyMadeUp,
    ),
    leg(
      "sea",
      distribution,
      ["Port to EU port, sea", "港口至欧盟港口（海运）"],
      "water",
      ["0.43", "18700"],
      "transport-water-cn",
      entirelyMadeUp,
    ),
    leg(
      "from-port",
      distribution,
      ["EU port to customer, road", "欧盟港口至客户（公路）"],
      "road",
      ["0.43", "180"],
      "transport-road-fr",
      entirelyMadeUp,
    ),
  ],
};

/* Supplied products, each beside the published report on such a product. */

const rawMaterials = (component: string) => ["raw_materials", component] as const;
const making = (component: string) => ["production", component] as const;

/** Amount that the printed result implies at a named factor, rounded to what a bill of materials would say. */
const impliedByRow = madeUp(
  "Illustrative amount, calculated back from the published result of this row with the factor named here. The report prints neither.",
  "示例数量，由报告中本行公布结果按此处所列因子反推得出；报告未公布数量与因子。",
);
const impliedElectricity = madeUp(
  "Illustrative amount, calculated back from the published result of this row with the factor the report names; it prints no amount.",
  "示例数量，由报告中本行公布结果按其所列因子反推得出；报告未公布数量。",
);
const impliedTransport = madeUp(
  "Illustrative leg that gives the published result of this row. The report prints neither tonnage nor distance.",
  "与报告中本行公布结果相符的示例运输段；报告未公布吨位与距离。",
);
const roundingClosing = madeUp(
  "Closing line of the illustration: the rest left by rounding the amounts above, so that the stage meets the published sum.",
  "示例的收尾行：上述数量取整后的余量，使本阶段与公布合计一致。",
);

/** Shows the result a report prints for this row beside ours. */
const beside = (line: NewLine, value: string, unit: string): NewLine => ({
  ...line,
  publishedValue: value,
  publishedUnit: unit,
});

/** Keeps a published row that does not compute: shown with its printed result, left out of the calculation. */
const leftOut = (line: NewLine, value: string, unit: string, problem: string): NewLine => ({
  ...beside(line, value, unit),
  publishedProblem: problem,
});

/** What is found in these three is found in the reports they are rebuilt from, and is not mended here. */
const rebuilt: StudyNotes = {
  author: "Demonstration exporter · 演示出口商",
  limitations:
    "Rebuilt from a published report to show its figures beside ours. What the report checker finds here stands in that report as well and was not mended.\n依据一份已公布的报告重建，以便对照其数值与我们的计算。报告检查在此发现的问题同样存在于该报告，未作修改。",
};

const cells: SeedDeclaration = {
  subject: { supplierProductCode: "QS-LFP-CELLS-2023" },
  method: "iso14067-ctg",
  inventory: {
    title: "LFP, 1 MWh, JXTL-2024-CFP-078",
    gwpSet: "AR6",
    energy: { output: { value: "1", unit: "MWh" } },
    ...year(2023),
    study: {
      functionalUnit:
        "1 MWh of capacity of lithium iron phosphate cells as they leave the plant, not packed.\n出厂的磷酸铁锂电芯，容量合计1 MWh，不含包装。",
      ...rebuilt,
    },
  },
  lines: [
    beside(
      material(
        "lfp",
        rawMaterials("cathode"),
        ["LFP cathode active material", "磷酸铁锂正极材料"],
        "1546.8",
        "lfp-cathode-cn",
        impliedByRow,
      ),
      "12.22",
      "tCO2",
    ),
    beside(
      material(
        "graphite",
        rawMaterials("anode"),
        ["Graphite", "石墨"],
        "971.9",
        "graphite-synthetic-cn",
        impliedByRow,
      ),
      "5.88",
      "tCO2",
    ),
    beside(
      material(
        "electrolyte",
        rawMaterials("electrolyte"),
        ["Electrolyte", "电解液"],
        "1020",
        "demo-electrolyte",
        impliedByRow,
      ),
      "6.63",
      "tCO2",
    ),
    beside(
      leg(
        "inbound-transport",
        rawMaterials("inbound transport"),
        ["Transport of raw materials", "原材料运输"],
        "road",
        ["3.54", "37.2"],
        "transport-road-cn",
        impliedTransport,
      ),
      "0.01",
      "tCO2",
    ),
    material(
      "rounding-raw",
      rawMaterials("other"),
      ["Rounding of the raw materials, closing line of the illustration", "原材料取整余量（示例收尾行）"],
      "0.069178",
      "demo-other-parts",
      roundingClosing,
    ),
    beside(
      electricity(
        "electricity",
        making("cells"),
        ["Electricity", "电力"],
        ["37757.8", "kWh"],
        "national_average",
        "electricity-cn-regional-2021",
        impliedElectricity,
      ),
      "22.7",
      "tCO2",
    ),
    activity(
      "rounding-production",
      making("other"),
      ["Rounding of the electricity, closing line of the illustration", "电力取整余量（示例收尾行）"],
      ["0.00266", "kg"],
      "demo-other-parts",
      roundingClosing,
    ),
  ],
  published: {
    value: "47.44",
    unit: "tCO2e/MWh",
    total: "47.44",
    totalUnit: "tCO2e",
    shares: { raw_materials: "0.52", production: "0.48" },
    source: "唐山国轩电池有限公司 碳足迹评价报告 JXTL-2024-CFP-078, 5.3.3-6.1, Tables 5-5, 5-6",
  },
};

const fromCarbonateTable = published(
  "Amount as printed in Table 5.2 of the published report named at this declaration; not data of the demonstration operator.",
  "数量按本声明所列已公布报告表5.2原文；并非演示企业的数据。",
);
const carbonateTransport = published(
  "Row as printed in Table 5.2 of the published report named at this declaration: a mass, and a factor per tonne-kilometre. Without a distance the two do not multiply, so the row is shown and not calculated.",
  "按本声明所列已公布报告表5.2原文：数量为质量，因子按吨公里计；缺少运距，两者无法相乘，故仅列示而不计算。",
);

const carbonate: SeedDeclaration = {
  subject: { supplierProductCode: "SG-LI2CO3-2024" },
  method: "iso14067-ctg",
  inventory: {
    title: "Li₂CO₃ 2024",
    gwpSet: "AR4",
    energy: { output: { value: "19974.50", unit: "t" } },
    ...year(2024),
    study: rebuilt,
  },
  lines: [
    beside(
      electricity(
        "electricity",
        making("refining"),
        ["Electricity", "电力"],
        ["120911.331", "10^4 kWh"],
        "national_average",
        "electricity-cn-2023-report",
        fromCarbonateTable,
      ),
      "750254.81",
      "tCO2",
    ),
    beside(
      activity(
        "steam",
        making("refining"),
        ["Steam", "蒸汽"],
        ["104558", "t"],
        "steam-cn",
        fromCarbonateTable,
      ),
      "30844.61",
      "tCO2",
    ),
    beside(
      activity(
        "natural-gas",
        making("refining"),
        ["Natural gas", "天然气"],
        ["4253.81", "10^4 m3"],
        "natural-gas-cn",
        fromCarbonateTable,
      ),
      "91967.37",
      "tCO2",
    ),
    leftOut(
      activity(
        "raw-material-transport",
        rawMaterials("inbound transport"),
        ["Transport of raw materials", "原材料运输"],
        ["1007", "t"],
        "transport-diesel-as-printed",
        carbonateTransport,
      ),
      "2852.61",
      "tCO2",
      "E_UNIT_DIMENSION",
    ),
    leftOut(
      activity(
        "product-transport",
        making("outbound transport"),
        ["Transport of the product", "产品运输"],
        ["403", "t"],
        "transport-diesel-as-printed",
        carbonateTransport,
      ),
      "1267.48",
      "tCO2",
      "E_UNIT_DIMENSION",
    ),
  ],
  published: {
    value: "43.92",
    unit: "tCO2/t",
    total: "877186.87",
    totalUnit: "tCO2",
    shares: { production: "0.9953" },
    source: "宜丰九岭锂业有限公司 碳酸锂产品碳足迹评价报告, 5.2, Table 5.2",
  },
};

const cellsAndModules: SeedDeclaration = {
  subject: { supplierProductCode: "TM-CELLS-MODULES-2024" },
  method: "iso14067-ctg",
  inventory: {
    title: "2024",
    gwpSet: "AR4",
    energy: { output: { value: "13620000", unit: "kWh" } },
    ...year(2024),
    study: rebuilt,
  },
  lines: [
    {
      code: "capacity",
      kind: "activity",
      stage: "production",
      component: "cells and modules",
      nameEn: "Cells and modules, capacity made in the year",
      nameZh: "电芯与模组，全年产出容量",
      amount: "13.62",
      amountUnit: "GWh",
      factorValue: "101.99",
      factorUnit: "kgCO2e/kWh",
      dataKind: "secondary",
      illustrative: false,
      sourceEn:
        "Capacity and library value per kWh as printed in section 6.2 of the published report named at this declaration. It prints no split by stage, so the whole stands under production. Not data of the demonstration operator.",
      sourceZh:
        "容量与每千瓦时数据库数值按本声明所列已公布报告第6.2节原文；报告未按阶段拆分，故全部列于生产阶段。并非演示企业的数据。",
      publishedValue: "1389103.8",
      publishedUnit: "tCO2e",
    },
  ],
  published: {
    value: "101.99",
    unit: "kgCO2e/kWh",
    total: "1389103.8",
    totalUnit: "tCO2e",
    source: "兰钧新能源科技有限公司 锂离子电池电芯和模组 碳足迹报告, 6.2",
  },
};

/** First declarations: four models, then three supplied products. */
export const declarations: readonly SeedDeclaration[] = [
  pilotNantong,
  pilotMianyang,
  packLfp,
  packNcm,
  cells,
  carbonate,
  cellsAndModules,
];

/**
 * The draft the demonstration leaves open: the second plant buys less electricity from the grid in the next declaration.
 * Its added line has another year and a factor out of the usual, so that the report checker has something to find.
 */
export const openDraft = {
  gtin: "09520000010027",
  title: "NCM 100 kWh, Mianyang: draft with findings on purpose · 特意保留检查问题的草稿",
  code: "cell-electricity",
  changes: {
    amount: "890",
    sourceEn:
      "Illustrative amount of the demonstration after a heat pump replaced a dryer; not a maker's data.",
    sourceZh: "演示用示例数量（热泵替代烘干机之后）；并非制造商数据。",
  },
} as const;

/** A line of the open draft whose factor is the record that a supplier of this registry signed. */
export const suppliedLine = {
  ...{ code: "prelithiation-carbonate", kind: "material", stage: "raw_materials", component: "anode" },
  ...{ nameEn: "Lithium carbonate for prelithiation", nameZh: "预锂化用碳酸锂" },
  ...{ amount: "1.5", amountUnit: "kg", dataKind: "secondary", geography: "CN", activityYear: 2024 },
  // The supplier's own process, of a near year, from where the material really comes.
  quality: { TeR: "1", GeR: "1", TiR: "2" },
  sourceEn:
    "Illustrative mass of the demonstration; the factor is the signed record of its supplier. Not a maker's data.",
  sourceZh: "演示用示例质量；因子取自供应商签名的足迹记录。并非制造商数据。",
} as const;

/** The declaration the demonstration leaves in review: lighter brackets, so the bill of materials changed. */
export const submittedDraft = {
  gtin: "09520000010010",
  code: "steel",
  changes: {
    amount: "36.5",
    sourceEn: "Illustrative mass of the demonstration after thinner brackets; not a maker's data.",
    sourceZh: "演示用示例质量（支架减薄之后）；并非制造商数据。",
  },
  note: "Thinner brackets from the new press: please look at the mass of steel.",
} as const;
