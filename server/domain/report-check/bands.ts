import type { Words } from "./finding.ts";

/**
 * Ranges that figures of battery reports usually lie in: outside is a reason to look, below half the lower or above twice
 * the upper end a reason to doubt. Compiled 2026-11-20 from the drafting notes of the MEE draft (March 2025), the UN
 * Global Compact white paper on power batteries (2023) and, where marked, general knowledge of the field.
 */
export const bandsVersion = "2026-11-20";

export interface Band {
  readonly id: string;
  readonly en: string;
  readonly zh: string;
  /** Looked for in the words of a row or factor. */
  readonly words: RegExp;
  /** Never when one of these stands there too. */
  readonly unless?: RegExp;
  readonly low: string;
  readonly high: string;
  readonly unit: string;
  readonly source: Words;
}

/** Emission factors by what they are for; `unit` also says of which dimension a factor must be to be compared. */
export const factorBands: readonly Band[] = [
  {
    id: "cathode-lfp",
    en: "LFP cathode material",
    zh: "磷酸铁锂正极材料",
    words: /\blfp\b|lithium iron phosphate|磷酸铁锂|铁锂/,
    unless: /recycl|再生|回收|cell|电芯|pack|电池包/,
    low: "7",
    high: "9",
    unit: "kgCO2e/kg",
    source: {
      en: "MEE draft, notes 5.4.6.3; white paper 4.2.1",
      zh: "MEE征求意见稿编制说明5.4.6.3；白皮书4.2.1",
    },
  },
  {
    id: "cathode-ncm",
    en: "NCM cathode material",
    zh: "三元正极材料",
    words: /\bn[cm][mc]\d{0,3}\b|nickel cobalt manganese|镍钴锰|三元/,
    unless: /recycl|再生|回收|precursor|前驱体|cell|电芯|pack|电池包/,
    low: "20",
    high: "31",
    unit: "kgCO2e/kg",
    source: {
      en: "MEE draft, notes 5.4.6.3; white paper 4.2.1",
      zh: "MEE征求意见稿编制说明5.4.6.3；白皮书4.2.1",
    },
  },
  {
    id: "graphite",
    en: "synthetic graphite",
    zh: "人造石墨",
    words: /graphite|石墨/,
    unless: /natural|天然|recycl|再生|graphene|石墨烯/,
    low: "5",
    high: "7",
    unit: "kgCO2e/kg",
    source: { en: "white paper 4.2.2, fig. 14", zh: "白皮书4.2.2，图14" },
  },
  {
    id: "lithium-carbonate",
    en: "lithium carbonate",
    zh: "碳酸锂",
    words: /lithium carbonate|li2co3|碳酸锂/,
    low: "2",
    high: "30",
    unit: "kgCO2e/kg",
    source: { en: "general knowledge of the field", zh: "行业一般认知" },
  },
  {
    id: "recycling",
    en: "recycling process, per kWh of battery",
    zh: "回收工艺（每千瓦时电池）",
    words: /recycling|回收处理|湿法|火法/,
    unless: /content|credit|抵扣/,
    low: "2.7",
    high: "5.2",
    unit: "kgCO2e/kWh",
    source: { en: "white paper 5.4.2, fig. 23", zh: "白皮书5.4.2，图23" },
  },
  {
    id: "road",
    en: "road freight",
    zh: "公路运输",
    words: /road|truck|lorry|公路|汽运|卡车/,
    low: "0.05",
    high: "0.4",
    unit: "kgCO2e/tkm",
    source: { en: "MEE draft, notes table 5-2, both columns", zh: "MEE征求意见稿编制说明表5-2（两列）" },
  },
  {
    id: "rail",
    en: "rail freight",
    zh: "铁路运输",
    words: /\brail|train|铁路/,
    low: "0.003",
    high: "0.05",
    unit: "kgCO2e/tkm",
    source: { en: "MEE draft, notes table 5-2, both columns", zh: "MEE征求意见稿编制说明表5-2（两列）" },
  },
  {
    id: "water",
    en: "water freight",
    zh: "水路运输",
    words: /\bsea\b|\bwater|ship|barge|vessel|ocean|水路|海运|船/,
    low: "0.003",
    high: "0.03",
    unit: "kgCO2e/tkm",
    source: { en: "MEE draft, notes table 5-2, both columns", zh: "MEE征求意见稿编制说明表5-2（两列）" },
  },
  {
    id: "air",
    en: "air freight",
    zh: "航空运输",
    words: /\bair\b|plane|aviation|航空|空运/,
    low: "0.5",
    high: "1.6",
    unit: "kgCO2e/tkm",
    source: { en: "MEE draft, notes table 5-2, both columns", zh: "MEE征求意见稿编制说明表5-2（两列）" },
  },
  {
    id: "freight",
    en: "freight of any mode",
    zh: "各种方式的货运",
    words: /(?:)/,
    low: "0.003",
    high: "1.6",
    unit: "kgCO2e/tkm",
    source: { en: "MEE draft, notes table 5-2, both columns", zh: "MEE征求意见稿编制说明表5-2（两列）" },
  },
];

export interface GridBand {
  /** ISO 3166 countries; empty for one that is not in the table. */
  readonly countries: readonly string[];
  readonly low: string;
  readonly high: string;
  readonly source: Words;
}

const unionCountries =
  "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE EU".split(" ");

/** The name of a union of countries is no country: its band is that of the mean. */
export const unions: readonly string[] = ["EU"];

/** Average electricity of a grid in kgCO2e/kWh. Source: white paper 5.1; Chinese footprint factors of 2023 and 2024. */
export const gridBands: readonly GridBand[] = [
  { countries: unionCountries, low: "0.2", high: "0.5", source: { en: "white paper 5.1", zh: "白皮书5.1" } },
  { countries: ["US"], low: "0.4", high: "0.8", source: { en: "white paper 5.1", zh: "白皮书5.1" } },
  {
    countries: ["CN", "JP", "KR"],
    low: "0.4",
    high: "1.2",
    source: { en: "white paper 5.1", zh: "白皮书5.1" },
  },
];

/** For a country that is in no row above, or not stated. */
export const anyGrid: GridBand = {
  countries: [],
  low: "0.2",
  high: "1.2",
  source: { en: "white paper 5.1, all regions", zh: "白皮书5.1（各地区）" },
};

/**
 * Provinces of China that live of hydropower; the other ones are compared with the band of China. Source: Ministry of
 * Ecology and Environment, average carbon dioxide factors of electricity by province, 2022 (0.11 to 0.16 kgCO2/kWh).
 */
export const waterProvinces: readonly string[] = ["CN-YN", "CN-SC", "CN-QH"];

/**
 * kgCO2e/kWh below which no country's or province's average electricity lies, whatever it is made of. The bands above are
 * means of regions; France and Sweden, Norway, and the hydropower provinces of China lie below them by right, so down to
 * here a low factor of one country is a hint and no error. Here the report checker departs from its table of bands, which
 * reads "below half the lower end: error" for every grid.
 *
 * Source: UNECE, Carbon Neutrality in the UNECE Region: Integrated Life-cycle Assessment of Electricity Sources (2022): the
 * technology with the least, nuclear, emits 5.1 to 6.4 gCO2e/kWh over its life cycle, hydropower 6 and more.
 */
export const lowestGrid = "0.005";

/** Electricity of other models than the grid's average may come near zero, and is not compared. */
export const electricityWords = /electric|\bpower\b|grid|电力|用电|外购电|电网|电能/;
export const otherThanElectricity = /green|renew|solar|wind|photovoltaic|hydro|绿电|光伏|风电|水电/;

export interface ResultBand {
  readonly id: string;
  readonly en: string;
  readonly zh: string;
  readonly low: string;
  readonly high: string;
  readonly unit: string;
  /** A mean that the source prints, in the same unit. */
  readonly mean: string | null;
  readonly source: Words;
}

/** Results for each kWh of capacity, cradle to gate, by what is known of the battery. */
export const capacityBands = {
  lfpCell: {
    id: "lfp-cell",
    en: "LFP cells, for each kWh of capacity",
    zh: "磷酸铁锂电芯（每千瓦时容量）",
    low: "28",
    high: "60",
    unit: "kgCO2e/kWh",
    mean: "60",
    source: { en: "white paper 5.3, fig. 17", zh: "白皮书5.3，图17" },
  },
  lfp: {
    id: "lfp",
    en: "LFP batteries, for each kWh of capacity",
    zh: "磷酸铁锂电池（每千瓦时容量）",
    low: "34",
    high: "100",
    unit: "kgCO2e/kWh",
    mean: "83.5",
    source: {
      en: "white paper table 4 and 4.1.1; MEE draft, notes 2.1",
      zh: "白皮书表4、4.1.1；MEE征求意见稿编制说明2.1",
    },
  },
  ncm: {
    id: "ncm",
    en: "NCM batteries, for each kWh of capacity",
    zh: "三元电池（每千瓦时容量）",
    low: "55",
    high: "120",
    unit: "kgCO2e/kWh",
    mean: "83.5",
    source: {
      en: "white paper table 4 and 4.1.2; MEE draft, notes 2.1",
      zh: "白皮书表4、4.1.2；MEE征求意见稿编制说明2.1",
    },
  },
  solid: {
    id: "solid-state",
    en: "solid-state batteries from laboratories, for each kWh of capacity",
    zh: "实验室固态电池（每千瓦时容量）",
    low: "150",
    high: "200",
    unit: "kgCO2e/kWh",
    mean: null,
    source: { en: "white paper 4.1.2, fig. 10", zh: "白皮书4.1.2，图10" },
  },
  any: {
    id: "battery",
    en: "batteries, for each kWh of capacity",
    zh: "动力电池（每千瓦时容量）",
    low: "34",
    high: "120",
    unit: "kgCO2e/kWh",
    mean: "83.5",
    source: {
      en: "white paper table 4 and 4.1.2; MEE draft, notes 2.1",
      zh: "白皮书表4、4.1.2；MEE征求意见稿编制说明2.1",
    },
  },
} as const satisfies Readonly<Record<string, ResultBand>>;

/** For each kWh over the service life of a passenger car's battery (60 cycles a year, 8 years). */
export const lifetimeBand: ResultBand = {
  id: "lifetime",
  en: "batteries of passenger cars, for each kWh delivered over the service life",
  zh: "乘用车动力电池（全寿命期每千瓦时）",
  low: "0.10",
  high: "0.25",
  unit: "kgCO2e/kWh",
  mean: null,
  source: {
    en: "MEE draft, notes 5.5; a published CFB-EV example",
    zh: "MEE征求意见稿编制说明5.5；已发布的CFB-EV算例",
  },
};

/** Products other than batteries. */
export const productBands: readonly (ResultBand & {
  readonly words: RegExp;
  readonly rawMaterials: RegExp;
})[] = [
  {
    id: "lithium-carbonate",
    en: "lithium carbonate",
    zh: "碳酸锂",
    words: /lithium carbonate|li2co3|碳酸锂/,
    // A lithium salt is what is made of these.
    rawMaterials: /lepidolite|spodumene|lithium (ore|brine)|锂云母|锂辉石|盐湖卤水/,
    low: "2",
    high: "30",
    unit: "kgCO2e/kg",
    mean: null,
    source: { en: "general knowledge of the field", zh: "行业一般认知" },
  },
];

/** Electricity to make cells, kWh for each kWh of capacity. Source: general knowledge of the field. */
export const cellElectricityBand = {
  low: "15",
  high: "80",
  unit: "kWh/kWh",
  source: { en: "general knowledge of the field", zh: "行业一般认知" },
};

/**
 * Usual shares of the stages of a battery, 0..1. Less than nothing is a credit and not judged; distribution has no lower
 * end. Source: white paper 4.1.2; MEE draft, notes 5.5.
 */
export const shareBands = {
  raw_materials: { low: "0.7", high: "0.9" },
  production: { low: "0.1", high: "0.3" },
  distribution: { low: "0", high: "0.05" },
} as const;
