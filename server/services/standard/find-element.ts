import type { Node } from "../../domain/json-path/find-nodes.ts";
import { findNodes } from "../../domain/json-path/find-nodes.ts";
import { parseJsonPath } from "../../domain/json-path/parse-json-path.ts";
import type { JsonObject } from "../../domain/record/strict-json.ts";
import { Refusal } from "../../refusal.ts";
import { invalidInput } from "../input.ts";

/**
 * The one place of a document that a JSONPath leads to. Refusals: `INVALID_INPUT` for what is no JSONPath, costs too much
 * or leads to several places (`E_ELEMENT_SEVERAL`), `ELEMENT_NOT_FOUND`.
 *
 * Source: EN 18222, ReadDataElement; RFC 9535.
 */
export function findElement(document: JsonObject, elementIdPath: string): Node {
  const path = parseJsonPath(elementIdPath);
  const nodes = path.ok ? findNodes(path.value, document) : path;
  if (!nodes.ok) throw invalidInput(nodes.problems.map((problem) => ({ ...problem, path: "elementIdPath" })));
  const [only] = nodes.value;
  if (only === undefined)
    throw new Refusal("ELEMENT_NOT_FOUND", `The passport has no element ${elementIdPath}.`);
  if (nodes.value.length > 1) {
    const params = { value: String(nodes.value.length) };
    throw invalidInput([{ code: "E_ELEMENT_SEVERAL", path: "elementIdPath", params }]);
  }
  return only;
}
