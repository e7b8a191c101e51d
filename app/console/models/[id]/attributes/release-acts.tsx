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

  const line = (name: "reason" | "note", value: string, onChange: (typed: string) => void, help?: string) => (
    <Field form={form} name={name} label={t(`release.${name}`)} help={help}>
      {(control) => (
        <input {...control} type="text" value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
  const step = (words: string, deed: () => Promise<unknown>, isFirst: boolean, isOff = false) => (
    <button
      type="button"
      className={isFirst ? "button-primary" : undefined}
      disabled={running || isOff}
      onClick={() => void deed()}
    >
      {words}
    </button>
  );
  const review = (verdict: "approved" | "returned") =>
    act(() =>
      trpc.model.review.mutate({ id, verdict, contentDigest, ...(verdict === "returned" ? { note } : {}) }),
    );

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
          {line("reason", reason, setReason, t("release.reasonHelp"))}
          <div className="actions">
            {step(t("release.submit"), () => act(() => trpc.model.submit.mutate({ id, reason })), true)}
          </div>
        </>
      ) : null}
      {open?.state === "in_review" && may.review ? (
        <>
          {line("note", note, setNote)}
          <div className="actions">
            {step(t("release.approve"), () => review("approved"), true, !open.isOfThisContent)}
            {step(t("release.giveBack"), () => review("returned"), false)}
          </div>
        </>
      ) : null}
      {open?.state === "approved" && may.release ? (
        <div className="actions">{step(t("release.sign"), release, true, !open.isOfThisContent)}</div>
      ) : null}
      {open !== null && may.submit ? (
        <div className="actions">
          {step(t("release.withdraw"), () => act(() => trpc.model.withdraw.mutate({ id })), false)}
        </div>
      ) : null}
    </div>
  );
}
