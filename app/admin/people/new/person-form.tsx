"use client";

import Link from "next/link";
import { useState } from "react";
import type { HandedOver } from "../../../../server/services/account/add-person.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";
import { noRoles, RolesField } from "../../roles-field.tsx";
import type { OperatorChoice } from "../../roles-field.tsx";
import { PasswordShownOnce } from "../../shown-once.tsx";

interface PersonFormProps {
  readonly operators: readonly OperatorChoice[];
  /** Operator to begin with; empty: the first. */
  readonly wanted: string;
}

/** Enters a person with their first roles, then shows the password once. */
export function PersonForm({ operators, wanted }: PersonFormProps) {
  const { t } = useText();
  const { act, running, failure } = useAct();
  const [roles, setRoles] = useState(() => noRoles(operators, wanted));
  const [added, setAdded] = useState<HandedOver | null>(null);
  if (added !== null) {
    return (
      <PasswordShownOnce handedOver={added}>
        <Link className="button" href={`/admin/people/${added.id}`}>
          {t("admin.shownOnce.openPerson")}
        </Link>
        <button
          type="button"
          onClick={() => {
            setRoles(noRoles(operators, roles.operatorId ?? ""));
            setAdded(null);
          }}
        >
          {t("admin.shownOnce.another")}
        </button>
      </PasswordShownOnce>
    );
  }
  return (
    <FieldsForm
      submit={t("admin.newPerson.submit")}
      running={running}
      failure={failure}
      fields={[
        { name: "name", label: t("admin.newPerson.name"), help: t("admin.newPerson.nameHelp") },
        { name: "email", label: t("admin.newPerson.email"), help: t("admin.newPerson.emailHelp") },
      ]}
      onSubmit={async (typed) => {
        const made = await act(() =>
          trpc.account.addPerson.mutate({
            name: typed("name"),
            email: typed("email"),
            operatorId: roles.operatorId,
            roles: [...roles.roles],
          }),
        );
        if (made !== null) setAdded(made.done);
        return made !== null;
      }}
    >
      <RolesField operators={operators} chosen={roles} onChoose={setRoles} failure={failure} />
    </FieldsForm>
  );
}
