import type { DisclosureGroup } from "../access/audience.ts";
import type { Attribute, Catalogue, ValueType } from "../catalogue/catalogue.ts";
import type { BatterySubject, Granularity } from "../record/credential.ts";
import type { JsonValue } from "../record/strict-json.ts";
import first from "./restricted-attributes-1.0.0.json" with { type: "json" };

/** An attribute of the passport that not everybody may read. */
export interface RestrictedAttribute {
  /** Name in the attribute catalogue. */
  readonly id: string;
  /** Point of Annex XIII that decides who reads it: L is point 2, A point 3, I point 4. */
  readonly group: DisclosureGroup;
  readonly level: "model" | "item";
  /** Object of the full record in which it stands; fixed, so that its presence tells nothing. */
  readonly section: string;
  /** True when the value is a list, empty when there is none. */
  readonly list: boolean;
  /** Form of the value; null in records of before the catalogue. */
  readonly type: ValueType | null;
  /** Article or annex that asks for it. */
  readonly source: string;
}

/**
 * What full records of schemas 1.0.0 to 1.2.0 hide, whether it is filled or not, in the order in which they hide it.
 * Source: Regulation (EU) 2023/1542, Annex XIII points 2, 3 and 4, with what standards add to them.
 */
export const restrictedAttributes: readonly RestrictedAttribute[] = first.attributes.map(
  ({ id, group, level, section, list, source }) => ({
    ...{ id, section, list, source, type: null },
    group: groupOf(group),
    level: levelOf(level),
  }),
);

/** Values of restricted attributes by name. What is not there is empty. */
export type RestrictedFacts = Readonly<Record<string, JsonValue>>;

/** What the full record of a subject hides, in stored order: by its catalogue, or as it was before there was one. */
export function hiddenIn(
  subject: BatterySubject,
  catalogue: Catalogue | null,
): readonly RestrictedAttribute[] {
  const known = catalogue === null ? restrictedAttributes : catalogue.attributes.flatMap(asRestricted);
  return known.filter(({ level }) => level === subject.granularity);
}

/** Restricted attributes of a record at one level as they were before the catalogue, in stored order. */
export function restrictedAt(level: Granularity): readonly RestrictedAttribute[] {
  return restrictedAttributes.filter((attribute) => attribute.level === level);
}

function asRestricted({
  id,
  dataSet,
  level,
  section,
  type,
  source,
}: Attribute): readonly RestrictedAttribute[] {
  if (dataSet === "point1") return [];
  const group = ({ point2: "L", point3: "A", point4: "I" } as const)[dataSet];
  const list = type.kind === "list" || type.kind === "multilingual" || type.kind === "series";
  return [{ id, group, level, section, list, source, type }];
}

/** The value of an attribute; `[]` or null when nothing is known. */
export function factOf(attribute: RestrictedAttribute, facts: RestrictedFacts): JsonValue {
  return facts[attribute.id] ?? (attribute.list ? [] : null);
}

function groupOf(letter: string): DisclosureGroup {
  if (letter === "L" || letter === "A" || letter === "I") return letter;
  throw new Error(`The catalogue has no group ${letter}.`);
}

function levelOf(word: string): "model" | "item" {
  if (word === "model" || word === "item") return word;
  throw new Error(`The catalogue has no level ${word}.`);
}
