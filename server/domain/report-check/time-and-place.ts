import type { FindingList } from "./finding.ts";
import { electricityWords } from "./bands.ts";
import { carriersIn, transportWords } from "./carriers.ts";
import { coversSite } from "./grid-regions.ts";
import { isFields } from "../carbon-footprint/read.ts";
import type { ReadReport, Row } from "./read-report.ts";
import { labelIn, readYear, textIn, wordsIn } from "./read-report.ts";

/** Whether years and regions of activity and factors are those of the report, and how electricity is treated (CK-YEAR, CK-GEO, CK-ELECTRICITY). */
export function checkTimeAndPlace(report: ReadReport, found: FindingList): void {
  checkYears(report, found);
  checkRegions(report, found);
  checkElectricityModel(report, found);
}

/** A factor may be this much older than the activity where its age is rated. Source: TiR 3, study within 4 years. */
const ratedAge = 4;

/** CK-YEAR: years of activity, base and factors differ. */
function checkYears({ declared, rows }: ReadReport, found: FindingList): void {
  const years = declared.object("years");
  const list = (name: string): readonly number[] => {
    const value = years[name];
    if (!Array.isArray(value)) return [];
    const elements: readonly unknown[] = value.slice(0, 100);
    return elements.flatMap((one) => readYear(one) ?? []);
  };
  const [activity, base, supplier] = [list("activity"), list("base"), list("supplier")];
  for (const [name, stated] of [
    ["activity", activity],
    ["supplier", supplier],
  ] as const) {
    const other = stated.filter((year) => base.length > 0 && !base.includes(year));
    if (other.length > 0) {
      found.add(
        "yearsDiffer",
        `declared.years.${name}`,
        { years: other.join(", "), base: base.join(", ") },
        { expected: base.join(", "), severity: name === "activity" ? "error" : "warning" },
      );
    }
  }
  if (base.length === 0 && supplier.length > 0 && activity.length > 0) {
    const other = supplier.filter((year) => !activity.includes(year));
    if (other.length > 0) {
      found.add(
        "yearsDiffer",
        "declared.years.supplier",
        { years: other.join(", "), base: activity.join(", ") },
        { expected: activity.join(", "), severity: "warning" },
      );
    }
  }
  const wanted = activity.length > 0 ? activity : base;
  if (wanted.length === 0) return;
  const factors: readonly unknown[] = Array.isArray(years["factors"]) ? years["factors"].slice(0, 2000) : [];
  const ofYears = factors.flatMap((value, index) =>
    isFields(value) ? [{ path: `declared.years.factors[${index}]`, fields: value }] : [],
  );
  for (const { path, fields } of [...ofYears, ...declared.statements("factors")]) {
    judgeYear(
      { words: wordsIn(fields), label: labelIn(fields) },
      readYear(fields["year"]),
      fields["rated"] === true,
      wanted,
      path,
      found,
    );
  }
  for (const { path, words, label, year } of rows)
    judgeYear({ words, label }, year, false, wanted, `${path}.year`, found);
}

function judgeYear(
  { words: name, label }: Pick<Row, "words" | "label">,
  year: number | null,
  rated: boolean,
  wanted: readonly number[],
  path: string,
  found: FindingList,
): void {
  if (year === null || wanted.includes(year)) return;
  const gap = Math.min(...wanted.map((one) => Math.abs(one - year)));
  if (rated && gap <= ratedAge) return;
  const severity = isElectricity(name)
    ? gap > 1
      ? "error"
      : "warning"
    : gap > ratedAge
      ? "warning"
      : "info";
  found.add(
    "factorYear",
    path,
    { factor: label, year: String(year), years: wanted.join(", ") },
    { expected: wanted.join(", "), severity },
  );
}

/** CK-GEO: a factor of something that happens at the site is made for another place. */
function checkRegions({ declared, rows }: ReadReport, found: FindingList): void {
  const site = declared.text("site_region");
  if (site === null) return;
  for (const { path, fields } of declared.statements("factors")) {
    const [name, label] = [wordsIn(fields), labelIn(fields)];
    const region = textIn(fields, "region") ?? textIn(fields, "geography");
    if (!isAtSite(name, fields["kind"] === "material" || fields["kind"] === "transport")) continue;
    if (region !== null) {
      if (!coversSite(region, site))
        found.add("factorRegion", path, { factor: label, region, site }, { expected: site });
      continue;
    }
    // Factors of the generation of electricity that count CO2 alone are published by grid region.
    if (isElectricity(name) && /^CO2$/i.test(textIn(fields, "gas_basis") ?? "") && site.includes("-")) {
      found.add("factorRegionUnknown", path, { factor: label, site }, { expected: site });
    }
  }
  for (const { path, words, label, region, factor } of rows) {
    if (region === null || factor === null || !isAtSite(words, false) || coversSite(region, site)) continue;
    found.add("factorRegion", `${path}.region`, { factor: label, region, site }, { expected: site });
  }
}

/** Energy is used where the site is; materials and goods on their way come from elsewhere. */
function isAtSite(name: string, isElsewhere: boolean): boolean {
  const plain = name.toLowerCase();
  if (isElsewhere || transportWords.test(plain)) return false;
  return isElectricity(plain) || carriersIn(plain).length > 0;
}

/** Whether a name speaks of electricity as an input, and not of an electronic part. */
export function isElectricity(name: string): boolean {
  const plain = name.toLowerCase();
  return (
    electricityWords.test(plain) &&
    !/electrolyte|electronic|electrode|electrical|power battery|powertrain/.test(plain)
  );
}

/** CK-ELECTRICITY: it is not said where the electricity comes from. */
function checkElectricityModel({ declared, rows }: ReadReport, found: FindingList): void {
  if (!declared.states("electricity_model") || declared.text("electricity_model") !== null) return;
  const isStatedByRow = rows.some((row) => row.electricityModel !== null);
  if (!isStatedByRow) found.add("electricityModel", "declared.electricity_model");
}
