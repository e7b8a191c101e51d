import { parseExact } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { areComparable, convert, parseUnit } from "../quantity/unit.ts";
import type { Bilingual } from "./catalogue.ts";

/** A unit of the catalogue: how a page writes it, and other units of the same kind that a spreadsheet may hold. */
interface AttributeUnit {
  readonly title: Bilingual;
  /** Spelling, after the compatibility form of Unicode, to its size in this unit. */
  readonly others: Readonly<Record<string, string>>;
}

const same = (text: string): Bilingual => ({ en: text, zh: text });

const units: Readonly<Record<string, AttributeUnit>> = {
  "%": { title: same("%"), others: { "‰": "0.1", percent: "1" } },
  V: { title: same("V"), others: { mV: "0.001", kV: "1000", 伏: "1", 伏特: "1", 毫伏: "0.001" } },
  Ah: { title: same("Ah"), others: { mAh: "0.001", kAh: "1000", A·h: "1", 安时: "1", 毫安时: "0.001" } },
  W: { title: same("W"), others: { mW: "0.001", kW: "1000", MW: "1000000", 瓦: "1", 千瓦: "1000" } },
  Ω: {
    title: same("Ω"),
    others: { mΩ: "0.001", μΩ: "0.000001", ohm: "1", mohm: "0.001", 欧: "1", 欧姆: "1", 毫欧: "0.001" },
  },
  "°C": { title: same("°C"), others: { C: "1", degC: "1", 度: "1", 摄氏度: "1" } },
  s: { title: { en: "s", zh: "秒" }, others: { min: "60", h: "3600", 秒: "1", 分钟: "60" } },
  min: {
    title: { en: "min", zh: "分钟" },
    others: { h: "60", minutes: "1", hours: "60", 分: "1", 分钟: "1", 小时: "60" },
  },
  cycles: { title: { en: "cycles", zh: "次循环" }, others: { cycle: "1", 次: "1", 次循环: "1" } },
  count: { title: { en: "times", zh: "次" }, others: { events: "1", times: "1", 次: "1" } },
  "%/month": {
    title: { en: "% per month", zh: "%/月" },
    others: { "% per month": "1", "%/月": "1", "%": "1" },
  },
  "W/Wh": { title: same("W/Wh"), others: { "kW/kWh": "1", "1/h": "1" } },
  "A/Ah": { title: same("A/Ah"), others: { C: "1", "1/h": "1" } },
  mm: {
    title: { en: "mm", zh: "毫米" },
    others: { cm: "10", m: "1000", 毫米: "1", 厘米: "10", 米: "1000" },
  },
  kg: { title: same("kg"), others: {} },
  kWh: { title: same("kWh"), others: {} },
  "kgCO2e/kWh": { title: { en: "kg CO₂e/kWh", zh: "kg CO₂e/kWh" }, others: {} },
  tCO2e: { title: { en: "t CO₂e", zh: "t CO₂e" }, others: {} },
  month: { title: { en: "months", zh: "个月" }, others: { months: "1", 月: "1" } },
  year: { title: { en: "years", zh: "年" }, others: { years: "1" } },
};

/** How a page writes a unit of the catalogue; undefined for one the catalogue cannot use. */
export function unitTitle(unit: string): Bilingual | undefined {
  return Object.hasOwn(units, unit) ? units[unit]?.title : undefined;
}

/** A number in front of a unit, and how large one of it is in the unit asked for. */
interface SplitText {
  readonly number: string;
  readonly size: Exact;
}

/**
 * Takes the unit off the end of a text when it is `unit` itself or another spelling or size of it. Null when none stands
 * there, which is for the reader of plain numbers to judge.
 *
 * @example `5 kW` is 5 of size 1000 for the unit W.
 */
export function splitUnit(text: string, unit: string): SplitText | null {
  const normal = text.normalize("NFKC").trim();
  const entry = Object.hasOwn(units, unit) ? units[unit] : undefined;
  const spellings = Object.entries({ ...entry?.others, [unit.normalize("NFKC")]: "1" });
  for (const [spelling, size] of spellings.toSorted(([a], [b]) => b.length - a.length)) {
    const number = normal.slice(0, -spelling.length);
    // `kg` is no gram with a `k` in front; 万 and 亿 belong to the number.
    if (!normal.endsWith(spelling) || /(?![万亿])\p{L}\s*$|[/%‰]\s*$/u.test(number)) continue;
    const exact = parseExact(size);
    if (exact !== null) return { number, size: exact };
  }
  return null;
}

/** A value of one unit in another that the calculation knows too; null when the two measure different things. */
export function inUnit(value: Exact, from: string, to: string): Exact | null {
  const [written, wanted] = [parseUnit(from), parseUnit(to)];
  if (written === null || wanted === null || !areComparable(written, wanted)) return null;
  return convert(value, written, wanted);
}
