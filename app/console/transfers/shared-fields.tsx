"use client";

import { secondLifeOperations } from "../../../server/domain/life/battery-status.ts";
import { Field } from "../../_ui/field.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { SelectField } from "../../_ui/select-field.tsx";

interface FieldOfForm {
  readonly form: string;
  readonly error: string | undefined;
}

/** What is done to batteries for their second life. Source: Regulation (EU) 2023/1542, Art. 77(7). */
export function OperationField({ form, error }: FieldOfForm) {
  const { t } = useTextOf("life");
  const choices = secondLifeOperations.map((id) => ({ id, name: t(`transfers.operations.${id}`) }));
  return (
    <SelectField
      form={form}
      name="operation"
      label={t("transfers.operation")}
      error={error}
      choices={choices}
    />
  );
}

/** Addresses of passports, one on a line. */
export function PassportsField({
  form,
  error,
  name,
  label,
  help,
}: FieldOfForm & { readonly name: string; readonly label: string; readonly help: string }) {
  return (
    <Field form={form} name={name} label={label} help={help} error={error}>
      {(control) => <textarea {...control} rows={4} spellCheck={false} className="identifier" />}
    </Field>
  );
}

/** The addresses that were typed. */
export function passportsIn(text: string): string[] {
  return text.split(/\s+/).filter((address) => address !== "");
}
