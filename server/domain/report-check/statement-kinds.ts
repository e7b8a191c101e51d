import { isFields } from "../carbon-footprint/read.ts";

/** What a statement of a report is put into: a request of the checker that is still being written. */
export interface StatementTarget {
  readonly report: Record<string, unknown>;
  readonly declared: Record<string, unknown>;
}

/** A value that only a few words can be, with the patterns that people write for each. */
type Choices = readonly (readonly [choice: string, words: RegExp])[];

const yesOrNo: Choices = [
  ["yes", /^(yes|true|y|1|是|有)$/i],
  ["no", /^(no|false|n|0|否|无)$/i],
];
/** Duties of Regulation (EU) 2023/1542 that reports speak of. */
const duties: Choices = [
  ["recycled_content", /recycled|再生|回收料/i],
  ["passport", /passport|护照/i],
  ["threshold", /threshold|limit|限值|阈值/i],
  ["class_label", /class|label|等级|标签/i],
  ["declaration", /declaration|footprint|声明|碳足迹/i],
];
/** Categories of its Article 3. */
const categories: Choices = [
  ["ev", /\bev\b|electric vehicle|电动汽车|动力电池/i],
  ["industrial", /industrial|工业/i],
  ["lmt", /\blmt\b|light means|轻型/i],
  ["sli", /\bsli\b|starting|启动/i],
  ["portable", /portable|便携/i],
];

/** Values that a form offers as a choice. */
export const choicesOf: Readonly<Partial<Record<StatementValue, readonly StatementChoice[]>>> = {
  carried: ["yes", "no"],
  counted: ["yes", "no"],
  duty: ["declaration", "class_label", "threshold", "passport", "recycled_content"],
  joined: ["and", "or"],
};

type StatementChoice =
  | "and"
  | "class_label"
  | "declaration"
  | "no"
  | "or"
  | "passport"
  | "recycled_content"
  | "threshold"
  | "yes";

/** Names of the values of a statement. */
export type StatementValue =
  | "above"
  | "after"
  | "afterUnit"
  | "basis"
  | "called"
  | "capacity"
  | "carried"
  | "carrier"
  | "categories"
  | "comparison"
  | "counted"
  | "cycles"
  | "duty"
  | "excludes"
  | "formula"
  | "gas"
  | "gasBasis"
  | "joined"
  | "key"
  | "list"
  | "max"
  | "min"
  | "model"
  | "name"
  | "origin"
  | "percent"
  | "process"
  | "reason"
  | "region"
  | "set"
  | "since"
  | "stage"
  | "stages"
  | "subject"
  | "symbols"
  | "text"
  | "type"
  | "unit"
  | "units"
  | "value"
  | "what"
  | "where"
  | "year"
  | "years";

interface StatementKindOf<Value extends StatementValue> {
  /** First cell of its line in a spreadsheet. */
  readonly words: RegExp;
  /** In the order in which they stand behind it. */
  readonly values: readonly Value[];
  readonly take: (target: StatementTarget, given: Readonly<Record<Value, string>>) => void;
}

function kind<Value extends StatementValue>(
  words: RegExp,
  values: readonly Value[],
  take: StatementKindOf<Value>["take"],
): StatementKind {
  return {
    words,
    values,
    take: (target, texts) => {
      const given = Object.fromEntries(values.map((name, index) => [name, texts[index]?.trim() ?? ""]));
      if (isComplete(given, values)) take(target, given);
    },
  };
}

function isComplete<Value extends string>(
  given: Readonly<Record<string, string>>,
  values: readonly Value[],
): given is Readonly<Record<Value, string>> {
  return values.every((name) => given[name] !== undefined);
}

/** One thing that a report says beside its numbers, in a line of a spreadsheet or of the form. */
export interface StatementKind {
  readonly words: RegExp;
  readonly values: readonly StatementValue[];
  /** Puts texts, in the order of `values`, into the request; one that is missing is empty. */
  readonly take: (target: StatementTarget, texts: readonly string[]) => void;
}

/** A statement that is a list of words, in one line or in several. */
function listKind(words: RegExp, member: string): StatementKind {
  return kind(words, ["list"], ({ declared }, { list }) => push(declared, member, ...parts(list)));
}

/** Every statement that rules ask for and that is no number of the result, by name. */
export const statementKinds = {
  functionalUnit: kind(
    /^(functional unit in the text|功能单位表述)$/i,
    ["value", "unit", "text", "where"],
    ({ declared }, { value, unit, text, where }) => {
      const amount = value === "" ? { value: null, unit: null } : { value, unit };
      push(declared, "functional_units", { ...amount, ...present({ text, where }) });
    },
  ),
  covered: listKind(/^(products? covered|涵盖产品)$/i, "covered_products"),
  result: kind(
    /^(result in the text|文中结果)$/i,
    ["value", "unit", "origin", "where"],
    ({ declared }, { value, unit, origin, where }) => {
      const isLibrary = /library|database|数据库|因子库/i.test(origin);
      const named = isLibrary ? { origin: "library" } : {};
      push(declared, "results", { ...present({ value, unit, where }), ...named });
    },
  ),
  resultText: kind(
    /^(sentence of the result|结果表述)$/i,
    ["text"],
    ({ declared }, { text }) => void (declared["result_text"] = text),
  ),
  tableUnit: kind(/^(unit of a table|表格单位)$/i, ["where", "unit"], ({ declared }, { where, unit }) =>
    push(declared, "result_units_by_table", { ...present({ table: where, unit }) }),
  ),
  tables: listKind(/^(table numbers?|表号)$/i, "table_numbers"),
  range: kind(
    /^(range of results|结果范围)$/i,
    ["subject", "min", "max", "unit", "where"],
    ({ declared }, given) => push(declared, "result_ranges", present(given)),
  ),
  change: kind(
    /^(change|变化幅度)$/i,
    ["value", "unit", "after", "afterUnit", "percent"],
    ({ report }, { value, unit, after, afterUnit, percent }) =>
      push(report, "changesPercent", {
        before: { value, unit },
        after: { value: after, unit: afterUnit === "" ? unit : afterUnit },
        percent,
      }),
  ),
  boundary: kind(
    /^(boundary in the text|边界表述)$/i,
    ["type", "stages", "excludes", "formula", "model", "where"],
    ({ declared }, { type, stages, excludes, formula, model, where }) =>
      push(declared, "boundary_statements", {
        ...present({ type, where, business_model: model }),
        ...(stages === "" ? {} : { stages: parts(stages) }),
        ...(excludes === "" ? {} : { excludes: parts(excludes) }),
        ...(formula === "" ? {} : { formula: parts(formula) }),
      }),
  ),
  valued: listKind(/^(stages with a value|有数值的阶段)$/i, "result_stages_with_value"),
  exclusion: kind(
    /^(exclusion|left out|排除项|未计入)$/i,
    ["what", "reason"],
    ({ declared }, { what, reason }) => push(declared, "exclusions", { what, reason }),
  ),
  completeness: kind(
    /^(completeness|完整性声明)$/i,
    ["text"],
    ({ declared }, { text }) => void (declared["completeness_claim"] = text),
  ),
  rawMaterials: listKind(/^(raw materials? of the process|工艺原料)$/i, "raw_materials_named"),
  materials: listKind(/^(materials? with a value|有数值的材料)$/i, "materials_with_value"),
  processEmissions: kind(
    /^(direct process emissions counted|直接过程排放已计入)$/i,
    ["counted"],
    ({ declared }, { counted }) => flag(declared, "direct_process_emissions_counted", counted),
  ),
  carrier: kind(
    /^(energy carrier|fuel|能源种类|燃料)$/i,
    ["process", "carrier", "where"],
    ({ declared }, { process, carrier, where }) =>
      push(declared, "fuels", present({ process, fuel: carrier, where })),
  ),
  gas: kind(
    /^(gas|温室气体)$/i,
    ["gas", "value", "set", "where"],
    ({ declared }, { gas, value, set, where }) => {
      if (value === "" && set === "") push(declared, "gases_named", ...parts(gas));
      else push(declared, "gwp", present({ gas, value, set, where }));
    },
  ),
  gasesCounted: listKind(/^(gas(es)? counted|计入气体)$/i, "gases_counted"),
  supplierYears: kind(/^(supplier years?|供应商数据年份)$/i, ["years"], ({ declared }, { years }) => {
    const known = declared["years"];
    declared["years"] = { ...(isFields(known) ? known : {}), supplier: parts(years) };
  }),
  factor: kind(
    /^(factor in the text|采用因子)$/i,
    ["name", "value", "unit", "region", "year", "basis", "gasBasis", "comparison"],
    ({ declared }, { gasBasis, ...given }) =>
      push(declared, "factors", { ...present(given), ...present({ gas_basis: gasBasis }) }),
  ),
  factorUnit: kind(
    /^(unit of the electricity factor|电力因子单位)$/i,
    ["unit"],
    ({ declared }, { unit }) => void (declared["electricity_factor_unit_named"] = unit),
  ),
  energy: kind(
    /^(energy over the service life|寿命期总能量)$/i,
    ["capacity", "cycles", "years"],
    ({ declared }, { capacity, cycles, years }) =>
      void (declared["energy"] = present({ capacityKWh: capacity, fecPerYear: cycles, years })),
  ),
  allocation: kind(
    /^(allocation|分配)$/i,
    ["key", "called"],
    ({ declared }, { key, called }) => void (declared["allocation"] = present({ key, called })),
  ),
  chemistries: listKind(/^(chemistry|chemistries|化学体系)$/i, "chemistries"),
  software: listKind(/^(calculation program|software|计算软件)$/i, "software"),
  formula: kind(
    /^(formula|公式)$/i,
    ["units", "symbols", "where"],
    ({ declared }, { units, symbols, where }) =>
      push(declared, "formulas", {
        ...present({ where }),
        terms: parts(units).map((unit) => ({ unit })),
        undefined_symbols: parts(symbols),
      }),
  ),
  rating: kind(
    /^(total of the data quality rating|数据质量总评级)$/i,
    ["value"],
    ({ declared }, { value }) => void (declared["dqr_total"] = value),
  ),
  ratingClass: kind(
    /^(class of the data quality rating|数据质量等级)$/i,
    ["name", "min", "max", "type"],
    ({ declared }, { name, min, max, type }) =>
      push(declared, "dqr_classes", present({ name, low: min, high: max, inclusive: type })),
  ),
  hotSpot: kind(/^(hot spot|热点)$/i, ["stage", "where"], ({ declared }, given) =>
    push(declared, "hot_spot_claims", present(given)),
  ),
  claim: kind(/^(claim|宣称)$/i, ["text", "carried", "where"], ({ declared }, { text, carried, where }) => {
    const isCarried = chosen(yesOrNo, carried);
    push(declared, "claims", {
      ...present({ text, where }),
      ...(isCarried === null ? {} : { carried: isCarried === "yes" }),
    });
  }),
  offset: kind(/^(offset|抵消)$/i, ["name", "counted"], ({ declared }, { name, counted }) =>
    push(declared, "offsets", { name, counted: chosen(yesOrNo, counted) === "yes" }),
  ),
  certificates: kind(/^(certificates counted|绿证已计入)$/i, ["counted"], ({ declared }, { counted }) =>
    flag(declared, "certificates_counted", counted),
  ),
  law: kind(
    /^(law|法规要求)$/i,
    ["duty", "categories", "above", "since", "joined"],
    ({ declared }, { duty, categories: named, above, since, joined }) =>
      push(declared, "legal_statements", {
        duty: chosen(duties, duty) ?? duty,
        categories: parts(named).map((category) => chosen(categories, category) ?? category),
        ...present({ above_kwh: above, since }),
        ...(joined === "" ? {} : { metals_joined: /^(or|或)$/i.test(joined) ? "or" : "and" }),
      }),
  ),
} as const satisfies Readonly<Record<string, StatementKind>>;

export type StatementName = keyof typeof statementKinds;

/** Whether a text is the name of a kind in {@link statementKinds}. */
export function isStatementName(text: string): text is StatementName {
  return Object.hasOwn(statementKinds, text);
}

/** Words between semicolons or Chinese list marks; a comma parts them only before a space, as one may stand in a name. */
export function parts(text: string): readonly string[] {
  return text.split(/[;；]|,\s|，|、/).flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));
}

/** Adds to a list of the request, which begins with the first. */
function push(fields: Record<string, unknown>, member: string, ...items: readonly unknown[]): void {
  const known = fields[member];
  const list: readonly unknown[] = Array.isArray(known) ? known : [];
  fields[member] = [...list, ...items];
}

/** What was filled in. */
function present(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ""));
}

function chosen(choices: Choices, text: string): string | null {
  return choices.find(([choice, words]) => choice === text || words.test(text))?.[0] ?? null;
}

/** Words that say neither yes nor no stay as they are: the checker names what it cannot read. */
function flag(fields: Record<string, unknown>, member: string, text: string): void {
  const said = chosen(yesOrNo, text);
  fields[member] = said === null ? text : said === "yes";
}
