import type { JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import table from "./catena-x-model-6.1.0.json" with { type: "json" };

/** A member of the aspect model: what JSON Schema says of it, and its unit. */
export interface ModelNode {
  readonly type: string;
  readonly unit?: string | undefined;
  readonly properties?: Readonly<Record<string, ModelNode | undefined>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: ModelNode | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly pattern?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

/** The aspect model BatteryPass as published. Source: files and commits in the table. */
export const batteryPass: {
  readonly semanticId: string;
  readonly specVersion: string;
  readonly source: string;
  readonly model: ModelNode;
} = table;

/**
 * What of a value the model takes: members it names, values of its datatypes, patterns and lists; nothing else, and nothing
 * that would be empty. Decimals as text become numbers.
 *
 * @param round told of each decimal that loses digits, with its place.
 */
export function fitted(
  node: ModelNode,
  value: JsonValue,
  round: (place: string, text: string) => void,
  place = "",
): JsonValue | undefined {
  switch (node.type) {
    case "object": {
      if (!isJsonObject(value)) return undefined;
      const members = Object.entries(value).flatMap(([name, inner]) => {
        const known = node.properties?.[name];
        if (known === undefined) return [];
        const fit = fitted(known, inner, round, place === "" ? name : `${place}.${name}`);
        return fit === undefined ? [] : [[name, fit] as const];
      });
      return isBare(node, members) ? undefined : Object.fromEntries(members);
    }
    case "array": {
      const { items } = node;
      if (!isList(value) || items === undefined) return undefined;
      const entries: JsonValue[] = [];
      for (const inner of value) {
        const fit = fitted(items, inner, round, `${place}.${String(entries.length)}`);
        if (fit !== undefined) entries.push(fit);
      }
      return entries.length === 0 ? undefined : entries;
    }
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "string":
      return textIn(node, value);
    default:
      return numberIn(node, value, (text) => {
        round(place, text);
      });
  }
}

/** Required members a value does not have, by their places; what is missing with its parent is not named again. */
export function missingMembers(node: ModelNode, value: JsonValue | undefined): readonly string[] {
  if (isList(value) && node.items !== undefined) {
    const { items } = node;
    return [...new Set(value.flatMap((inner) => missingMembers(items, inner)))];
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(node.properties ?? {}).flatMap(([name, inner]) => {
    const held = value[name];
    if (held === undefined) return node.required?.includes(name) === true ? [name] : [];
    return inner === undefined ? [] : missingMembers(inner, held).map((path) => `${name}.${path}`);
  });
}

/** Whether nothing is left, or only what says something of a value: its unit, its key, its time. */
function isBare({ properties = {} }: ModelNode, members: readonly (readonly [string, JsonValue])[]): boolean {
  const carrier = ["value", "lifeValue", "content"].find((name) => {
    const type = properties[name]?.type;
    return type !== undefined && type !== "object";
  });
  return members.length === 0 || (carrier !== undefined && !members.some(([name]) => name === carrier));
}

function textIn({ enum: allowed, pattern, maxLength }: ModelNode, value: JsonValue): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const text = String(value);
  const fits =
    (allowed?.includes(text) ?? true) &&
    (pattern === undefined || new RegExp(pattern, "u").test(text)) &&
    text.length <= (maxLength ?? text.length);
  return fits ? text : undefined;
}

function numberIn(
  { type, minimum, maximum }: ModelNode,
  value: JsonValue,
  round: (text: string) => void,
): number | undefined {
  if (typeof value === "string" && !/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value)) return undefined;
  const number = typeof value === "string" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) return undefined;
  if (type === "integer" && !Number.isInteger(number)) return undefined;
  if (number < (minimum ?? number) || number > (maximum ?? number)) return undefined;
  if (typeof value === "string" && !keepsDigits(value)) round(value);
  return number;
}

/** Whether the number of a text is the same text again, but for zeros that say nothing. */
function keepsDigits(text: string): boolean {
  const digits = text
    .replace(/[eE].*$/, "")
    .replace(/[-+.]/g, "")
    .replace(/^0+/, "");
  return digits.length <= 15;
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
