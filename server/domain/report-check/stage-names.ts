/** The five stages that every boundary is made of; what a method calls its stages is put into these. */
export const mainStages = ["raw_materials", "production", "distribution", "use", "end_of_life"] as const;
export type MainStage = (typeof mainStages)[number];

interface StageMeaning {
  readonly mains: readonly MainStage[];
  /** True for a part of a stage, such as inbound transport: it does not stand for the whole stage. */
  readonly part?: true;
}

/** What stage names of reports mean. Sources: Regulation (EU) 2023/1542, Annex II; MEE draft eq. (1) to (3); ISO 14067. */
const meanings: ReadonlyMap<string, StageMeaning> = new Map<string, StageMeaning>([
  ["raw_materials", { mains: ["raw_materials"] }],
  ["raw_material", { mains: ["raw_materials"] }],
  ["raw_material_acquisition", { mains: ["raw_materials"] }],
  ["raw_material_extraction", { mains: ["raw_materials"] }],
  ["materials", { mains: ["raw_materials"] }],
  ["upstream", { mains: ["raw_materials"] }],
  ["raw_materials_and_parts", { mains: ["raw_materials"] }],
  ["raw_materials_and_eol", { mains: ["raw_materials", "end_of_life"] }],
  ["parts", { mains: ["raw_materials"], part: true }],
  ["inbound_transport", { mains: ["raw_materials"], part: true }],
  ["raw_material_transport", { mains: ["raw_materials"], part: true }],
  ["production", { mains: ["production"] }],
  ["main_production", { mains: ["production"] }],
  ["manufacturing", { mains: ["production"] }],
  ["assembly", { mains: ["production"], part: true }],
  ["energy", { mains: ["production"], part: true }],
  ["packaging", { mains: ["production"], part: true }],
  ["distribution", { mains: ["distribution"] }],
  ["outbound_transport", { mains: ["distribution"] }],
  ["product_transport", { mains: ["distribution"] }],
  ["delivery", { mains: ["distribution"] }],
  ["use", { mains: ["use"] }],
  ["use_phase", { mains: ["use"] }],
  ["end_of_life", { mains: ["end_of_life"] }],
  ["eol", { mains: ["end_of_life"] }],
  ["recycling", { mains: ["end_of_life"] }],
  ["disposal", { mains: ["end_of_life"] }],
  ["原材料获取", { mains: ["raw_materials"] }],
  ["原材料", { mains: ["raw_materials"] }],
  ["零部件加工", { mains: ["raw_materials"], part: true }],
  ["原材料获取及零部件加工", { mains: ["raw_materials"] }],
  ["原材料运输", { mains: ["raw_materials"], part: true }],
  ["生产", { mains: ["production"] }],
  ["产品生产", { mains: ["production"] }],
  ["电池生产", { mains: ["production"] }],
  ["能源", { mains: ["production"], part: true }],
  ["包装", { mains: ["production"], part: true }],
  ["产品包装", { mains: ["production"], part: true }],
  ["分销", { mains: ["distribution"] }],
  ["产品分销", { mains: ["distribution"] }],
  ["产品运输", { mains: ["distribution"] }],
  ["使用", { mains: ["use"] }],
  ["生命末期", { mains: ["end_of_life"] }],
  ["回收", { mains: ["end_of_life"] }],
  ["回收利用", { mains: ["end_of_life"] }],
]);

/** Terms of a boundary formula that stand for something saved elsewhere, and so for a credit. */
const credit = /heat_use|exported|export|waste_heat|surplus|avoided|substitut|credit|余热|外供|输出热/;

/** What one name in a list of stages or a boundary formula says. */
export interface NamedStage {
  readonly name: string;
  readonly mains: readonly MainStage[];
  /** Names the whole stage, not a part of it. */
  readonly whole: boolean;
  readonly credit: boolean;
  /** Written with a minus sign: something is taken off. */
  readonly subtracted: boolean;
}

/** Reads a stage name; one that nobody knows belongs to no main stage. */
export function readStage(text: string): NamedStage {
  const written = text.normalize("NFKC").trim();
  const name = stageKey(written.replace(/^[-−]\s*/, ""));
  const meaning = meanings.get(name);
  return {
    name,
    mains: meaning?.mains ?? [],
    whole: meaning !== undefined && meaning.part !== true,
    credit: meaning === undefined && credit.test(name),
    subtracted: /^[-−]/.test(written),
  };
}

/** A stage name as it is compared: lower case, words joined by an underscore. */
export function stageKey(text: string): string {
  return text
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}

/** What a boundary type asks for and allows. The use stage is left out by the battery methods, so none demands it. */
export interface BoundaryType {
  readonly name: string;
  readonly required: readonly MainStage[];
  readonly allowed: readonly MainStage[];
}

/** Sources: PAS 2050:2011 3.13 and 3.14; ISO 14067:2018 3.1.1.2; MEE draft 5.4.6 (partial and full life cycle). */
const boundaryTypes: readonly (readonly [written: RegExp, BoundaryType])[] = [
  [
    /gate[- ]to[- ]gate|大门到大门/i,
    { name: "gate-to-gate", required: ["production"], allowed: ["production"] },
  ],
  [
    /cradle[- ]to[- ]gate|摇篮到大门/i,
    {
      name: "cradle-to-gate",
      required: ["raw_materials", "production"],
      allowed: ["raw_materials", "production"],
    },
  ],
  [
    /cradle[- ]to[- ]customer|摇篮到客户/i,
    {
      name: "cradle-to-customer",
      required: ["raw_materials", "production", "distribution"],
      allowed: ["raw_materials", "production", "distribution"],
    },
  ],
  [
    /cradle[- ]to[- ](grave|cradle)|摇篮到坟墓/i,
    {
      name: "cradle-to-grave",
      required: ["raw_materials", "production", "distribution", "end_of_life"],
      allowed: mainStages,
    },
  ],
  [
    /partial|部分/i,
    {
      name: "partial",
      required: ["raw_materials", "production"],
      allowed: ["raw_materials", "production", "distribution"],
    },
  ],
  [
    /full|全生命/i,
    {
      name: "full",
      required: ["raw_materials", "production", "end_of_life"],
      allowed: ["raw_materials", "production", "distribution", "end_of_life"],
    },
  ],
];

/** The boundary type that a report names; null for one that is not known. */
export function readBoundaryType(text: string): BoundaryType | null {
  return boundaryTypes.find(([written]) => written.test(text))?.[1] ?? null;
}
