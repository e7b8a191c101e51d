import type { Member, ScalarType, ValueType } from "../../../../../server/domain/catalogue/catalogue.ts";
import type { JsonObject, JsonValue } from "../../../../../server/domain/record/strict-json.ts";

/** What stands in the controls of `ValueFields`, by their names. */
export type Typed = ReadonlyMap<string, string>;

/** Of a form with several attributes, what stands in the controls of one. */
export function typedOf(prefix: string, typed: Typed): Typed {
  return new Map(
    [...typed].flatMap(([name, text]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), text] as const] : [],
    ),
  );
}

/**
 * The value that was typed, as JSON for the registry, which judges it; null when every control is empty. Nothing is
 * corrected here: what is no number goes as the text it is, so that the registry's answer names it.
 */
export function typedValue(type: ValueType, typed: Typed): JsonValue {
  switch (type.kind) {
    case "series":
      return null;
    case "list": {
      const keys = [...new Set([...typed.keys()].flatMap((name) => /^e(\d+)\./.exec(name)?.[1] ?? []))];
      const entries = keys.map((key) =>
        type.of.kind === "object"
          ? membersTyped(type.of.members, `e${key}.`, typed)
          : scalarTyped(type.of, `e${key}.v`, typed),
      );
      const filled = entries.filter((entry) => entry !== null);
      return filled.length === 0 ? null : filled;
    }
    case "object":
      return membersTyped(type.members, "v.", typed);
    default:
      return scalarTyped(type, "v", typed);
  }
}

function membersTyped(members: readonly Member[], prefix: string, typed: Typed): JsonObject | null {
  const stated = members.flatMap(({ id, type }) => {
    const value = scalarTyped(type, `${prefix}${id}`, typed);
    return value === null ? [] : [[id, value] as const];
  });
  return stated.length === 0 ? null : Object.fromEntries(stated);
}

function scalarTyped(type: ScalarType, name: string, typed: Typed): JsonValue {
  const text = (at: string) => typed.get(at)?.trim() ?? "";
  if (type.kind === "range") {
    const [lower, upper] = [text(`${name}.lower`), text(`${name}.upper`)];
    return lower === "" && upper === "" ? null : { lower, upper };
  }
  if (type.kind === "multilingual") {
    const texts = [...typed.keys()].flatMap((at) => {
      const language = at.startsWith(`${name}.`) ? at.slice(name.length + 1) : "";
      return language === "" || text(at) === "" ? [] : [{ value: text(at), language }];
    });
    return texts.length === 0 ? null : texts;
  }
  const found = text(name);
  if (found === "") return null;
  if (type.kind === "flag") return found === "true";
  const isWhole = (type.kind === "integer" || type.kind === "months") && /^\d{1,9}$/.test(found);
  return isWhole ? Number(found) : found;
}

/** What stands in a control for a value: a text as it is, nothing for none. */
export function controlText(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
