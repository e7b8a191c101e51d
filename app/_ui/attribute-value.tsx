import type { ReactNode } from "react";
import type { Attribute, Member, ScalarType, ValueType } from "../../server/domain/catalogue/catalogue.ts";
import type { JsonValue } from "../../server/domain/record/strict-json.ts";
import { isJsonObject } from "../../server/domain/record/strict-json.ts";
import type { Language } from "../_text/languages.ts";
import { textOf } from "../_text/text.ts";
import { asStated, day, moment, month, unitShown } from "./shown.ts";
import { signs } from "./signs.ts";

/** A value of an attribute as people read it: each figure with its unit, each choice by its title. */
export function AttributeValue({
  language,
  attribute,
  value,
}: {
  readonly language: Language;
  readonly attribute: Pick<Attribute, "type" | "unit">;
  readonly value: JsonValue;
}): ReactNode {
  return shownAs(language, attribute.type, attribute.unit, value);
}

function shownAs(language: Language, type: ValueType, unit: string | null, value: JsonValue): ReactNode {
  if (type.kind === "list" && Array.isArray(value)) {
    return (
      <ul className="plain">
        {value.map((one: JsonValue, index) => (
          <li key={index}>{shownAs(language, type.of, unit, one)}</li>
        ))}
      </ul>
    );
  }
  if (type.kind === "object" && isJsonObject(value)) {
    const stated = type.members.flatMap((member) => {
      const found = value[member.id];
      return found === undefined || found === null ? [] : [{ member, found }];
    });
    return stated.map(({ member, found }, index) => (
      <span key={member.id}>
        {index === 0 ? null : signs(language).semicolon}
        {member.title[language]}
        {signs(language).colon}
        {shownMember(language, member, found)}
      </span>
    ));
  }
  if (type.kind === "series" && Array.isArray(value))
    return textOf(language, "attributes")("readings", { count: value.length });
  if (type.kind === "object" || type.kind === "list" || type.kind === "series") return JSON.stringify(value);
  return shownScalar(language, type, unit, value);
}

function shownMember(language: Language, { type, unit }: Member, value: JsonValue): ReactNode {
  return shownScalar(language, type, unit, value);
}

function shownScalar(language: Language, type: ScalarType, unit: string | null, value: JsonValue): ReactNode {
  const t = textOf(language, "attributes");
  const withUnit = (text: string) => (unit === null ? text : `${text}\u00A0${unitShown(unit, language)}`);
  if (type.kind === "range" && isJsonObject(value)) {
    const { lower, upper } = value;
    return withUnit(t("range", { lower: asStated(textOfValue(lower)), upper: asStated(textOfValue(upper)) }));
  }
  if (type.kind === "multilingual" && Array.isArray(value)) {
    const texts = value.filter((one: JsonValue) => isJsonObject(one));
    const own = texts.find((one) => textOfValue(one["language"]).startsWith(language)) ?? texts[0];
    return own === undefined ? null : textOfValue(own["value"]);
  }
  if (type.kind === "document" && isJsonObject(value)) {
    return <a href={textOfValue(value["url"])}>{textOfValue(value["resourceTitle"])}</a>;
  }
  if (type.kind === "choice")
    return type.values.find((choice) => choice.value === value)?.title[language] ?? textOfValue(value);
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  if (type.kind === "months" && typeof value === "number") return t("months", { count: value });
  if (typeof value === "number") return withUnit(String(value));
  if (typeof value !== "string") return JSON.stringify(value);
  switch (type.kind) {
    case "decimal":
      return withUnit(asStated(value));
    case "day":
      return day(language, value);
    case "month":
      return month(language, value);
    case "instant":
      return moment(language, value);
    case "address":
      return <a href={value}>{value}</a>;
    default:
      return value;
  }
}

function textOfValue(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}
