"use client";

import { useState } from "react";
import { useText } from "../../../_ui/console-text.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";
import { TokenShownOnce } from "../../shown-once.tsx";

/** Makes a token for a machine of this person and shows it once. */
export function CreateToken({ userId }: { readonly userId: string }) {
  const { t } = useText();
  const { act, running, failure } = useAct();
  const [made, setMade] = useState<string | null>(null);
  if (made !== null) {
    return (
      <TokenShownOnce token={made}>
        <button type="button" onClick={() => setMade(null)}>
          {t("admin.shownOnce.done")}
        </button>
      </TokenShownOnce>
    );
  }
  return (
    <details>
      <summary>{t("admin.person.createToken")}</summary>
      <FieldsForm
        submit={t("admin.person.createTokenSubmit")}
        running={running}
        failure={failure}
        fields={[
          { name: "name", label: t("admin.person.tokenName"), help: t("admin.person.tokenNameHelp") },
          {
            name: "lastDay",
            label: t("admin.person.lastDay"),
            help: t("admin.person.lastDayHelp"),
            kind: "date",
            optional: true,
          },
        ]}
        onSubmit={async (typed) => {
          const created = await act(() =>
            trpc.account.createToken.mutate({
              userId,
              name: typed("name"),
              lastDay: typed("lastDay") || undefined,
            }),
          );
          if (created !== null) setMade(created.done.token);
          return created !== null;
        }}
      />
    </details>
  );
}
