import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import mapping from "./catena-x-mapping-1.0.0.json" with { type: "json" };
import { dataPointsOf, valueAt } from "./data-points.ts";

/** A passport in the shape of Catena-X, with what the reader has to know of it. */
export interface CatenaXFile {
  readonly semanticId: string;
  readonly note: {
    readonly source: string;
    /** Data points of the passport that no member of the model takes. */
    readonly notTaken: readonly string[];
    /** Members of the model that the registry keeps nothing for: left out, never made up. */
    readonly withoutSource: readonly string[];
    /** Numbers of more digits than a number of JSON holds, as they stand in the passport. */
    readonly rounded: Readonly<Record<string, string>>;
  };
  readonly payload: JsonObject;
}

/**
 * A passport in the shape of the aspect model BatteryPass of Catena-X: each member from the data point the mapping names,
 * nothing made up. What the model has no member for is named in the note. The model wants numbers where the passport has
 * decimals as text; where a number would lose digits the note keeps them.
 *
 * @param document the compressed document, as its reader may see it.
 *
 * Source: Catena-X, aspect model `io.catenax.battery.battery_pass`, version 6.0.0.
 */
export function catenaXFile(document: JsonObject): CatenaXFile {
  const points = dataPointsOf(document);
  const values: JsonObject = Object.fromEntries(points.toReversed().map(({ id, value }) => [id, value]));
  let payload: JsonObject = {};
  const rounded: Record<string, string> = {};
  const taken = new Set<string>();
  for (const row of mapping.rows) {
    const [first = "", ...inside] = row.from.split(".");
    const held = first.startsWith("@") ? document[first.slice(1)] : valueAt(values[first], inside);
    const value = held === undefined || held === null ? undefined : asWanted(held, row.as);
    if (value === undefined) continue;
    if (inside.length === 0) taken.add(first);
    if (typeof value === "number" && typeof held === "string" && !keepsDigits(held)) rounded[row.to] = held;
    payload = withValue(payload, row.to.split("."), value, "beside" in row ? row.beside : {});
  }
  return {
    semanticId: mapping.semanticId,
    note: {
      source: mapping.source,
      notTaken: [...new Set(points.map(({ id }) => id))].filter((id) => !taken.has(id)),
      withoutSource: mapping.withoutSource,
      rounded,
    },
    payload: listed(payload),
  };
}

function asWanted(value: JsonValue, as: string): JsonValue | undefined {
  switch (as) {
    case "number": {
      const number = typeof value === "string" ? Number(value) : value;
      return typeof number === "number" && Number.isFinite(number) ? number : undefined;
    }
    case "text":
      return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
    case "documents":
      return isList(value)
        ? value.map((one) =>
            isJsonObject(one)
              ? {
                  header: one["resourceTitle"] ?? "",
                  content: one["url"] ?? "",
                  type: one["contentType"] ?? "",
                }
              : { content: one },
          )
        : undefined;
    default:
      return value;
  }
}

/** Whether the number of a text is the same text again, but for zeros that say nothing. */
function keepsDigits(text: string): boolean {
  const digits = text
    .replace(/[eE].*$/, "")
    .replace(/[-+.]/g, "")
    .replace(/^0+/, "");
  return digits.length <= 15;
}

function withValue(
  tree: JsonObject,
  [step = "", ...rest]: readonly string[],
  value: JsonValue,
  beside: JsonObject,
): JsonObject {
  if (rest.length === 0) return { ...tree, ...beside, [step]: value };
  const inner = tree[step];
  return { ...tree, [step]: withValue(isJsonObject(inner) ? inner : {}, rest, value, beside) };
}

/** Members called 0, 1, … become lists. */
function listed(tree: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(tree).map(([name, value]) => {
      if (!isJsonObject(value)) return [name, value] as const;
      const inner = listed(value);
      const names = Object.keys(inner);
      const isRow = names.length > 0 && names.every((one, at) => one === String(at));
      return [name, isRow ? Object.values(inner) : inner] as const;
    }),
  );
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
