"use client";

import { useState } from "react";
import { ConfirmedAct } from "../../../_ui/confirmed-act.tsx";
import { useText } from "../../../_ui/console-text.tsx";
import { problemAt } from "../../../_ui/failure.ts";
import { Field } from "../../../_ui/field.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

interface GrantInterestProps {
  readonly userId: string;
  readonly purposes: readonly { readonly id: string; readonly title: string }[];
}

/** Grants a legitimate interest for a purpose, for all batteries or for those named. */
export function GrantInterest({ userId, purposes }: GrantInterestProps) {
  const { language, problem } = useText();
  const { t } = useTextOf("interest");
  const { act, running, failure } = useAct();
  const [batteries, setBatteries] = useState("");
  const wrong = problemAt(failure, "batteries");
  return (
    <details>
      <summary>{t("grants.grant")}</summary>
      <FieldsForm
        submit={t("grants.grantSubmit")}
        running={running}
        failure={failure}
        emptyAfter
        fields={[
          {
            name: "purpose",
            label: t("grants.purpose"),
            kind: "select",
            options: purposes.map(({ id, title }) => ({ value: id, label: title })),
          },
          { name: "reason", label: t("grants.reason"), help: t("grants.reasonHelp") },
          { name: "endsOn", label: t("grants.endsOn"), kind: "date" },
        ]}
        onSubmit={async (typed) => {
          const done = await act(() =>
            trpc.interest.grant.mutate({
              ...{ userId, purpose: typed("purpose"), reason: typed("reason"), endsOn: typed("endsOn") },
              batteries: batteries.split(/\r\n|\r|\n/).filter((line) => line.trim() !== ""),
            }),
          );
          if (done !== null) setBatteries("");
          return done !== null;
        }}
      >
        <Field
          form={`interest-${userId}`}
          name="batteries"
          label={t("grants.batteries")}
          help={t("grants.batteriesHelp")}
          error={wrong === undefined ? undefined : problem(wrong)}
        >
          {(control) => (
            <textarea
              {...control}
              rows={4}
              lang={language}
              spellCheck={false}
              value={batteries}
              onChange={(event) => setBatteries(event.target.value)}
            />
          )}
        </Field>
      </FieldsForm>
    </details>
  );
}

/** Takes a grant back, after asking. */
export function RevokeInterest({ id, name }: { readonly id: string; readonly name: string }) {
  const { t } = useTextOf("interest");
  return (
    <ConfirmedAct
      opener={t("grants.revoke")}
      title={t("grants.revokeTitle")}
      deed={() => trpc.interest.revoke.mutate({ id })}
    >
      <p>{t("grants.revokeConfirm", { name })}</p>
    </ConfirmedAct>
  );
}
