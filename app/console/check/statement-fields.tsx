"use client";

import {
  choicesOf,
  isStatementName,
  statementKinds,
} from "../../../server/domain/report-check/statement-kinds.ts";
import type { StatementValue } from "../../../server/domain/report-check/statement-kinds.ts";
import { Field } from "../../_ui/field.tsx";
import type { ControlProps } from "../../_ui/field.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import type { FormStatement } from "./report-form.ts";

interface StatementFieldsProps {
  readonly statements: readonly FormStatement[];
  readonly onChange: (statements: readonly FormStatement[]) => void;
}

const kindNames = Object.keys(statementKinds).filter(isStatementName);

/** What a report says beside its numbers: one group of fields for each statement, chosen by its kind. */
export function StatementFields({ statements, onChange }: StatementFieldsProps) {
  const { t, words } = useTextOf("check");
  const set = (index: number, values: readonly string[]) =>
    onChange(statements.map((one, at) => (at === index ? { ...one, values } : one)));
  return (
    <>
      {statements.map(({ kind, values }, index) => (
        <fieldset
          className="report-statement"
          // A statement has no name of its own: its place is what it is.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
        >
          <legend>
            {t("field.statementNumber", { kind: words.statement[kind], number: String(index + 1) })}
          </legend>
          <div className="form-grid">
            {statementKinds[kind].values.map((name, place) => (
              <Field
                key={name}
                form={`report-statement-${index}`}
                name={name}
                label={words.statementValue[name]}
              >
                {(control) => (
                  <ValueControl
                    control={control}
                    name={name}
                    value={values[place] ?? ""}
                    onChange={(text) =>
                      set(
                        index,
                        statementKinds[kind].values.map((_, at) =>
                          at === place ? text : (values[at] ?? ""),
                        ),
                      )
                    }
                  />
                )}
              </Field>
            ))}
          </div>
          <button
            type="button"
            className="button-quiet"
            onClick={() => onChange(statements.filter((_, at) => at !== index))}
          >
            {t("field.removeStatement", { number: String(index + 1) })}
          </button>
        </fieldset>
      ))}
      <Field form="report" name="addStatement" label={words.field.addStatement}>
        {(control) => (
          <select
            {...control}
            value=""
            disabled={statements.length >= 200}
            onChange={({ target }) => {
              if (isStatementName(target.value))
                onChange([...statements, { kind: target.value, values: [] }]);
            }}
          >
            <option value="">{words.option.chooseStatement}</option>
            {kindNames.map((kind) => (
              <option key={kind} value={kind}>
                {words.statement[kind]}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

interface ValueControlProps {
  readonly control: ControlProps;
  readonly name: StatementValue;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

function ValueControl({ control, name, value, onChange }: ValueControlProps) {
  const { words } = useTextOf("check");
  const choices = choicesOf[name];
  if (choices === undefined) {
    return (
      <input
        {...control}
        type="text"
        autoComplete="off"
        maxLength={2000}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    );
  }
  return (
    <select {...control} value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">{words.option.unsaid}</option>
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {words.choice[choice]}
        </option>
      ))}
    </select>
  );
}
