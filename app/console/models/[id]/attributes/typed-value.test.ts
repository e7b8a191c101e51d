import { expect, test } from "vitest";
import { bundledCatalogue } from "../../../../../server/domain/catalogue/bundled-catalogue.ts";
import { parseAttributeValue } from "../../../../../server/domain/catalogue/parse-value.ts";
import type { ScalarType, ValueType } from "../../../../../server/domain/catalogue/catalogue.ts";
import type { JsonValue } from "../../../../../server/domain/record/strict-json.ts";
import { isJsonObject } from "../../../../../server/domain/record/strict-json.ts";
import { sampleValue } from "../../../../../server/domain/record/sample-value.ts";
import { controlText, typedValue } from "./typed-value.ts";

/** Controls filled with a value, as the form of the attribute fills them. */
function controlsOf(type: ValueType, value: JsonValue): ReadonlyMap<string, string> {
  const typed = new Map<string, string>();
  const put = (name: string, of: ScalarType, one: JsonValue): void => {
    if (of.kind === "range" && isJsonObject(one)) {
      for (const end of ["lower", "upper"] as const) typed.set(`${name}.${end}`, controlText(one[end]));
    } else if (of.kind === "multilingual" && Array.isArray(one)) {
      for (const text of one)
        if (isJsonObject(text))
          typed.set(`${name}.${controlText(text["language"])}`, controlText(text["value"]));
    } else typed.set(name, controlText(one));
  };
  const entry = (prefix: string, of: ValueType, one: JsonValue): void => {
    if (of.kind === "object") {
      for (const member of of.members)
        if (isJsonObject(one)) put(`${prefix}${member.id}`, member.type, one[member.id] ?? "");
    } else if (of.kind !== "list" && of.kind !== "series") put(prefix === "v." ? "v" : `${prefix}v`, of, one);
  };
  if (type.kind === "list" && Array.isArray(value))
    value.forEach((one: JsonValue, key) => entry(`e${String(key)}.`, type.of, one));
  else entry("v.", type, value);
  return typed;
}

const typable = bundledCatalogue.attributes.filter(({ type, origin }) => {
  if (origin === "derived") return false;
  const inner = type.kind === "list" ? type.of : type;
  return inner.kind !== "series" && inner.kind !== "document";
});

test.each(typable.map((attribute) => [attribute.id, attribute] as const))(
  "what is typed for %s is the value that stands in its controls",
  (_, attribute) => {
    const value = sampleValue(attribute.type);
    const typed = typedValue(attribute.type, controlsOf(attribute.type, value));
    expect(typed).toEqual(value);
    expect(parseAttributeValue(attribute, typed).ok).toBe(true);
  },
);

test("empty controls are no value, and what is no number goes as it was typed", () => {
  expect(typedValue({ kind: "decimal" }, new Map([["v", " "]]))).toBeNull();
  expect(typedValue({ kind: "integer" }, new Map([["v", "many"]]))).toBe("many");
  expect(
    typedValue({ kind: "list", of: { kind: "decimal" }, maximum: 3 }, new Map([["e0.v", ""]])),
  ).toBeNull();
});
