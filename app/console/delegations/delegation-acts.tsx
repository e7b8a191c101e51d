"use client";

import { useId, useState } from "react";
import type { SubmitEvent } from "react";
import { ConfirmedAct } from "../../_ui/confirmed-act.tsx";
import { useText } from "../../_ui/console-text.tsx";
import { FailureNotice } from "../../_ui/failure-notice.tsx";
import { failureWith, problemAt } from "../../_ui/failure.ts";
import { Field } from "../../_ui/field.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import type { Choice } from "../../_ui/select-field.tsx";
import { SelectField } from "../../_ui/select-field.tsx";
import { textOfEntry } from "../../_ui/text-of-entry.ts";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";
import { sendEvidence } from "../factors/send-evidence.ts";

interface GrantFormProps {
  readonly own: readonly Choice[];
  readonly partners: readonly Choice[];
  readonly roles: readonly Choice[];
}

/** Gives authority in writing: to whom, with which roles, from when to when, by which document. */
export function GrantForm({ own, partners, roles }: GrantFormProps) {
  const { language, t: c, problem } = useText();
  const { t } = useTextOf("life");
  const { act, running, failure, setFailure } = useAct();
  const form = useId();
  const [done, setDone] = useState(false);
  const at = (name: string) => {
    const found = problemAt(failure, name);
    return found === undefined ? undefined : problem(found);
  };

  async function grant(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const element = event.currentTarget;
    const typed = new FormData(element);
    const text = (name: string) => textOfEntry(typed.get(name));
    const operatorId = text("from") === "" ? (own[0]?.id ?? "") : text("from");
    const file = typed.get("file");
    setDone(false);
    const given = await act(async () => {
      const evidence =
        file instanceof File && file.size > 0
          ? await sendEvidence({ operatorId, title: file.name, language, file })
          : undefined;
      if (evidence?.id === null) return evidence.problems;
      await trpc.delegation.grant.mutate({
        ...{ operatorId, delegateId: text("delegateId"), documentId: evidence?.id ?? "" },
        roles: typed.getAll("roles").map(textOfEntry),
        ...{ startsOn: text("startsOn"), endsOn: text("endsOn") },
      });
      return [];
    });
    if (given === null) return;
    if (given.done.length > 0) {
      setFailure(failureWith(given.done));
      return;
    }
    element.reset();
    setDone(true);
  }

  return (
    <div className="stack">
      {done ? <Notice tone="good" live title={t("delegations.done")} /> : null}
      <form method="post" className="form" noValidate onSubmit={(event) => void grant(event)}>
        <FailureNotice
          failure={failure}
          form={form}
          fields={{
            delegateId: t("delegations.delegate"),
            documentId: t("delegations.file"),
            startsOn: t("delegations.startsOn"),
            endsOn: t("delegations.endsOn"),
          }}
        />
        <div className="form-grid form-grid-wide">
          {own.length < 2 ? null : (
            <SelectField form={form} name="from" label={t("delegations.by")} choices={own} />
          )}
          <SelectField
            form={form}
            name="delegateId"
            label={t("delegations.delegate")}
            error={at("delegateId")}
            choices={[{ id: "", name: t("transfers.choose") }, ...partners]}
          />
          <fieldset>
            <legend>{t("delegations.roles")}</legend>
            {roles.map(({ id, name }) => (
              <label key={id} className="row">
                <input type="checkbox" name="roles" value={id} />
                {name}
              </label>
            ))}
            {at("roles") === undefined ? null : <div className="field-error">{at("roles")}</div>}
          </fieldset>
          <Field form={form} name="startsOn" label={t("delegations.startsOn")} error={at("startsOn")}>
            {(control) => <input {...control} type="date" />}
          </Field>
          <Field form={form} name="endsOn" label={t("delegations.endsOn")} error={at("endsOn")}>
            {(control) => <input {...control} type="date" />}
          </Field>
          <Field
            form={form}
            name="documentId"
            label={t("delegations.file")}
            error={at("documentId") ?? at("file")}
          >
            {(control) => (
              <input
                {...control}
                name="file"
                type="file"
                accept="application/pdf,image/png,image/jpeg"
                required
              />
            )}
          </Field>
        </div>
        <div className="actions">
          <button type="submit" className="button-primary" disabled={running}>
            {running ? c("action.running") : t("delegations.send")}
          </button>
        </div>
      </form>
    </div>
  );
}

/** Takes an authority back, after asking. */
export function RevokeDelegation({ id }: { readonly id: string }) {
  const { t } = useTextOf("life");
  return (
    <ConfirmedAct
      opener={t("delegations.revoke")}
      title={t("delegations.revokeTitle")}
      deed={() => trpc.delegation.revoke.mutate({ id })}
    >
      <p>{t("delegations.revokeLead")}</p>
    </ConfirmedAct>
  );
}
