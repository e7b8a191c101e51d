"use client";

import { useId, useState } from "react";
import type { SubmissionView } from "../../../../../server/services/model/read-submission.ts";
import { Field } from "../../../../_ui/field.tsx";
import { FailureNotice } from "../../../../_ui/failure-notice.tsx";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import { trpc } from "../../../../_ui/trpc-client.ts";
import { useAct } from "../../../../_ui/use-act.ts";

/** The steps from data to a signed version, each for who may take it. */
export function ReleaseActs({ modelId, view }: { readonly modelId: string; readonly view: SubmissionView }) {
  const { t } = useTextOf("attributes");
  const { act, running, failure } = useAct();
  const form = useId();
  const [reason, setReason] = useState("");
  const [note, setNote] = useState("");
  const [signed, setSigned] = useState<{ readonly version: number; readonly isPending: boolean } | null>(
    null,
  );
  const { open, may, contentDigest } = view;
  const id = modelId;

  async function release(): Promise<void> {
    const done = await act(() => trpc.model.release.mutate({ id }));
    if (done !== null) setSigned(done.done);
  }

  return (
    <div className="stack">
      <FailureNotice
        failure={failure}
        form={form}
        fields={{ reason: t("release.reason"), note: t("release.note") }}
      />
      {signed === null ? null : (
        <Notice tone="good" title={t("release.signed", { version: signed.version })} live>
          {signed.isPending ? <p>{t("release.pending")}</p> : null}
        </Notice>
      )}
      {open === null && may.submit ? (
        <>
          <Field form={form} name="reason" label={t("release.reason")} help={t("release.reasonHelp")}>
            {(control) => (
              <input
                {...control}
                type="text"
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <div className="actions">
            <button
              type="button"
              className="button-primary"
              disabled={running}
              onClick={() => void act(() => trpc.model.submit.mutate({ id, reason }))}
            >
              {t("release.submit")}
            </button>
          </div>
        </>
      ) : null}
      {open?.state === "in_review" && may.review ? (
        <>
          <Field form={form} name="note" label={t("release.note")}>
            {(control) => (
              <input
                {...control}
                type="text"
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
          <div className="actions">
            <button
              type="button"
              className="button-primary"
              disabled={running || !open.isOfThisContent}
              onClick={() =>
                void act(() => trpc.model.review.mutate({ id, verdict: "approved", contentDigest }))
              }
            >
              {t("release.approve")}
            </button>
            <button
              type="button"
              disabled={running}
              onClick={() =>
                void act(() => trpc.model.review.mutate({ id, verdict: "returned", contentDigest, note }))
              }
            >
              {t("release.giveBack")}
            </button>
          </div>
        </>
      ) : null}
      {open?.state === "approved" && may.release ? (
        <div className="actions">
          <button
            type="button"
            className="button-primary"
            disabled={running || !open.isOfThisContent}
            onClick={() => void release()}
          >
            {t("release.sign")}
          </button>
        </div>
      ) : null}
      {open !== null && may.submit ? (
        <div className="actions">
          <button
            type="button"
            disabled={running}
            onClick={() => void act(() => trpc.model.withdraw.mutate({ id }))}
          >
            {t("release.withdraw")}
          </button>
        </div>
      ) : null}
    </div>
  );
}
