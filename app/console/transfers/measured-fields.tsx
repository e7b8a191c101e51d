"use client";

import { useText } from "../../_ui/console-text.tsx";
import type { Failure } from "../../_ui/failure.ts";
import { problemAt } from "../../_ui/failure.ts";
import { Field } from "../../_ui/field.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { textOfEntry } from "../../_ui/text-of-entry.ts";
import type { AskedField } from "./asked-fields.ts";

interface MeasuredFieldsProps {
  /** Told apart from the fields of other batteries in the same form. */
  readonly form: string;
  readonly legend: string;
  readonly asked: readonly AskedField[];
  readonly failure: Failure | null;
}

/** Values that the law wants measured anew at a change of status. */
export function MeasuredFields({ form, legend, asked, failure }: MeasuredFieldsProps) {
  const { problem } = useText();
  const { t } = useTextOf("life");
  if (asked.length === 0) return null;
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div className="form-grid">
        {asked.map(({ id, label }) => {
          const found = problemAt(failure, id);
          return (
            <Field
              key={id}
              form={form}
              name={id}
              label={label}
              error={found === undefined ? undefined : problem(found)}
            >
              {(control) => (
                <input
                  {...control}
                  name={`${form}.${id}`}
                  type="text"
                  inputMode="decimal"
                  autoComplete="off"
                />
              )}
            </Field>
          );
        })}
        <Field form={form} name="method" label={t("transfers.method")}>
          {(control) => <input {...control} name={`${form}.method`} type="text" autoComplete="off" />}
        </Field>
      </div>
    </fieldset>
  );
}

/** What was typed into them; empty fields are left out. */
export function measuredIn(typed: FormData, form: string, asked: readonly AskedField[]) {
  const entered = asked.map(({ id }) => [id, textOfEntry(typed.get(`${form}.${id}`))] as const);
  const method = textOfEntry(typed.get(`${form}.method`));
  return {
    values: Object.fromEntries(entered.filter(([, value]) => value !== "")),
    ...(method === "" ? {} : { method }),
  };
}
