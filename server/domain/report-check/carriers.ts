/** Carriers of energy by the words that reports use for them. */
const carrierWords: readonly (readonly [carrier: string, words: RegExp])[] = [
  ["electricity", /electricity|grid power|purchased power|电力|用电|外购电/],
  ["natural gas", /natural[ _-]?gas|天然气/],
  ["steam", /steam|蒸汽/],
  ["diesel", /diesel|柴油/],
  ["petrol", /petrol|gasoline|汽油/],
  ["coal", /\bcoal\b|煤/],
  ["fuel oil", /fuel oil|heavy oil|燃料油|重油/],
  ["LPG", /\blpg\b|liquefied petroleum|液化石油气/],
  ["LNG", /\blng\b|液化天然气/],
  ["heat", /district heat|purchased heat|热力/],
  ["hydrogen", /\bhydrogen\b|氢气/],
];

/** Carriers named in a text. */
export function carriersIn(text: string): readonly string[] {
  const plain = text.normalize("NFKC").toLowerCase();
  return carrierWords.flatMap(([carrier, words]) => (words.test(plain) ? [carrier] : []));
}

/** Carriers named in a list; words that name none that is known stand for themselves. */
export function carriersOf(text: string): readonly string[] {
  const known = carriersIn(text);
  if (known.length > 0) return known;
  return text
    .normalize("NFKC")
    .toLowerCase()
    .split(/[,、;；和/]|\band\b/)
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

/** Rows that move goods. */
export const transportWords = /transport|freight|shipping|haulage|logistic|运输|物流/;

/** What a battery cell is made of; a complete inventory of one has a row for each group. */
export const cellInputs: readonly {
  readonly id: string;
  readonly en: string;
  readonly zh: string;
  readonly words: RegExp;
}[] = [
  {
    id: "cathode",
    en: "cathode material",
    zh: "正极材料",
    words:
      /cathode|正极|\blfp\b|\bn[cm][mc]\d{0,3}\b|\bnca\b|\blmo\b|\blco\b|iron phosphate|nickel cobalt|铁锂|三元|sodium/,
  },
  {
    id: "anode",
    en: "anode material",
    zh: "负极材料",
    words: /anode|负极|graphite|石墨|silicon|hard carbon|硬碳/,
  },
  { id: "electrolyte", en: "electrolyte", zh: "电解液", words: /electrolyte|电解/ },
  { id: "separator", en: "separator", zh: "隔膜", words: /separator|隔膜/ },
  {
    id: "foil",
    en: "current collectors (copper, aluminium)",
    zh: "集流体（铜箔、铝箔）",
    words: /foil|collector|copper|alumini?um|铜|铝|箔/,
  },
  {
    id: "housing",
    en: "can, lid and other parts of the housing",
    zh: "壳体、盖板",
    words: /\bcan\b|\blid\b|housing|casing|\bcase\b|shell|pouch|enclosure|壳|盖板|外壳|铝塑膜/,
  },
];
