import { dataSets } from "../access/audience.ts";
import { batteryCategories, informationCategories, passportCategories } from "../battery/category.ts";
import type { Parsed, Problem } from "../problem.ts";
import { accept, rejectAll } from "../problem.ts";
import { compare, parseExact } from "../quantity/exact.ts";
import { unitTitle } from "./attribute-unit.ts";
import type { Attribute, Catalogue, Member, ScalarType, ValueType } from "./catalogue.ts";
import { plainKinds, updateRules } from "./catalogue.ts";
import type { Check } from "./form.ts";
import {
  aDay,
  aFlag,
  aList,
  anObject,
  aText,
  aWholeNumber,
  aWord,
  bilingual,
  isTrue,
  oneOfKind,
  orNull,
} from "./form.ts";

/**
 * Reads a catalogue and checks all of it: first its form, then what its parts say about each other.
 *
 * Problems: `E_CATALOGUE_FORM`, `E_CATALOGUE_LANGUAGE`, `E_DATE_FORMAT`; `E_CATALOGUE_REPEATED` for an identifier or row
 * that stands twice, `E_CATALOGUE_UNKNOWN` for a name of nothing here, `E_CATALOGUE_UNIT`, `E_CATALOGUE_BOUNDS`,
 * `E_CATALOGUE_CONDITION` for a conditional value without its question, `E_CATALOGUE_ACT` for a barred one that no act
 * sets free, `E_CATALOGUE_RULE` for values that cannot be compared.
 */
export function parseCatalogue(json: unknown): Parsed<Catalogue> {
  const problems: Problem[] = [];
  catalogueForm(json, "", problems);
  if (!hasForm(json, problems)) return rejectAll(problems);
  const found = soundness(json);
  return found.length > 0 ? rejectAll(found) : accept(json);
}

/** The form below is that of the type; the one place where this is taken on trust. */
function hasForm(_json: unknown, problems: readonly Problem[]): _json is Catalogue {
  return problems.length === 0;
}

const identifier = aText(/^[A-Za-z][A-Za-z0-9-]{0,79}$/);
const named = { id: identifier, title: bilingual };
const decimal = aText(/^-?\d{1,20}(\.\d{1,20})?$/);
const bounds = { minimum: decimal, maximum: decimal };
const integer: Check = aWholeNumber(Number.MIN_SAFE_INTEGER);
const kind = { kind: aText() };

const scalars: Readonly<Record<string, Check>> = {
  text: anObject({ ...kind, maxLength: aWholeNumber(1) }, { pattern: aText() }),
  multilingual: anObject({ ...kind, maxLength: aWholeNumber(1) }),
  decimal: anObject(kind, { ...bounds, above: decimal, below: decimal }),
  integer: anObject(kind, { minimum: integer, maximum: integer }),
  choice: anObject({ ...kind, values: aList(anObject({ value: aText(), title: bilingual }), 1) }),
  range: anObject(kind, bounds),
  ...Object.fromEntries(plainKinds.map((plain) => [plain, anObject(kind)])),
};
const unit = orNull(aText());
const object = anObject({
  ...kind,
  members: aList(anObject({ ...named, type: oneOfKind(scalars), unit, required: aFlag }), 1),
});
const valueType = oneOfKind({
  ...scalars,
  object,
  list: anObject({ ...kind, of: oneOfKind({ ...scalars, object }), maximum: aWholeNumber(1) }),
  series: anObject(kind),
});

const law = aWord(["mandatory", "conditional", "voluntary", "notApplicable"]);
const guidance = aWord(["mandatory", "optional", "conditional", "pending", "notToBeFilled"]);
const start = anObject({ notBefore: aDay }, { act: identifier, monthsAfterAct: aWholeNumber(0) });
const forEach = (names: readonly string[], check: Check) =>
  Object.fromEntries(names.map((name) => [name, check]));

const attribute = anObject(
  {
    ...named,
    group: identifier,
    section: identifier,
    about: bilingual,
    source: aText(),
    dataSet: aWord(dataSets),
    level: aWord(["model", "item"]),
    type: valueType,
    unit,
    origin: aWord(["stated", "derived"]),
    law: anObject(forEach(passportCategories, law), {
      ...forEach(informationCategories, law),
      externalStorage: law,
    }),
    guidance: orNull(anObject({ row: aWholeNumber(1), EV: guidance, LMT: guidance, industrial: guidance })),
    update: aWord(updateRules),
  },
  {
    condition: bilingual,
    exemption: bilingual,
    starts: anObject({}, { ...forEach(batteryCategories, start), externalStorage: start }),
    isBarredBefore: isTrue,
    note: bilingual,
  },
);

const catalogueForm = anObject({
  version: aText(/^\d{1,4}(\.\d{1,4}){2}$/),
  law: aText(),
  guidance: aText(),
  appliesFrom: aDay,
  acts: aList(anObject({ ...named, source: aText(), inForceFrom: orNull(aDay), lookedUpOn: aDay })),
  groups: aList(anObject(named), 1),
  sections: aList(anObject(named), 1),
  attributes: aList(attribute, 1),
  repeatedRows: aList(anObject({ row: aWholeNumber(1), attribute: identifier, source: aText() })),
  rules: aList(
    oneOfKind({
      ascending: anObject({ ...kind, id: identifier, attributes: aList(identifier, 2), strict: aFlag }),
      sum: anObject({ ...kind, id: identifier, parts: aList(identifier, 2), total: identifier }),
    }),
  ),
});

/** What is wrong between the parts of a catalogue that has its form. */
function soundness(catalogue: Catalogue): readonly Problem[] {
  const { acts, groups, sections, attributes, repeatedRows, rules } = catalogue;
  const lists = { acts, groups, sections, attributes, rules };
  return [
    ...Object.entries(lists).flatMap(([name, list]) =>
      repeated(
        list.map(({ id }) => id),
        name,
      ),
    ),
    ...attributes.flatMap((one, index) => attributeProblems(one, `attributes[${String(index)}]`, catalogue)),
    ...repeatedRows.flatMap(({ row, attribute: id }, index) => {
      const path = `repeatedRows[${String(index)}]`;
      const isFilled = attributes.some((one) => one.guidance?.row === row);
      return [
        ...unknown(attributes, id, `${path}.attribute`),
        ...(isFilled ? [problem("E_CATALOGUE_REPEATED", `${path}.row`, String(row))] : []),
      ];
    }),
    ...rules.flatMap((rule, index) => ruleProblems(rule, `rules[${String(index)}]`, attributes)),
  ];
}

function attributeProblems(one: Attribute, path: string, catalogue: Catalogue): readonly Problem[] {
  const found = [
    ...unknown(catalogue.groups, one.group, `${path}.group`),
    ...unknown(catalogue.sections, one.section, `${path}.section`),
    ...unitProblems(one.unit, `${path}.unit`),
    ...typeProblems(one.type, `${path}.type`),
  ];
  for (const [name, { act }] of Object.entries(one.starts ?? {})) {
    if (act !== undefined) found.push(...unknown(catalogue.acts, act, `${path}.starts.${name}.act`));
  }
  const isConditional = Object.values(one.law).includes("conditional");
  if (isConditional !== (one.condition !== undefined))
    found.push(problem("E_CATALOGUE_CONDITION", `${path}.condition`, one.id));
  const { EV, LMT, industrial } = one.guidance ?? {};
  const isPending = [EV, LMT, industrial].includes("pending");
  const isAwaited = batteryCategories.every(
    (name) => (one.law[name] ?? "notApplicable") === "notApplicable" || one.starts?.[name]?.act !== undefined,
  );
  if ((isPending && one.isBarredBefore !== true) || (one.isBarredBefore === true && !isAwaited))
    found.push(problem("E_CATALOGUE_ACT", `${path}.starts`, one.id));
  return found;
}

function typeProblems(type: ValueType, path: string): readonly Problem[] {
  switch (type.kind) {
    case "list":
      return typeProblems(type.of, `${path}.of`);
    case "object":
      return [
        ...repeated(
          type.members.map(({ id }) => id),
          `${path}.members`,
        ),
        ...type.members.flatMap((member, index) =>
          memberProblems(member, `${path}.members[${String(index)}]`),
        ),
      ];
    case "choice":
      return repeated(
        type.values.map(({ value }) => value),
        `${path}.values`,
      );
    case "text":
      return type.pattern === undefined || isPattern(type.pattern)
        ? []
        : [problem("E_CATALOGUE_FORM", `${path}.pattern`, type.pattern)];
    case "decimal":
    case "range":
    case "integer":
      return boundProblems(type, path);
    default:
      return [];
  }
}

function memberProblems({ type, unit: symbol }: Member, path: string): readonly Problem[] {
  return [...unitProblems(symbol, `${path}.unit`), ...typeProblems(type, `${path}.type`)];
}

function boundProblems(
  type: Extract<ScalarType, { readonly kind: "decimal" | "range" | "integer" }>,
  path: string,
): readonly Problem[] {
  const { above, below } = type.kind === "decimal" ? type : {};
  const [low, high] = [above ?? type.minimum, below ?? type.maximum].map((bound) =>
    bound === undefined ? null : parseExact(String(bound)),
  );
  if (low == null || high == null || compare(low, high) < 0) return [];
  return [problem("E_CATALOGUE_BOUNDS", path, String(type.maximum ?? below))];
}

/** Rules compare decimals of one unit. */
function ruleProblems(
  rule: Catalogue["rules"][number],
  path: string,
  attributes: readonly Attribute[],
): readonly Problem[] {
  const ids = rule.kind === "sum" ? [...rule.parts, rule.total] : rule.attributes;
  const found = ids.flatMap((id) => unknown(attributes, id, path));
  const compared = attributes.filter(({ id }) => ids.includes(id));
  const isComparable = compared.every(
    ({ type, unit: symbol }) => type.kind === "decimal" && symbol === compared[0]?.unit,
  );
  return isComparable ? found : [...found, problem("E_CATALOGUE_RULE", path, rule.id)];
}

function unitProblems(symbol: string | null, path: string): readonly Problem[] {
  const isKnown = symbol === null || unitTitle(symbol) !== undefined;
  return isKnown ? [] : [problem("E_CATALOGUE_UNIT", path, symbol)];
}

function unknown(list: readonly { readonly id: string }[], id: string, path: string): readonly Problem[] {
  return list.some((one) => one.id === id) ? [] : [problem("E_CATALOGUE_UNKNOWN", path, id)];
}

function repeated(ids: readonly string[], path: string): readonly Problem[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index ? [problem("E_CATALOGUE_REPEATED", `${path}[${String(index)}]`, id)] : [],
  );
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

function problem(code: string, path: string, value: string): Problem {
  return { code, path, params: { value } };
}
