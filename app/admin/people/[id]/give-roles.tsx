"use client";

import { useState } from "react";
import { useText } from "../../../_ui/console-text.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";
import { noRoles, RolesField } from "../../roles-field.tsx";
import type { OperatorChoice } from "../../roles-field.tsx";

/** Gives roles; what is held already stays as it is. */
export function GiveRoles({
  userId,
  operators,
}: {
  readonly userId: string;
  readonly operators: readonly OperatorChoice[];
}) {
  const { t } = useText();
  const { act, running, failure } = useAct();
  const [roles, setRoles] = useState(() => noRoles(operators));
  return (
    <FieldsForm
      submit={t("admin.person.giveSubmit")}
      running={running}
      failure={failure}
      fields={[]}
      onSubmit={async () => {
        const { operatorId } = roles;
        const given = await act(() =>
          trpc.account.grantRoles.mutate({ userId, operatorId, roles: [...roles.roles] }),
        );
        if (given !== null) setRoles({ operatorId, roles: [] });
        return given !== null;
      }}
    >
      <RolesField operators={operators} chosen={roles} onChoose={setRoles} failure={failure} />
    </FieldsForm>
  );
}
