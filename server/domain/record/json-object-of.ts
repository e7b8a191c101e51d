import type { JsonObject } from "./strict-json.ts";
import { isJsonObject, parseStrictJson } from "./strict-json.ts";

/** An object of ours as its reader will parse it. Throws for what no JSON can say: that would be our fault. */
export function jsonObjectOf(document: object): JsonObject {
  const read = parseStrictJson(JSON.stringify(document));
  if (!read.ok || !isJsonObject(read.value)) throw new Error("A document of ours is no JSON object.");
  return read.value;
}
