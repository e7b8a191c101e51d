"use client";

import { useState } from "react";
import type { Attribute, Member, ScalarType } from "../../../../../server/domain/catalogue/catalogue.ts";
import type { JsonValue } from "../../../../../server/domain/record/strict-json.ts";
import { isJsonObject } from "../../../../../server/domain/record/strict-json.ts";
import { useText } from "../../../../_ui/console-text.tsx";
import { Field } from "../../../../_ui/field.tsx";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { unitShown } from "../../../../_ui/shown.ts";
import { bracketed } from "../../../../_ui/signs.ts";
import { controlText } from "./typed-value.ts";

interface FieldsProps {
  readonly form: string;
  readonly attribute: Attribute;
  readonly value: JsonValue;
  /** Before the name of each control, where a form has several attributes; see `typedOf`. */
  readonly prefix?: string;
}

/** Controls for a value of any form the catalogue knows; `typed-value.ts` reads them back. */
export function ValueFields({ form, attribute, value, prefix = "" }: FieldsProps) {
  const { type, unit } = attribute;
  const { language } = useText();
  const title = attribute.title[language];
  switch (type.kind) {
    case "series":
      return null;
    case "list":
      return <ListFields {...{ form, attribute, value, prefix }} />;
    case "object":
      return <Members form={form} members={type.members} prefix={`${prefix}v.`} value={value} />;
    default:
      return <ScalarField {...{ form, type, unit, value }} name={`${prefix}v`} label={title} />;
  }
}

function ListFields({ form, attribute, value, prefix = "" }: FieldsProps) {
  const { type } = attribute;
  const { language } = useText();
  const { t } = useTextOf("attributes");
  const given = Array.isArray(value) ? value : [];
  const [entries, setEntries] = useState<readonly { readonly key: number; readonly value: JsonValue }[]>(
    given.map((one: JsonValue, key) => ({ key, value: one })),
  );
  const [next, setNext] = useState(given.length);
  if (type.kind !== "list") return null;
  const { of } = type;
  return (
    <div className="stack">
      {entries.map(({ key, value: one }, index) => (
        <fieldset key={key}>
          <legend>{t("entry", { number: index + 1 })}</legend>
          {of.kind === "object" ? (
            <Members form={form} members={of.members} prefix={`${prefix}e${String(key)}.`} value={one} />
          ) : (
            <ScalarField
              {...{ form, type: of, unit: attribute.unit, value: one }}
              name={`${prefix}e${String(key)}.v`}
              label={attribute.title[language]}
            />
          )}
          <button
            type="button"
            onClick={() => {
              setEntries(entries.filter((entry) => entry.key !== key));
            }}
          >
            {t("removeEntry", { number: index + 1 })}
          </button>
        </fieldset>
      ))}
      <div className="actions">
        <button
          type="button"
          onClick={() => {
            setEntries([...entries, { key: next, value: null }]);
            setNext(next + 1);
          }}
        >
          {t("addEntry")}
        </button>
      </div>
    </div>
  );
}

function Members({
  form,
  members,
  prefix,
  value,
}: {
  readonly form: string;
  readonly members: readonly Member[];
  readonly prefix: string;
  readonly value: JsonValue;
}) {
  const { language, t } = useText();
  return (
    <div className="form-grid">
      {members.map(({ id, title, type, unit, required }) => (
        <ScalarField
          key={id}
          {...{ form, type, unit }}
          name={`${prefix}${id}`}
          label={required ? title[language] : `${title[language]}${bracketed(language, t("optional"))}`}
          value={isJsonObject(value) ? (value[id] ?? null) : null}
        />
      ))}
    </div>
  );
}

interface ScalarProps {
  readonly form: string;
  readonly name: string;
  readonly label: string;
  readonly type: ScalarType;
  readonly unit: string | null;
  readonly value: JsonValue;
}

function ScalarField({ form, name, label, type, unit, value }: ScalarProps) {
  const { language } = useText();
  const { t } = useTextOf("attributes");
  const named = unit === null ? label : `${label}${bracketed(language, unitShown(unit, language))}`;
  if (type.kind === "range") {
    const { lower, upper } = isJsonObject(value) ? value : {};
    return (
      <div className="form-grid">
        <TextField
          form={form}
          name={`${name}.lower`}
          label={`${named} · ${t("lower")}`}
          value={lower ?? null}
        />
        <TextField
          form={form}
          name={`${name}.upper`}
          label={`${named} · ${t("upper")}`}
          value={upper ?? null}
        />
      </div>
    );
  }
  if (type.kind === "multilingual") {
    const texts = Array.isArray(value) ? value : [];
    const textIn = (wanted: string): JsonValue => {
      const found = texts.find((one: JsonValue) => isJsonObject(one) && one["language"] === wanted);
      return isJsonObject(found) ? (found["value"] ?? null) : null;
    };
    const known = ["en", "zh", ...texts.flatMap((one: JsonValue) => otherLanguage(one))];
    const names = new Intl.DisplayNames(language === "en" ? "en-GB" : "zh-CN", { type: "language" });
    return known.map((code) => (
      <TextField
        key={code}
        form={form}
        name={`${name}.${code}`}
        label={`${label}${bracketed(language, names.of(code) ?? code)}`}
        value={textIn(code)}
        long
      />
    ));
  }
  const choices =
    type.kind === "flag"
      ? [
          { value: "true", label: t("yes") },
          { value: "false", label: t("no") },
        ]
      : type.kind === "choice"
        ? type.values.map((one) => ({ value: one.value, label: one.title[language] }))
        : null;
  if (choices !== null) {
    return (
      <Field form={form} name={name} label={named}>
        {(control) => (
          <select {...control} defaultValue={controlText(value)}>
            <option value="">{t("choose")}</option>
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
        )}
      </Field>
    );
  }
  return (
    <TextField
      {...{ form, name, label: named, value }}
      long={type.kind === "text" && type.maxLength > 300}
      numeric={type.kind === "decimal" || type.kind === "integer" || type.kind === "months"}
    />
  );
}

function otherLanguage(one: JsonValue): readonly string[] {
  const code = isJsonObject(one) ? one["language"] : null;
  return typeof code === "string" && code !== "en" && code !== "zh" ? [code] : [];
}

function TextField({
  form,
  name,
  label,
  value,
  long = false,
  numeric = false,
}: {
  readonly form: string;
  readonly name: string;
  readonly label: string;
  readonly value: JsonValue;
  readonly long?: boolean;
  readonly numeric?: boolean;
}) {
  return (
    <Field form={form} name={name} label={label}>
      {(control) =>
        long ? (
          <textarea {...control} rows={3} defaultValue={controlText(value)} />
        ) : (
          <input
            {...control}
            type="text"
            autoComplete="off"
            defaultValue={controlText(value)}
            {...(numeric ? { inputMode: "decimal" as const } : {})}
          />
        )
      }
    </Field>
  );
}
