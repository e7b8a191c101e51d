"use client";

import { useId, useState } from "react";
import type { SubmitEvent } from "react";
import { useText } from "../../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../../_ui/dialog.tsx";
import { FailureNotice } from "../../../_ui/failure-notice.tsx";
import { Field } from "../../../_ui/field.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { textOfEntry } from "../../../_ui/text-of-entry.ts";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";
import { bracketed } from "../../../_ui/signs.ts";

interface SubmitDialogProps {
  readonly id: string;
  readonly number: number;
  readonly lock: number;
}

/** Hands a draft to the reviewers, with a word on what to look at. */
export function SubmitDialog({ id, number, lock }: SubmitDialogProps) {
  const { language, t: say } = useText();
  const { t } = useTextOf("review");
  const { act, running, failure } = useAct();
  const form = useId();
  const [isOver, setOver] = useState(false);

  async function send(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const note = textOfEntry(new FormData(event.currentTarget).get("note"));
    const made = await act(() => trpc.footprint.submit.mutate({ id, lock, note: note || undefined }));
    setOver(made !== null);
  }

  return (
    <Dialog
      opener={t("submit")}
      openerClass="button-primary"
      offered={!isOver}
      title={t("submitTitle", { number })}
    >
      <form method="post" className="form" noValidate onSubmit={(event) => void send(event)}>
        <FailureNotice failure={failure} form={form} fields={{ note: t("submitNote") }} />
        <p>{t("submitMeans")}</p>
        <Field
          form={form}
          name="note"
          label={`${t("submitNote")}${bracketed(language, say("optional"))}`}
          help={t("submitNoteHelp")}
        >
          {(control) => <textarea {...control} rows={3} maxLength={4000} />}
        </Field>
        <div className="actions">
          <button type="submit" className="button-primary" disabled={running}>
            {running ? say("action.running") : t("submit")}
          </button>
          <CloseDialog label={say("action.cancel")} disabled={running} />
        </div>
      </form>
    </Dialog>
  );
}
