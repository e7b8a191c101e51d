import type { Attribute } from "../catalogue/catalogue.ts";
import { canonicalJson } from "../record/canonical-json.ts";
import type { JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";

/**
 * A value with what a row gives put over it: languages and members of which the row says nothing stay. Lists are given as
 * a whole.
 */
export function mergedValue(
  { type }: Pick<Attribute, "type">,
  before: JsonValue | undefined,
  given: JsonValue,
): JsonValue {
  if (type.kind === "multilingual") return mergedTexts(before, given);
  if (type.kind !== "object" || !isJsonObject(given) || !isJsonObject(before)) return given;
  const members = type.members.flatMap(({ id, type: of }): [string, JsonValue][] => {
    const [earlier, later] = [before[id], given[id]];
    if (later === undefined) return earlier === undefined ? [] : [[id, earlier]];
    return [[id, of.kind === "multilingual" ? mergedTexts(earlier, later) : later]];
  });
  return Object.fromEntries(members);
}

/** Whether two values of a data point say the same. */
export function isSameValue(one: JsonValue | undefined, other: JsonValue): boolean {
  return one !== undefined && canonicalJson(sorted(one)) === canonicalJson(sorted(other));
}

/** Texts in several languages have no order. */
function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value) && value.every((one: JsonValue) => languageOf(one) !== null))
    return value.toSorted((one: JsonValue, other: JsonValue) =>
      (languageOf(one) ?? "") < (languageOf(other) ?? "") ? -1 : 1,
    );
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, sorted(member)]));
}

function mergedTexts(before: JsonValue | undefined, given: JsonValue): JsonValue {
  const later = Array.isArray(given) ? given : [];
  const languages = new Set(later.map((one: JsonValue) => languageOf(one)));
  const kept = (Array.isArray(before) ? before : []).filter(
    (one: JsonValue) => !languages.has(languageOf(one)),
  );
  return [...kept, ...later];
}

function languageOf(text: JsonValue): string | null {
  const language = isJsonObject(text) ? text["language"] : undefined;
  return typeof language === "string" ? language : null;
}
