import type { DisclosureGroup } from "../access/audience.ts";
import type { JsonValue } from "../record/strict-json.ts";
import catalogue from "./restricted-attributes-1.0.0.json" with { type: "json" };

/** An attribute of the passport that not everybody may read. */
export interface RestrictedAttribute {
  /** Name in the attribute catalogue. */
  readonly id: string;
  /** Point of Annex XIII that decides who reads it: L is point 2, A point 3, I point 4. */
  readonly group: DisclosureGroup;
  readonly level: "model" | "item";
  /** Object of the full record in which it stands; fixed, so that its presence tells nothing. */
  readonly section: string;
  /** Form of the value, or of each when there are several. */
  readonly dataType: string;
  /** True when the value is a list, empty when there is none. */
  readonly list: boolean;
  readonly unit?: string;
  /** Article or annex that asks for it. */
  readonly source: string;
}

/**
 * Every restricted attribute of the catalogue, in the order of the catalogue: what a full record hides, whether it is
 * filled or not. Source: Regulation (EU) 2023/1542, Annex XIII points 2, 3 and 4, with what standards add to them.
 */
export const restrictedAttributes: readonly RestrictedAttribute[] = catalogue.attributes.map(
  ({ group, level, ...attribute }) => ({ ...attribute, group: groupOf(group), level: levelOf(level) }),
);

/** Values of restricted attributes by name. What is not there is empty. */
export type RestrictedFacts = Readonly<Record<string, JsonValue>>;

/** Restricted attributes of a record at one level, in stored order. */
export function restrictedAt(level: "model" | "item"): readonly RestrictedAttribute[] {
  return restrictedAttributes.filter((attribute) => attribute.level === level);
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
