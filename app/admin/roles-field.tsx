"use client";

import { useId } from "react";
import { roles, rolesOfOperator } from "../../server/domain/access/policy.ts";
import type { Role } from "../../server/domain/access/policy.ts";
import { useText } from "../_ui/console-text.tsx";
import { problemAt } from "../_ui/failure.ts";
import type { Failure } from "../_ui/failure.ts";
import { Field } from "../_ui/field.tsx";

export interface OperatorChoice {
  readonly id: string;
  readonly name: string;
}

/** Roles for one operator, or with null for the registry. */
export interface ChosenRoles {
  readonly operatorId: string | null;
  readonly roles: readonly Role[];
}

/** Nothing chosen yet, for the wanted operator, else the first, else the registry. */
export function noRoles(operators: readonly OperatorChoice[], wanted = ""): ChosenRoles {
  const operator = operators.find(({ id }) => id === wanted) ?? operators[0];
  return { operatorId: operator?.id ?? null, roles: [] };
}

interface RolesFieldProps {
  readonly operators: readonly OperatorChoice[];
  readonly chosen: ChosenRoles;
  readonly onChoose: (chosen: ChosenRoles) => void;
  readonly failure: Failure | null;
}

/** First for whom somebody acts, then as what: only roles that exist there are offered, each with what it may do. */
export function RolesField({ operators, chosen, onChoose, failure }: RolesFieldProps) {
  const { t, words, problem } = useText();
  const form = useId();
  const errorId = useId();
  const offered = chosen.operatorId === null ? roles.filter(isOfRegistry) : rolesOfOperator;
  const wrongScope = problemAt(failure, "operatorId");
  const wrongRoles = problemAt(failure, "roles");
  return (
    <>
      <Field
        form={form}
        name="operatorId"
        label={t("admin.roles.scope")}
        help={operators.length === 0 ? t("admin.roles.noOperator") : undefined}
        error={wrongScope === undefined ? undefined : problem(wrongScope)}
      >
        {(control) => (
          <select
            {...control}
            value={chosen.operatorId ?? ""}
            onChange={({ target }) =>
              onChoose({ operatorId: target.value === "" ? null : target.value, roles: [] })
            }
          >
            {operators.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value="">{t("admin.forRegistry")}</option>
          </select>
        )}
      </Field>
      <fieldset className="stack-tight" aria-describedby={wrongRoles === undefined ? undefined : errorId}>
        <legend>{t("admin.roles.legend")}</legend>
        {offered.map((role) => (
          <label key={role} className="check-line">
            <input
              type="checkbox"
              checked={chosen.roles.includes(role)}
              aria-invalid={wrongRoles === undefined || chosen.roles.length > 0 ? undefined : true}
              onChange={({ target }) =>
                onChoose({
                  ...chosen,
                  roles: offered.filter((one) =>
                    one === role ? target.checked : chosen.roles.includes(one),
                  ),
                })
              }
            />
            <span>
              {words.role[role]}
              <br />
              <span className="small muted">{words.admin.roles.help[role]}</span>
            </span>
          </label>
        ))}
        {wrongRoles === undefined ? null : (
          <div className="field-error" id={errorId}>
            {problem(wrongRoles)}
          </div>
        )}
      </fieldset>
    </>
  );
}

function isOfRegistry(role: Role): boolean {
  return !rolesOfOperator.includes(role);
}
