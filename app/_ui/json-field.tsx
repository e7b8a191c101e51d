"use client";

import { Field } from "./field.tsx";

interface JsonFieldProps {
  readonly form: string;
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** JSON to paste: the field is called `text`, as the problems of its reader are. */
export function JsonField({ form, label, help, value, onChange }: JsonFieldProps) {
  return (
    <Field form={form} name="text" label={label} help={help}>
      {(control) => (
        <textarea
          {...control}
          rows={12}
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
