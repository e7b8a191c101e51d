import { Field } from "./field.tsx";

/** One of a list; the first where nothing is chosen. */
export interface Choice {
  readonly id: string;
  readonly name: string;
}

interface SelectFieldProps {
  readonly form: string;
  readonly name: string;
  readonly label: string;
  readonly error?: string | undefined;
  readonly choices: readonly Choice[];
}

/** A field that is one of a list. */
export function SelectField({ form, name, label, error, choices }: SelectFieldProps) {
  return (
    <Field form={form} name={name} label={label} error={error}>
      {(control) => (
        <select {...control}>
          {choices.map(({ id, name: word }) => (
            <option key={id} value={id}>
              {word}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
