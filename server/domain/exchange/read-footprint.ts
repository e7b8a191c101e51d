import type { Parsed } from "../problem.ts";
import { reject } from "../problem.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import type { ImportedFootprint } from "./imported-footprint.ts";
import { isCatenaX, readCatenaXFootprint } from "./read-catena-x.ts";
import { readPactFootprint } from "./read-pact.ts";

/**
 * Reads a supplier's footprint in any format we know, told apart by what the document says of itself. The answer of a
 * PACT host is opened: `{"data": footprint}` and `{"data": [footprint]}`, and so is a list that was saved without it;
 * several in one are refused with `E_EXCHANGE_SEVERAL`. A document of no known format: `E_EXCHANGE_FORMAT`.
 *
 * Source: PACT Technical Specifications 3.0.3 (GetFootprint, ListFootprints); SAMM io.catenax.pcf 6, 7 and 9.
 */
export function readFootprint(json: JsonValue): Parsed<ImportedFootprint> {
  const opened = open(json);
  if (typeof opened === "number")
    return reject("E_EXCHANGE_SEVERAL", isJsonObject(json) ? "data" : "", { value: String(opened) });
  if (opened === null) return reject("E_EXCHANGE_FORMAT");
  if (isCatenaX(opened)) return readCatenaXFootprint(opened);
  if (isJsonObject(opened["pcf"]) && typeof opened["specVersion"] === "string")
    return readPactFootprint(opened);
  return reject("E_EXCHANGE_FORMAT");
}

/** The one footprint of a document; how many there are where there is not one; null for what is no object at all. */
function open(json: JsonValue): JsonObject | number | null {
  if (Array.isArray(json) && json.length === 0) return null;
  const holder = isJsonObject(json) ? json : { data: json };
  const { data } = holder;
  if (data === undefined || holder["pcf"] !== undefined) return holder;
  if (isJsonObject(data)) return data;
  if (!Array.isArray(data)) return null;
  const list: readonly JsonValue[] = data;
  const [first] = list;
  if (list.length !== 1) return list.length;
  return isJsonObject(first) ? first : null;
}
