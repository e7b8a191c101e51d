/** Words that a battery report has no reason to hold, and slips that many reports share. Compiled 2026-11-20. */
export const wordListsVersion = "2026-11-20";

/** Products of other sectors. A word that batteries are also made of or used in is not listed. */
export const foreignSectors: readonly { readonly en: string; readonly zh: string; readonly words: RegExp }[] =
  [
    {
      en: "food and farming",
      zh: "食品与农业",
      words:
        /chicken|poultry|pork|beef\b|sausage|dairy|yoghurt|\bmilk\b|\brice\b|wheat|fertili[sz]er|beverage|鸡|鸭|猪肉|牛肉|香肠|乳制品|牛奶|大米|小麦|饲料|化肥|饮料|白酒|茶叶|水果|蔬菜/i,
    },
    {
      en: "textiles and clothing",
      zh: "纺织与服装",
      words: /garment|t-shirt|\byarn\b|\bdenim\b|footwear|服装|纱线|面料|鞋|羽绒/i,
    },
    {
      en: "building materials",
      zh: "建筑材料",
      words:
        /\bconcrete\b(?! (data|values?|figures?|numbers?|examples?|steps?|measures?|evidence|plans?|terms))|\bclinker\b|\bbricks?\b|floor tile|plasterboard|混凝土|熟料|砖|瓷砖|石膏板|砌块/i,
    },
    {
      en: "furniture, paper and household goods",
      zh: "家具、造纸与日用品",
      words: /furniture|mattress|toilet paper|detergent|cosmetic|家具|床垫|卫生纸|洗衣|化妆品/i,
    },
  ];

export interface TextSlip {
  readonly words: RegExp;
  readonly en: string;
  readonly zh: string;
  readonly instead: { readonly en: string; readonly zh: string };
}

/** Broken or senseless text. */
export const textSlips: readonly TextSlip[] = [
  {
    words: /缺失值/,
    en: "“missing value” where a default value is meant",
    zh: "应为“缺省值”之处写作“缺失值”",
    instead: { en: "write “default value” (缺省值)", zh: "改为“缺省值”" },
  },
  {
    words: /\b[IVXLC]+\s*[%％]/,
    en: "a percentage in Roman numerals, which nobody can read as a threshold",
    zh: "百分数以罗马数字书写，无法作为阈值理解",
    instead: {
      en: "print the threshold as a number with its comparison sign",
      zh: "以数字和比较符号写明阈值",
    },
  },
  {
    words: /\uFFFD|\?{4,}|锟斤拷/,
    en: "characters that were lost in conversion",
    zh: "转换中丢失的字符（乱码）",
    instead: { en: "restore the text", zh: "恢复原文" },
  },
  {
    words:
      /#(REF|DIV\/0|VALUE|NAME\?|N\/A)!?|Error! (Reference|Bookmark)|错误[!！]\s*未(找到引用源|定义书签)/i,
    en: "an error message of a word processor or spreadsheet in place of text",
    zh: "文字处理软件或电子表格的错误提示留在正文中",
    instead: { en: "repair the reference and print the value", zh: "修复引用并写出数值" },
  },
  {
    words: /lorem ipsum|\bXX+\s*(公司|company)|（此处填写|\[insert /i,
    en: "a placeholder that was never filled in",
    zh: "未填写的占位文字",
    instead: { en: "fill it in or remove it", zh: "补全或删除" },
  },
  {
    words: /聚乙烯\s*[（(]\s*PET|polyethylene\s*\(PET\)/i,
    en: "PET named as polyethylene",
    zh: "将PET写作聚乙烯",
    instead: {
      en: "PET is polyethylene terephthalate; polyethylene is PE",
      zh: "PET为聚对苯二甲酸乙二醇酯，聚乙烯为PE",
    },
  },
];

/**
 * Bought or promised savings: never part of a footprint. Before the number of a version “ver.” is short for another word.
 * Source: ISO 14067:2018, 6.3.4.1 (offsetting excluded).
 */
export const offsetWords =
  /offset|carbon credit|\bccer\b|\bvcus?\b|\bvers?\b(?!\.?\s*\d{1,3}(?:\D|$))|emission reduction certificate|compensat|抵消|碳信用|碳汇|减排量/i;

/** Certificates of origin for electricity. */
export const certificateWords =
  /green certificate|guarantees? of origin|\bi-?recs?\b|\bgec\b|renewable energy certificate|绿证|绿色电力证书|green power certificate/i;

/** Statements of a whole product without footprint, which no sum carries. */
export const neutralityWords =
  /(carbon|climate|co2)[- ]?neutral|net[- ]?zero|zero[- ]carbon|climate[- ]positive|carbon[- ]free|碳中和|零碳|净零/i;

export const economicKeys = /econom|value|revenue|price|turnover|经济|产值|价值|收入|价格/i;
export const physicalKeys =
  /physic|mass|weight|energy content|volume|area|piece|物理|质量|重量|体积|面积|能量|数量/i;
