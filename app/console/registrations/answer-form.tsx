"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useText } from "../../_ui/console-text.tsx";
import { FailureNotice } from "../../_ui/failure-notice.tsx";
import { problemAt } from "../../_ui/failure.ts";
import { Field } from "../../_ui/field.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
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
  const [code, setCode] = useState<string | null>(null);
  const [running, setRunning] = useState(false);
  async function send(body: FormData): Promise<void> {
    setRunning(true);
    body.set("id", id);
    const response = await fetch("/api/registrations/answers", { method: "POST", body }).catch(() => null);
    const answer: unknown = await response?.json().catch(() => null);
    setRunning(false);
    setCode(response?.ok === true ? null : codeOf(answer));
    if (response?.ok === true) router.refresh();
  }
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}
    >
      <Field
        form={`registered-${id}`}
        name="registrationId"
        label={e("registrations.identifier")}
        error={code === null ? undefined : problem({ code, path: "registrationId" })}
      >
        {(control) => <input {...control} required maxLength={100} />}
      </Field>
      <Field form={`registered-${id}`} name="file" label={e("registrations.proof")}>
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

/** The first problem of a refusal, or its own code. */
function codeOf(answer: unknown): string {
  const said = isObject(answer) ? answer : {};
  const [first] = Array.isArray(said["problems"]) ? said["problems"] : [];
  const code: unknown = isObject(first) ? first["code"] : said["code"];
  return typeof code === "string" ? code : "FILE_BROKEN";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
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
