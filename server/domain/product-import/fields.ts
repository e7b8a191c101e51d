import { splitUnit, unitTitle } from "../catalogue/attribute-unit.ts";
import type { HeadingFields, NamedField } from "../import/heading.ts";
import { readUnitText } from "../import/unit-cell.ts";
import { folded } from "../import/word-cell.ts";
import type { ProductColumn } from "./column.ts";
import { findColumn, headingOf } from "./column.ts";

/**
 * What the headings of a file may mean: the name of a data point, its title in either language with or without its unit
 * or with another one of the same kind, or both languages with a stroke between them.
 */
export function productFields(columns: readonly ProductColumn[]): HeadingFields {
  const names = namesOf(columns);
  const named = (text: string): NamedField | null => {
    const column = findColumn(columns, text.trim());
    if (column !== undefined) return { id: column.id, rank: 0, unit: null };
    const found = names.get(folded(text));
    return found === undefined ? null : { id: found.column.id, rank: found.rank, unit: null };
  };
  const withUnit = (text: string): NamedField | null => {
    const [, front = "", unit = ""] = /^(.*?)\s*[([]([^()[\]]+)[)\]]\s*\*?$/s.exec(text) ?? [];
    const found = named(front);
    const column = found === null ? undefined : findColumn(columns, found.id);
    // A bracket that is no unit of this number could be one we do not know: a person says what the column is.
    return found !== null && column !== undefined && isUnitOf(column, unit) ? { ...found, unit } : null;
  };
  const one = (text: string) => named(text) ?? withUnit(text);
  return {
    recognise: (heading) => {
      const text = heading.normalize("NFKC").trim();
      if (text === "") return null;
      const halves = text.split(/[/|\n]/).filter((half) => half.trim() !== "");
      const whole = one(text);
      if (whole !== null || halves.length < 2) return whole;
      return halves.map(one).find((half) => half !== null) ?? null;
    },
    has: (id) => findColumn(columns, id) !== undefined,
  };
}

function namesOf(
  columns: readonly ProductColumn[],
): ReadonlyMap<string, { readonly column: ProductColumn; readonly rank: number }> {
  const names = new Map<string, { readonly column: ProductColumn; readonly rank: number }>();
  const add = (text: string, column: ProductColumn, rank: number) => {
    const name = folded(text.normalize("NFKC"));
    if ((names.get(name)?.rank ?? Infinity) > rank) names.set(name, { column, rank });
  };
  for (const column of columns) {
    for (const language of ["en", "zh"] as const) {
      add(column.title[language], column, 0);
      add(headingOf(column, language), column, 0);
    }
    for (const word of otherNames[column.id] ?? []) add(word, column, 1);
  }
  return names;
}

/** Words that people and their programs write where a template has a longer title. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  modelCode: [
    ...["Model number", "Model", "Battery model identifier", "batteryModelIdentifier"],
    ...["型号编号", "电池型号", "型号"],
  ],
  category: ["Battery category", "batteryCategory", "电池类别"],
  batterySerialNumber: ["Serial", "Serial number", "Serial no", "SN", "序列号", "电池序列号", "编号"],
  batteryBatchNumber: ["Batch", "Batch number", "Lot", "批次", "批次号", "批号"],
  manufacturingDate: [
    ...["Manufactured", "Manufacturing date", "Date of manufacture", "Month of manufacture"],
    ...["Production date", "生产日期", "制造日期"],
  ],
  placedOnMarketDate: ["Placed on the market", "投放市场日期", "上市日期"],
  model: ["Model code", "Model number", "型号代码", "电池型号"],
  name: ["Name", "Model name", "Product name", "名称", "产品名称"],
  typeDesignation: ["Type", "型式"],
  plant: ["Factory", "Facility", "Site", "生产工厂", "厂区"],
  batteryMass: ["Mass", "Weight", "质量", "重量"],
  ratedCapacity: ["Rated capacity", "Capacity", "额定容量", "容量"],
  nominalVoltage: ["Nominal voltage", "Voltage", "额定电压", "标称电压"],
  batteryChemistry: ["Chemistry", "Battery chemistry", "Cell chemistry", "化学体系", "化学类型"],
  ratedEnergyKwh: ["Energy", "Nominal energy", "标称能量"],
  chineseCode: ["GB/T 34014", "Traction battery code", "电池编码", "动力电池编码"],
};

function isUnitOf({ unit, form }: ProductColumn, text: string): boolean {
  if (unit === null || form.kind !== "scalar") return false;
  if (unitTitle(unit)?.en === text || unitTitle(unit)?.zh === text) return true;
  return splitUnit(`1 ${text}`, unit) !== null || readUnitText(text) !== null;
}
