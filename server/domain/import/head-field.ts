/** How the content of a member of the head is read. */
type HeadCell = "text" | "words" | "day" | "decimal" | "unit" | "flag" | "rounding" | "dqrScheme";

/** One member of the head of an inventory, as a row of its sheet. */
export interface HeadField {
  /** Path into the head, for example `energy.usableCapacity.value`. */
  readonly id: string;
  readonly cell: HeadCell;
  readonly en: string;
  readonly zh: string;
}

const field = (id: string, cell: HeadCell, en: string, zh: string): HeadField => ({ id, cell, en, zh });

const quantity = (id: string, en: string, zh: string): readonly HeadField[] => [
  field(`${id}.value`, "decimal", en, zh),
  field(`${id}.unit`, "unit", `${en}: unit`, `${zh}（单位）`),
];

/** Every member of the head but the list of exclusions, in the order of an export. */
export const headFields: readonly HeadField[] = [
  field("title", "text", "Title", "标题"),
  field("method", "text", "Method", "方法"),
  field("methodVersion", "text", "Version of the method", "方法版本"),
  field("gwpSet", "text", "GWP set", "GWP-100 值"),
  field("periodStart", "day", "First day", "数据起始日"),
  field("periodEnd", "day", "Last day", "数据截止日"),
  ...quantity("energy.usableCapacity", "Usable capacity", "可用容量"),
  field("energy.vehicleCategory", "text", "Vehicle category", "车辆类别"),
  ...quantity("energy.fecPerYear", "Full cycles per year, maker's value", "年等效全循环次数（制造商值）"),
  ...quantity("energy.warrantyYears", "Warranty, time", "质保年限"),
  ...quantity("energy.warrantyKm", "Warranty, distance", "质保里程"),
  field("energy.kmPerYear", "decimal", "Distance per year (km)", "年行驶里程（km）"),
  ...quantity("energy.output", "Declared output as denominator", "作为分母的声明产出"),
  field("parameters.A", "decimal", "Allocation factor A", "分配系数 A"),
  field("parameters.allowMixedGwp", "flag", "Factors of other GWP sets allowed", "允许混用 GWP-100 值"),
  field("parameters.cutoff", "flag", "Cut-off rule applied", "应用截断规则"),
  field("parameters.cutoff.threshold", "decimal", "Cut-off threshold", "截断阈值"),
  field("parameters.cutoff.cumulativeLimit", "decimal", "Cut-off limit in all", "累计截断上限"),
  field("parameters.cutoff.auto", "flag", "Cut off by itself below the threshold", "低于阈值自动截断"),
  ...quantity("parameters.productEol", "End of life of the whole product", "整个产品的寿命终止"),
  field("parameters.rounding", "rounding", "Rounding of declared figures", "声明数值的修约方式"),
  field("parameters.dqrScheme", "dqrScheme", "Scheme of data quality", "数据质量评级方案"),
  ...quantity("parameters.output", "Declared output beside the total energy", "总能量之外的声明产出"),
  field("study.goal", "words", "Study: goal", "研究：目的"),
  field("study.functionalUnit", "words", "Study: functional unit", "研究：功能单位"),
  field("study.allocation", "words", "Study: allocation", "研究：分配"),
  field("study.electricity", "words", "Study: electricity", "研究：电力"),
  field("study.limitations", "words", "Study: limitations", "研究：局限性"),
  field("study.author", "words", "Study: author", "研究：编制人"),
  field("study.verifier", "words", "Study: verifier", "研究：核查人"),
];

const byId: ReadonlyMap<string, HeadField> = new Map(headFields.map((one) => [one.id, one]));

/** A member of the head by its path, the ones of the list of exclusions (from 0) among them; null for anything else. */
export function findHeadField(id: string): HeadField | null {
  const [, at, part] = /^study\.exclusions\.(0|[1-9]\d?)\.(what|reason)$/.exec(id) ?? [];
  if (at === undefined) return byId.get(id) ?? null;
  const number = Number(at) + 1;
  return part === "what"
    ? field(id, "words", `Study: exclusion ${number}`, `研究：排除项 ${number}`)
    : field(id, "words", `Study: exclusion ${number}, reason`, `研究：排除项 ${number} 的理由`);
}

/** Words that a cell of a fixed list may hold. */
export const headWords = { rounding: ["half_up", "half_even"], dqrScheme: ["three", "pef4"] } as const;
