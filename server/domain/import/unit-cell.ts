import { parseUnit } from "../quantity/unit.ts";

/** A unit as the calculation reads it, and whether it had to be read as another spelling. */
interface ReadUnit {
  readonly unit: string;
  readonly wasRead: boolean;
}

/** Words and spellings of one symbol; longer ones first where one begins another. */
const symbols: readonly (readonly [written: RegExp, symbol: string])[] = [
  [/(千克|公斤|kg)(二氧化碳当量|co2当量|二氧化碳)/i, "kgCO2e"],
  [/(公吨|吨|t)(二氧化碳当量|co2当量|二氧化碳)/i, "tCO2e"],
  [/(克|g)(二氧化碳当量|co2当量|二氧化碳)/i, "gCO2e"],
  [/\bkg\s*-?\s*co2\s*-?\s*(?:eq?|equivalents?)?\.?/i, "kgCO2e"],
  [/\b(?:tonnes?|tons?|t)\s*-?\s*co2\s*-?\s*(?:eq?|equivalents?)?\.?/i, "tCO2e"],
  [/\bg\s*-?\s*co2\s*-?\s*(?:eq?|equivalents?)?\.?/i, "gCO2e"],
  [/吨[·.*\s]?(?:公里|千米)|\bt[.*·\s]?km\b|\btonne[\s-]?kilomet(?:re|er)s?\b/i, "tkm"],
  [/(?:千克|公斤)[·.*\s]?(?:公里|千米)/, "kgkm"],
  [/(?:万|10\^4\s*)(?:千瓦[·.\s]?时|度|kw[·.\s]?h)/i, "万kWh"],
  [/兆瓦[·.\s]?时|\bMW[·.\s]?H\b|\bMwh\b/, "MWh"],
  [/吉瓦[·.\s]?时|\bGW[·.\s]?H\b|\bGwh\b|\bgwh\b/, "GWh"],
  [/千瓦[·.\s]?时|度|\bkw[·.\s]?h\b/i, "kWh"],
  [/瓦[·.\s]?时|\bwh\b/i, "Wh"],
  [/兆焦耳?|\bmj\b/i, "MJ"],
  [/吉焦耳?|\bgj\b/i, "GJ"],
  [/万立方米?|万方|10\^4\s*m3/, "万m3"],
  [/立方米|立方|\bcubic\s*met(?:re|er)s?\b|\bM3\b/, "m3"],
  [/升|\b(?:lit(?:re|er)s?|l)\b/i, "L"],
  [/公里|千米|\bkilomet(?:re|er)s?\b|\bkm\b/i, "km"],
  [/千克|公斤|\bkilograms?\b|\bkgs?\b/i, "kg"],
  [/公吨|吨|\bmetric\s+tons?\b|\b(?:tonnes?|tons?)\b|\bT\b/, "t"],
  [/克|\bgrams?\b|\bG\b/, "g"],
  [/米|\bmet(?:re|er)s?\b/i, "m"],
  [/年|\byears?\b|\byr\b/i, "a"],
  [/个月|月|\bmonths?\b/i, "month"],
  [/[件个只块套台片支]|\b(?:pieces|pcs?|ea|each|units?)\b/i, "piece"],
];

/**
 * Reads a unit as people write it, in both languages: 吨, 千克, 度, 万kWh, `KG`, `kg CO2-eq per kWh`. A unit that the
 * calculation knows stays as it is written; another spelling becomes the symbol, and says so. Null when unknown.
 */
export function readUnitText(text: string): ReadUnit | null {
  const written = text.trim();
  if (written === "" || written.length > 200) return null;
  // `CO2 eq` in two words would be CO2 with a remark.
  if (parseUnit(written) !== null && !/co2\s+e/i.test(written.normalize("NFKC")))
    return { unit: written, wasRead: false };
  const plain = written
    .replace("10⁴", "10^4")
    .normalize("NFKC")
    .replace(/\s*(?:每|\bper\b)\s*/i, "/");
  const unit = plain
    .split("/")
    .map((part) => symbolOf(part.trim()))
    .join("/");
  return parseUnit(unit) === null ? null : { unit, wasRead: true };
}

function symbolOf(text: string): string {
  if (parseUnit(text) !== null) return text;
  for (const [written, symbol] of patterns) {
    const match = written.exec(text);
    if (match !== null) return `${symbol}${match.at(-1) ?? ""}`;
  }
  return text;
}

/** The whole part is the unit, or words of a remark follow it. */
const patterns = symbols.map(
  ([written, symbol]) =>
    [new RegExp(`^\\(?(?:${written.source})\\)?(\\s.*)?$`, written.flags), symbol] as const,
);
