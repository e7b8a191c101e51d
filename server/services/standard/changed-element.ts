import { parseJsonPath } from "../../domain/json-path/parse-json-path.ts";
import { isSingular } from "../../domain/json-path/query.ts";
import { mergePatch } from "../../domain/merge-patch.ts";
import type { JsonObject, JsonValue } from "../../domain/record/strict-json.ts";
import { isJsonObject } from "../../domain/record/strict-json.ts";
import { Refusal } from "../../refusal.ts";
import { invalidInput } from "../input.ts";

/**
 * A document with one value changed by a merge patch: the one that a path of names and indexes leads to. The last name may
 * be new; null takes a member or an entry away.
 *
 * Refusals: `INVALID_INPUT` for what is no such path (`E_ELEMENT_PATH_SINGULAR`), `ELEMENT_NOT_FOUND` where what it stands
 * in is not there.
 *
 * Source: EN 18222, UpdateDataElement; RFC 9535, section 2.3.5.1; RFC 7396.
 */
export function changedElement(document: JsonObject, elementIdPath: string, patch: JsonValue): JsonValue {
  const path = parseJsonPath(elementIdPath);
  if (!path.ok) throw invalidInput(path.problems.map((problem) => ({ ...problem, path: "elementIdPath" })));
  if (!isSingular(path.value))
    throw invalidInput([{ code: "E_ELEMENT_PATH_SINGULAR", path: "elementIdPath" }]);
  const keys = path.value.segments.flatMap(({ selectors: [selector] }): (string | number)[] =>
    selector?.kind === "name" ? [selector.name] : selector?.kind === "index" ? [selector.index] : [],
  );
  return changedAt(document, keys, patch, elementIdPath);
}

function changedAt(
  value: JsonValue,
  [key, ...below]: readonly (string | number)[],
  patch: JsonValue,
  path: string,
): JsonValue {
  if (key === undefined) return mergePatch(value, patch);
  const nothing = (): Refusal => new Refusal("ELEMENT_NOT_FOUND", `The passport has no element ${path}.`);
  if (typeof key === "string") {
    if (!isJsonObject(value)) throw nothing();
    const member = Object.hasOwn(value, key) ? value[key] : undefined;
    if (below.length === 0) return mergePatch(value, { [key]: patch });
    if (member === undefined) throw nothing();
    return Object.fromEntries([
      ...Object.entries(value).filter(([name]) => name !== key),
      [key, changedAt(member, below, patch, path)],
    ]);
  }
  if (!isList(value)) throw nothing();
  const place = key < 0 ? value.length + key : key;
  const entry = value[place];
  if (entry === undefined) throw nothing();
  const isGone = below.length === 0 && patch === null;
  return value.flatMap((one, index) =>
    index !== place ? [one] : isGone ? [] : [changedAt(entry, below, patch, path)],
  );
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
