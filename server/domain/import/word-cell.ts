/** A word of a fixed list: its identifier, how an export writes it, and what else people write. */
interface Word {
  readonly id: string;
  readonly en: string;
  readonly zh: string;
  readonly others: readonly string[];
}

const word = (id: string, en: string, zh: string, ...others: readonly string[]): Word => ({
  id,
  en,
  zh,
  others,
});

/** Fixed lists by kind of cell, in both languages. Stages are those of every method: each method sorts them its own way. */
export const wordLists = {
  kind: [
    word(
      "material",
      "Material",
      "材料",
      "原材料",
      "物料",
      "raw material",
      "materials",
      "part",
      "零部件",
      "原料",
      "辅料",
    ),
    word(
      "activity",
      "Activity",
      "活动",
      "process",
      "过程",
      "activities",
      "能源",
      "燃料",
      "fuel",
      "waste",
      "废弃物",
      "废物",
      "固废",
      "固体废物",
      "危废",
      "废水",
      "污水",
      "waste water",
      "waste treatment",
      "废弃物处理",
      "废物处理",
    ),
    word("electricity", "Electricity", "电力", "用电", "电", "power", "外购电力", "electric energy", "电能"),
    word("transport", "Transport", "运输", "transportation", "物流", "transport leg", "freight", "shipping"),
  ],
  dataKind: [
    word(
      "primary",
      "Primary",
      "初级",
      "初级数据",
      "primary data",
      "一手",
      "原始",
      "原始数据",
      "实测",
      "现场数据",
      "measured",
      "实景",
      "实景数据",
    ),
    word(
      "secondary",
      "Secondary",
      "次级",
      "次级数据",
      "secondary data",
      "二手",
      "背景数据",
      "database",
      "数据库",
      "文献",
      "literature",
      "default",
    ),
  ],
  electricityModel: [
    word(
      "direct",
      "Direct connection",
      "直供电力",
      "direct line",
      "directly connected",
      "直供",
      "直连",
      "直接连接",
      "专线",
    ),
    word(
      "national_average",
      "National average",
      "全国平均电力",
      "全国平均",
      "grid average",
      "national mix",
      "grid mix",
      "grid",
      "国家平均",
      "电网平均",
      "全国电网平均",
      "national average mix",
      "全国平均电力",
      "电网",
    ),
    word(
      "contract",
      "Contract",
      "合同电力",
      "合同",
      "supplier contract",
      "supply contract",
      "合同电力",
      "合同电力（购电凭证）",
      "ppa",
      "green power contract",
      "绿电合同",
      "购电协议",
      "绿电",
      "绿色电力",
    ),
    word("residual", "Residual mix", "剩余电力结构", "residual", "剩余组合", "残余组合", "剩余电力组合"),
    word(
      "internal",
      "Internal generation",
      "自发自用电力",
      "internal",
      "on-site",
      "onsite",
      "own generation",
      "自备电",
      "自产",
      "自发电",
      "自发自用",
    ),
  ],
  transportMode: [
    word("road", "Road", "公路", "truck", "lorry", "道路", "卡车", "货车", "汽运", "陆运", "汽车"),
    word("rail", "Rail", "铁路", "train", "railway", "火车", "铁运"),
    word("water", "Water", "水运", "ship", "sea", "ocean", "barge", "海运", "船运", "水路", "内河", "轮船"),
    word("air", "Air", "航空", "plane", "aircraft", "air freight", "空运", "飞机"),
  ],
  endOfLifeBasis: [
    word("per_kg", "Per kg", "每千克", "per kilogram", "kg", "每公斤"),
    word("absolute", "Absolute", "总量", "once", "total", "绝对值", "一次性"),
  ],
  distribution: [
    word("lognormal", "Lognormal", "对数正态", "log-normal", "对数正态分布"),
    word("normal", "Normal", "正态", "gaussian", "正态分布"),
    word("uniform", "Uniform", "均匀", "均匀分布"),
    word("triangular", "Triangular", "三角", "triangle", "三角分布"),
  ],
  stage: [
    word(
      "raw_materials",
      "Raw materials",
      "原材料获取",
      "raw material",
      "raw material acquisition",
      "materials",
      "原材料",
      "原料",
      "材料",
      "原材料阶段",
      "原材料获取和预处理",
      "RawMaterialExtraction",
    ),
    word(
      "raw_materials_and_parts",
      "Raw materials and parts",
      "原材料及零部件",
      "原材料和零部件",
      "原材料与零部件",
    ),
    word(
      "raw_materials_and_eol",
      "Raw materials and end of life",
      "原材料及生命末期",
      "原材料及寿命终止",
      "原材料和寿命终止",
    ),
    word("parts", "Parts", "零部件", "components", "部件", "零部件生产"),
    word(
      "production",
      "Production",
      "生产",
      "manufacturing",
      "making",
      "assembly",
      "制造",
      "生产制造",
      "生产阶段",
      "制造阶段",
      "MainProduction",
    ),
    word(
      "distribution",
      "Distribution",
      "分销",
      "delivery",
      "outbound transport",
      "配送",
      "运输",
      "产品运输",
      "分销阶段",
      "销售运输",
      "运输阶段",
    ),
    word(
      "end_of_life",
      "End of life",
      "生命末期",
      "eol",
      "recycling",
      "disposal",
      "回收",
      "报废",
      "回收利用",
      "寿命终止",
      "寿命终止阶段",
      "回收阶段",
    ),
  ],
  materialClass: [
    word("metal", "Metal", "金属", "metals"),
    word("other", "Other", "其他", "plastics", "塑料", "其它"),
  ],
  flag: [
    word("true", "Yes", "是", "y", "true", "1", "x", "√", "✓", "对", "有"),
    word("false", "No", "否", "n", "false", "0", "×", "无", "不"),
  ],
} as const satisfies Readonly<Record<string, readonly Word[]>>;

export type WordList = keyof typeof wordLists;

export const wordListNames: readonly WordList[] = [
  "kind",
  "stage",
  "dataKind",
  "electricityModel",
  "transportMode",
  "endOfLifeBasis",
  "distribution",
  "materialClass",
  "flag",
];

/** Comparable form of a word or heading: without case, width, spaces and signs. */
export function folded(text: string): string {
  const plain = text.normalize("NFKC").toLowerCase();
  const letters = plain.replace(/[\s_\-.:;,'"()[\]{}<>·/\\*]+/g, "");
  return letters === "" ? plain.trim() : letters;
}

/** The identifier a word stands for; null for one that is not in the list. */
export function findWord(list: WordList, text: string): string | null {
  return finders[list].get(folded(text)) ?? null;
}

/** How an export writes a word; the identifier itself where the list does not have it. */
export function writeWord(list: WordList, id: string, language: "en" | "zh"): string {
  return wordLists[list].find((entry) => entry.id === id)?.[language] ?? id;
}

const finderOf = (words: readonly Word[]): ReadonlyMap<string, string> =>
  new Map(
    words.flatMap(({ id, en, zh, others }) =>
      [id, en, zh, ...others].map((text) => [folded(text), id] as const),
    ),
  );

const finders: Readonly<Record<WordList, ReadonlyMap<string, string>>> = {
  kind: finderOf(wordLists.kind),
  stage: finderOf(wordLists.stage),
  dataKind: finderOf(wordLists.dataKind),
  electricityModel: finderOf(wordLists.electricityModel),
  transportMode: finderOf(wordLists.transportMode),
  endOfLifeBasis: finderOf(wordLists.endOfLifeBasis),
  materialClass: finderOf(wordLists.materialClass),
  distribution: finderOf(wordLists.distribution),
  flag: finderOf(wordLists.flag),
};
