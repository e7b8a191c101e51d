"use client";

import { useId, useState } from "react";
import { useText } from "../../../../_ui/console-text.tsx";
import { FailureNotice } from "../../../../_ui/failure-notice.tsx";
import { problemAt } from "../../../../_ui/failure.ts";
import { Field, fieldId } from "../../../../_ui/field.tsx";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { trpc } from "../../../../_ui/trpc-client.ts";
import { useAct } from "../../../../_ui/use-act.ts";

interface VerdictFormProps {
  readonly id: string;
  readonly lock: number;
  /** What this page shows: an approval holds for exactly that. */
  readonly contentDigest: string;
  /** False when this reviewer approved it already and can only return it. */
  readonly mayApprove: boolean;
}

/** The verdict of the second pair of eyes: approve as it stands, or return with a note. */
export function VerdictForm({ id, lock, contentDigest, mayApprove }: VerdictFormProps) {
  const { t: say, problem } = useText();
  const { t } = useTextOf("review");
  const { act, running, failure } = useAct();
  const form = useId();
  const [note, setNote] = useState("");
  const [isMissing, setMissing] = useState(false);

  function give(verdict: "approved" | "returned"): void {
    const missing = verdict === "returned" && note.trim() === "";
    setMissing(missing);
    if (missing) {
      document.getElementById(fieldId(form, "note"))?.focus();
      return;
    }
    const written = note.trim() === "" ? undefined : note;
    void act(() => trpc.footprint.review.mutate({ id, lock, verdict, note: written, contentDigest }));
  }

  const found = problemAt(failure, "note");
  return (
    <form method="post" className="form" noValidate onSubmit={(event) => event.preventDefault()}>
      <FailureNotice failure={failure} form={form} fields={{ note: t("note") }} />
      <Field
        form={form}
        name="note"
        label={t("note")}
        help={t("noteHelp")}
        error={isMissing ? t("noteMissing") : found === undefined ? undefined : problem(found)}
      >
        {(control) => (
          <textarea
            {...control}
            rows={4}
            maxLength={4000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div className="actions">
        {mayApprove ? (
          <button
            type="button"
            className="button-primary"
            disabled={running}
            onClick={() => give("approved")}
          >
            {running ? say("action.running") : t("approve")}
          </button>
        ) : null}
        <button type="button" disabled={running} onClick={() => give("returned")}>
          {t("return")}
        </button>
      </div>
    </form>
  );
}
