import { canonicalJson } from "../record/canonical-json.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import type { Problem } from "../problem.ts";

/** An element that differs, or is new; null where it is gone. */
export interface ElementChange {
  readonly id: string;
  readonly content: "statutory" | "voluntary";
  readonly value: JsonValue;
}

/** Names of the two keys under which a document holds data elements. */
export interface ContentNames {
  readonly statutory: string;
  readonly voluntary: string;
}

/**
 * What a changed document says otherwise than the one before, element by element. An element that only moved between the
 * two contents is where it is now.
 *
 * Problems, with the path of each: `E_MEMBER_FIXED` for members of the head, which the registry writes, and for a content
 * that was taken away as a whole; `E_MEMBER_FOREIGN` for members no passport has; `E_ELEMENT_TWICE`.
 *
 * Source: EN 18223; EN 18222, UpdateDPPById.
 */
export function documentChanges(
  before: JsonObject,
  after: JsonObject,
  names: ContentNames,
): { readonly changes: readonly ElementChange[]; readonly problems: readonly Problem[] } {
  const contents = [names.statutory, names.voluntary];
  const head = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !contents.includes(name) && !areSame(ownMember(before, name), ownMember(after, name)),
  );
  const problems: Problem[] = head.map((name) =>
    Object.hasOwn(before, name)
      ? { code: "E_MEMBER_FIXED", path: name }
      : { code: "E_MEMBER_FOREIGN", path: name },
  );
  const found = (["statutory", "voluntary"] as const).flatMap((content) => {
    const [was = {}, is] = [before[names[content]], after[names[content]]];
    if (is === undefined && before[names[content]] === undefined) return [];
    if (!isJsonObject(was) || !isJsonObject(is)) {
      problems.push({ code: "E_MEMBER_FIXED", path: names[content] });
      return [];
    }
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((id): readonly ElementChange[] =>
      areSame(ownMember(was, id), ownMember(is, id))
        ? []
        : [{ id, content, value: ownMember(is, id) ?? null }],
    );
  });
  const changes: ElementChange[] = [];
  for (const change of found) {
    const others = found.filter((other) => other.id === change.id && other !== change);
    const isMoved = change.value === null && others.some(({ value }) => value !== null);
    if (isMoved) continue;
    if (change.value !== null && others.some(({ value }) => value !== null)) {
      if (change.content === "statutory") problems.push({ code: "E_ELEMENT_TWICE", path: change.id });
      continue;
    }
    changes.push(change);
  }
  return { changes, problems };
}

/** The same document with its two contents under other names, also where the head lists them. */
export function underNames(document: JsonObject, from: ContentNames, to: ContentNames): JsonObject {
  const renamed = new Map([
    [from.statutory, to.statutory],
    [from.voluntary, to.voluntary],
  ]);
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => [
      renamed.get(name) ?? name,
      name === "contentSpecificationIds" && Array.isArray(value)
        ? value.map((id: JsonValue) => (typeof id === "string" ? (renamed.get(id) ?? id) : id))
        : value,
    ]),
  );
}

/** Whether two values are the same to a reader of JSON; undefined is no value. */
export function areSame(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return canonicalJson(one) === canonicalJson(other);
}

/** A member of that name, which may be one that every object of the language has, as `constructor`. */
export function ownMember(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
