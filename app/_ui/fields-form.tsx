"use client";

import { useEffect, useId, useRef } from "react";
import type { ReactNode, SubmitEvent } from "react";
import { useText } from "./console-text.tsx";
import { Field } from "./field.tsx";
import type { ControlProps } from "./field.tsx";
import { textOfEntry } from "./text-of-entry.ts";
import { FailureNotice } from "./failure-notice.tsx";
import { problemAt } from "./failure.ts";
import type { Failure } from "./failure.ts";
import { bracketed } from "./signs.ts";

/** One field of a form: what it is called, what helps to fill it, how it is typed. */
export interface FieldSpec<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly help?: string;
  readonly kind?: "text" | "decimal" | "date" | "month" | "select";
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly initial?: string;
  readonly optional?: boolean;
  /** What is often typed here; anything else may be typed. */
  readonly suggestions?: readonly string[];
  /** A choice that other fields depend on. */
  readonly onChange?: (value: string) => void;
}

interface FieldsFormProps<Name extends string> {
  readonly fields: readonly FieldSpec<Name>[];
  readonly submit: string;
  readonly running: boolean;
  readonly failure: Failure | null;
  /** Saves what was typed, trimmed; true when it was saved. */
  readonly onSubmit: (
    typed: (name: Name) => string,
    /** Every control by its name, also those of `children`. */
    all: ReadonlyMap<string, string>,
  ) => Promise<boolean>;
  readonly onCancel?: () => void;
  /** Told what stands in the fields after each change of one, saved or not. */
  readonly onTyped?: (typed: (name: Name) => string) => void;
  /** After a success: empty the form for the next one. */
  readonly emptyAfter?: boolean;
  readonly children?: ReactNode;
  /** What problems are about that have no field of their own here, by the end of their path. */
  readonly names?: Readonly<Record<string, string>>;
}

/**
 * A form of plain fields: label above, help below, problems at the field and once on top. What was typed stays until
 * it is saved. Enter saves; Escape cancels where there is something to cancel.
 */
export function FieldsForm<const Name extends string>(props: FieldsFormProps<Name>) {
  const {
    fields,
    submit,
    running,
    failure,
    onSubmit,
    onCancel,
    onTyped,
    emptyAfter = false,
    children,
    names = {},
  } = props;
  const { language, t, problem } = useText();
  const form = useId();
  const element = useRef<HTMLFormElement>(null);
  // Once a refusal has marked its fields, the first of them takes the focus.
  useEffect(() => {
    if (failure !== null) element.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [failure]);

  async function save(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const all = new Map([...typed.keys()].map((name) => [name, textOfEntry(typed.get(name))]));
    const done = await onSubmit((name) => all.get(name) ?? "", all);
    if (done && emptyAfter) element.current?.reset();
  }

  function tell(): void {
    // After a list that changes the fields themselves has done so.
    queueMicrotask(() => {
      if (element.current === null) return;
      const typed = new FormData(element.current);
      onTyped?.((name) => textOfEntry(typed.get(name)));
    });
  }

  return (
    <form
      method="post"
      ref={element}
      className="form"
      noValidate
      onChange={onTyped === undefined ? undefined : tell}
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => {
        if (event.key === "Escape") onCancel?.();
      }}
    >
      <FailureNotice
        failure={failure}
        form={form}
        fields={Object.fromEntries(fields.map(({ name, label }) => [name, label]))}
        names={names}
      />
      <div className="form-grid">
        {fields.map((field) => {
          const found = problemAt(failure, field.name);
          return (
            <Field
              key={field.name}
              form={form}
              name={field.name}
              label={
                field.optional === true ? `${field.label}${bracketed(language, t("optional"))}` : field.label
              }
              help={field.help}
              error={found === undefined ? undefined : problem(found)}
            >
              {(control) => <Control field={field} control={control} />}
            </Field>
          );
        })}
      </div>
      {children}
      <div className="actions">
        <button type="submit" className="button-primary" disabled={running}>
          {running ? t("action.running") : submit}
        </button>
        {onCancel === undefined ? null : (
          <button type="button" onClick={onCancel}>
            {t("action.cancel")}
          </button>
        )}
      </div>
    </form>
  );
}

function Control({ field, control }: { readonly field: FieldSpec<string>; readonly control: ControlProps }) {
  const { kind = "text", options = [], initial = "", optional = false, suggestions = [] } = field;
  if (kind === "select") {
    return (
      // Other options are another choice, which begins with its own initial one.
      <select
        {...control}
        key={options.map(({ value }) => value).join(" ")}
        defaultValue={initial}
        onChange={(event) => field.onChange?.(event.target.value)}
      >
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    );
  }
  const list = suggestions.length === 0 ? undefined : `${control.id}-list`;
  return (
    <>
      <input
        {...control}
        type={kind === "date" ? "date" : "text"}
        inputMode={kind === "decimal" ? "decimal" : undefined}
        placeholder={kind === "month" ? "2026-10" : undefined}
        autoComplete="off"
        required={!optional}
        defaultValue={initial}
        list={list}
      />
      {list === undefined ? null : (
        <datalist id={list}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}
