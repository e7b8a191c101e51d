import type { JsonObject, JsonValue } from "./record/strict-json.ts";
import { isJsonObject } from "./record/strict-json.ts";

/**
 * A value after a change: members of the patch replace those of the value, null takes a member away, what is not named
 * stays. A patch that is no object is the new value. Neither input is changed.
 *
 * Source: RFC 7396, section 2.
 */
export function mergePatch(target: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (!isJsonObject(patch)) return patch;
  const members = new Map<string, JsonValue>(isJsonObject(target) ? Object.entries(target) : []);
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) members.delete(name);
    else members.set(name, mergePatch(members.get(name), change));
  }
  // Own properties, so that a member called __proto__ is a member like any other.
  return Object.fromEntries(members) satisfies JsonObject;
}
