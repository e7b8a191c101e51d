"use client";

import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import { useText } from "../../../../_ui/console-text.tsx";
import { FailureNotice } from "../../../../_ui/failure-notice.tsx";
import { Field } from "../../../../_ui/field.tsx";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import { sendForm } from "../../../../_ui/send-form.ts";
import { textOfEntry } from "../../../../_ui/text-of-entry.ts";
import { trpc } from "../../../../_ui/trpc-client.ts";
import { useAct } from "../../../../_ui/use-act.ts";

/** A document as this form needs it. */
export interface DocumentChoice {
  readonly id: string;
  readonly title: string;
}

interface DocumentFieldsProps {
  readonly modelId: string;
  readonly attribute: string;
  /** Those that answer this data point now. */
  readonly attached: readonly DocumentChoice[];
  /** The operator's other documents. */
  readonly others: readonly DocumentChoice[];
  readonly languages: readonly { readonly code: string; readonly name: string }[];
}

/** Files at one data point: one that is here already, or a new one; and the way to take one off again. */
export function DocumentFields({ modelId, attribute, attached, others, languages }: DocumentFieldsProps) {
  const { t } = useTextOf("products");
  const { act, running, failure } = useAct();
  const form = useId();

  async function attach(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const documentId = textOfEntry(new FormData(event.currentTarget).get("document"));
    if (documentId !== "") await act(() => trpc.document.attach.mutate({ modelId, attribute, documentId }));
  }

  return (
    <div className="stack">
      <FailureNotice failure={failure} form={form} fields={{}} />
      {attached.length === 0 ? null : (
        <ul className="plain">
          {attached.map(({ id, title }) => (
            <li key={id} className="row">
              <span>{title}</span>
              <button
                type="button"
                disabled={running}
                aria-label={t("files.detachOf", { title })}
                onClick={() =>
                  void act(() => trpc.document.detach.mutate({ modelId, attribute, documentId: id }))
                }
              >
                {t("files.detach")}
              </button>
            </li>
          ))}
        </ul>
      )}
      {others.length === 0 ? null : (
        <form method="post" className="form" noValidate onSubmit={(event) => void attach(event)}>
          <Field form={form} name="document" label={t("files.existing")}>
            {(control) => (
              <select {...control} defaultValue="">
                <option value="">{t("files.choose")}</option>
                {others.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <div className="actions">
            <button type="submit" disabled={running}>
              {t("files.attachSubmit")}
            </button>
          </div>
        </form>
      )}
      <NewDocument modelId={modelId} attribute={attribute} languages={languages} />
    </div>
  );
}

function NewDocument({
  modelId,
  attribute,
  languages,
}: Pick<DocumentFieldsProps, "modelId" | "attribute" | "languages">) {
  const { t } = useTextOf("products");
  const { language, problem } = useText();
  const router = useRouter();
  const form = useId();
  const element = useRef<HTMLFormElement>(null);
  const [running, setRunning] = useState(false);
  const [said, setSaid] = useState<readonly string[]>([]);

  async function send(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const body = new FormData(event.currentTarget);
    body.set("modelId", modelId);
    body.set("attribute", attribute);
    setRunning(true);
    const sent = await sendForm("/api/documents", body);
    setRunning(false);
    if ("answer" in sent) {
      setSaid([]);
      element.current?.reset();
      router.refresh();
      return;
    }
    const sentences = sent.problems.map((one) => problem(one));
    setSaid(sentences.length === 0 ? [t("files.cut")] : [...new Set(sentences)]);
  }

  return (
    <form method="post" ref={element} className="form" noValidate onSubmit={(event) => void send(event)}>
      {said.length === 0 ? null : <Notice tone="danger" title={said.join(" ")} live />}
      <fieldset>
        <legend>{t("files.upload")}</legend>
        <div className="form-grid">
          <Field form={form} name="title" label={t("files.uploadTitle")}>
            {(control) => <input {...control} type="text" autoComplete="off" maxLength={500} />}
          </Field>
          <Field form={form} name="language" label={t("files.uploadLanguage")}>
            {(control) => (
              <select {...control} defaultValue={language}>
                {languages.map(({ code, name }) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field form={form} name="file" label={t("files.uploadFile")} help={t("files.uploadHelp")}>
            {(control) => <input {...control} type="file" accept="application/pdf,image/png,image/jpeg" />}
          </Field>
        </div>
        <div className="actions">
          <button type="submit" disabled={running}>
            {running ? t("files.uploading") : t("files.uploadSubmit")}
          </button>
        </div>
      </fieldset>
    </form>
  );
}
