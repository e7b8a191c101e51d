import type { ReactNode } from "react";

interface FieldProps {
  /** Name of the control and of the input field it fills. */
  readonly name: string;
  /** Told apart from fields of the same name in other forms of the page. */
  readonly form: string;
  readonly label: string;
  readonly help?: string | undefined;
  /** What is wrong with what stands in the field, and how to mend it. */
  readonly error?: string | undefined;
  readonly children: (control: ControlProps) => ReactNode;
}

/** What a control needs so that label, help and error belong to it for eye and screen reader alike. */
export interface ControlProps {
  readonly id: string;
  readonly name: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

/** Label above, help below, error at the field. */
export function Field({ name, form, label, help, error, children }: FieldProps) {
  const id = fieldId(form, name);
  const described = [error === undefined ? "" : `${id}-error`, help === undefined ? "" : `${id}-help`]
    .join(" ")
    .trim();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        name,
        "aria-describedby": described === "" ? undefined : described,
        "aria-invalid": error === undefined ? undefined : true,
      })}
      {error === undefined ? null : (
        <div className="field-error" id={`${id}-error`}>
          {error}
        </div>
      )}
      {help === undefined ? null : (
        <div className="field-help" id={`${id}-help`}>
          {help}
        </div>
      )}
    </div>
  );
}

/** Identifier of a field's control, for links from the list of problems. */
export function fieldId(form: string, name: string): string {
  return `${form}-${name}`;
}
