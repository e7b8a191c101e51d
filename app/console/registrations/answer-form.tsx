"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useText } from "../../_ui/console-text.tsx";
import { FailureNotice } from "../../_ui/failure-notice.tsx";
import type { Failure } from "../../_ui/failure.ts";
import { failureWith, problemAt } from "../../_ui/failure.ts";
import { Field } from "../../_ui/field.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { sendForm } from "../../_ui/send-form.ts";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";

/** What the registry of the Union answered: its identifier with the proof, or why it refused. */
export function AnswerForm({ id }: { readonly id: string }) {
  const { t: e } = useTextOf("exports");
  return (
    <details>
      <summary>{e("registrations.answer")}</summary>
      <IdentifierForm id={id} />
      <RefusalForm id={id} />
    </details>
  );
}

function IdentifierForm({ id }: { readonly id: string }) {
  const { t: e } = useTextOf("exports");
  const { problem } = useText();
  const router = useRouter();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [running, setRunning] = useState(false);
  const form = `registered-${id}`;
  const labels = { registrationId: e("registrations.identifier"), file: e("registrations.proof") };
  const at = (name: string) => {
    const found = problemAt(failure, name);
    return found === undefined ? undefined : problem(found);
  };

  async function send(body: FormData): Promise<void> {
    setRunning(true);
    body.set("id", id);
    const sent = await sendForm("/api/registrations/answers", body);
    setRunning(false);
    setFailure("answer" in sent ? null : failureWith(sent.problems));
    if ("answer" in sent) router.refresh();
  }

  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}
    >
      <FailureNotice failure={failure} form={form} fields={labels} />
      <Field form={form} name="registrationId" label={labels.registrationId} error={at("registrationId")}>
        {(control) => <input {...control} required maxLength={100} />}
      </Field>
      <Field form={form} name="file" label={labels.file} error={at("file")}>
        {(control) => <input {...control} type="file" accept="application/pdf,image/png,image/jpeg" />}
      </Field>
      <div className="actions">
        <button type="submit" disabled={running}>
          {e("registrations.enter")}
        </button>
      </div>
    </form>
  );
}

function RefusalForm({ id }: { readonly id: string }) {
  const { t: e } = useTextOf("exports");
  const { problem } = useText();
  const { act, running, failure } = useAct();
  const [reason, setReason] = useState("");
  const form = `refused-${id}`;
  const found = problemAt(failure, "reason");
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void act(() => trpc.registration.answer.mutate({ id, answer: "refused", reason }));
      }}
    >
      <FailureNotice failure={failure} form={form} fields={{ reason: e("registrations.reason") }} />
      <Field
        form={form}
        name="reason"
        label={e("registrations.reason")}
        error={found === undefined ? undefined : problem(found)}
      >
        {(control) => (
          <textarea
            {...control}
            rows={2}
            required
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <div className="actions">
        <button type="submit" className="button-quiet" disabled={running}>
          {e("registrations.enterRefusal")}
        </button>
      </div>
    </form>
  );
}
