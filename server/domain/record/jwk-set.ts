import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { CandidateKey } from "./jws.ts";
import type { JsonValue } from "./strict-json.ts";
import { isJsonObject, parseStrictJson } from "./strict-json.ts";

/**
 * Reads a JSON Web Key Set. Keys of kinds that records are not signed with are kept: each key is judged when a record
 * names it.
 *
 * Problems: those of strict JSON; `E_JWKS_FORMAT` when it is not an object with a list `keys` of objects.
 *
 * Source: RFC 7517 section 5.
 */
export function parseJwkSet(input: string | Uint8Array): Parsed<readonly CandidateKey[]> {
  const json = parseStrictJson(input);
  if (!json.ok) return json;
  const keys = isJsonObject(json.value) ? json.value["keys"] : undefined;
  if (!isList(keys) || !keys.every(isJsonObject)) return reject("E_JWKS_FORMAT");
  return accept(keys);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
