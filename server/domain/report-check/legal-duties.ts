import type { Fields } from "../carbon-footprint/read.ts";
import { compare } from "../quantity/exact.ts";
import { parseExact } from "../quantity/exact.ts";
import type { FindingList } from "./finding.ts";
import { decimalIn, textIn, textsIn } from "./read-report.ts";

interface Duty {
  /** Categories of batteries that owe it. */
  readonly categories: readonly string[];
  /** Categories for which it begins above a capacity, with the capacity in kWh. */
  readonly above: Readonly<Record<string, string>>;
  /** First day, at the earliest, by category; later when the act that it needs is late. */
  readonly earliest: Readonly<Record<string, string>>;
  readonly article: string;
}

/** What reports say of Regulation (EU) 2023/1542 against what it says, by duty. Categories as in its Article 3. */
const duties: Readonly<Record<string, Duty>> = {
  declaration: {
    categories: ["ev", "industrial", "lmt"],
    above: { industrial: "2" },
    earliest: { ev: "2025-02-18", industrial: "2026-02-18", lmt: "2028-08-18" },
    article: "Art. 7(1)",
  },
  class_label: {
    categories: ["ev", "industrial", "lmt"],
    above: { industrial: "2" },
    earliest: { ev: "2026-08-18", industrial: "2027-08-18", lmt: "2030-02-18" },
    article: "Art. 7(2)",
  },
  threshold: {
    categories: ["ev", "industrial", "lmt"],
    above: { industrial: "2" },
    earliest: { ev: "2028-02-18", industrial: "2029-02-18", lmt: "2031-08-18" },
    article: "Art. 7(3)",
  },
  passport: {
    categories: ["ev", "industrial", "lmt"],
    above: { industrial: "2" },
    earliest: { ev: "2027-02-18", industrial: "2027-02-18", lmt: "2027-02-18" },
    article: "Art. 77(1)",
  },
};

/** CK-LEGAL: a duty is said to bind other batteries, from another day or above another size than the law says. */
export function judgeLegalStatement(path: string, fields: Fields, found: FindingList): void {
  const name = textIn(fields, "duty");
  if (name === "recycled_content") {
    // Each metal has its own minimum share; none stands in for another.
    if (textIn(fields, "metals_joined") === "or")
      found.add("legalMetals", path, { article: "Art. 8(2), 8(3)" });
    return;
  }
  const duty = name === null || !Object.hasOwn(duties, name) ? undefined : duties[name];
  if (name === null || duty === undefined) return;
  const { article } = duty;
  const named = textsIn(fields, "categories").map((category) => category.toLowerCase());
  for (const category of named.filter((one) => !duty.categories.includes(one))) {
    found.add(
      "legalCategory",
      path,
      { duty: name, category, article },
      { expected: duty.categories.join(", ") },
    );
  }
  const size = decimalIn(fields["above_kwh"]);
  for (const category of size === null ? [] : named.filter((one) => duty.categories.includes(one))) {
    const limit = parseExact(duty.above[category] ?? "0");
    if (size === null || limit === null || compare(size, limit) === 0) continue;
    found.add(
      "legalSize",
      path,
      { duty: name, category, article },
      { expected: `> ${duty.above[category] ?? "0"} kWh` },
    );
  }
  const from = textIn(fields, "since");
  for (const category of from === null ? [] : named) {
    const earliest = duty.earliest[category];
    if (from === null || earliest === undefined || !(from < earliest.slice(0, from.length))) continue;
    found.add("legalDate", path, { duty: name, category, from, article }, { expected: earliest });
  }
}
