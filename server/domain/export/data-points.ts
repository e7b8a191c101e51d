import { contentKeys } from "../passport/expanded-document.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";

/** One data point of a passport document. */
export interface DataPoint {
  readonly id: string;
  /** The content specification it stands under. */
  readonly specification: string;
  readonly value: JsonValue;
}

/**
 * The data points of a compressed document, in its order: the members of each content specification.
 *
 * Source: EN 18223, compressed form.
 */
export function dataPointsOf(document: JsonObject): readonly DataPoint[] {
  return contentKeys(document).flatMap((specification) => {
    const content = document[specification];
    return isJsonObject(content)
      ? Object.entries(content).map(([id, value]) => ({ id, specification, value }))
      : [];
  });
}

/** A value inside a value, by names and indexes with dots between; undefined where there is none. */
export function valueAt(value: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (isList(value)) return valueAt(value[Number(step)], rest);
  return isJsonObject(value) && Object.hasOwn(value, step) ? valueAt(value[step], rest) : undefined;
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
