"use client";

import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import type { DataSet } from "../../../../server/domain/access/audience.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { Field } from "../../../_ui/field.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { sendForm } from "../../../_ui/send-form.ts";
import { textOfEntry } from "../../../_ui/text-of-entry.ts";
import { bracketed } from "../../../_ui/signs.ts";

interface Refused {
  readonly field: "title" | "file" | "attribute" | "language";
  readonly sentence: string;
}

interface UploadFormProps {
  readonly modelId: string;
  /** Data points that files answer, by their names. */
  readonly points: readonly { readonly id: string; readonly title: string; readonly dataSet: DataSet }[];
  /** Offered first. */
  readonly language: string;
  readonly languages: readonly { readonly code: string; readonly name: string }[];
}

/** Attaches a file to a data point of a model. Whatever goes wrong is said at its field; title and choice stay. */
export function UploadForm({ modelId, points, language: first, languages }: UploadFormProps) {
  const { language, t, words, problem } = useText();
  const router = useRouter();
  const form = useId();
  const element = useRef<HTMLFormElement>(null);
  const [running, setRunning] = useState(false);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const [attached, setAttached] = useState<string | null>(null);

  async function send(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const title = textOfEntry(data.get("title"));
    const file = data.get("file");
    const missing: Refused[] = [];
    if (title === "") missing.push({ field: "title", sentence: t("model.titleMissing") });
    if (!(file instanceof File) || file.size === 0)
      missing.push({ field: "file", sentence: t("model.fileMissing") });
    setRefused(missing);
    setAttached(null);
    if (missing.length > 0) return;
    data.set("modelId", modelId);
    setRunning(true);
    const found = await upload(data);
    setRunning(false);
    setRefused(found.refused);
    if (found.refused.length > 0) return;
    setAttached(
      found.keptAs === null || found.keptAs === title.trim()
        ? t("model.uploaded", { title })
        : t("model.uploadedKept", { title: found.keptAs }),
    );
    element.current?.reset();
    router.refresh();
  }

  async function upload(
    data: FormData,
  ): Promise<{ readonly refused: readonly Refused[]; readonly keptAs: string | null }> {
    const sent = await sendForm("/api/documents", data);
    if ("answer" in sent) return { refused: [], keptAs: titleOfKept(sent.answer) };
    const refused =
      sent.problems.length === 0
        ? [{ field: "file" as const, sentence: t("model.uploadCut") }]
        : sent.problems.map((one) => ({ field: fieldOf(one.path), sentence: problem(one) }));
    return { refused, keptAs: null };
  }

  const errorAt = (field: Refused["field"]) => refused.find((one) => one.field === field)?.sentence;
  return (
    <form method="post" ref={element} className="form" noValidate onSubmit={(event) => void send(event)}>
      {attached === null ? null : <Notice tone="good" title={attached} live />}
      {refused.length === 0 ? null : (
        <Notice tone="danger" title={t("failure.title")} live>
          <p>{t("failure.fields", { count: refused.length })}</p>
        </Notice>
      )}
      <div className="form-grid">
        <Field form={form} name="title" label={t("model.documentTitle")} error={errorAt("title")}>
          {(control) => <input {...control} type="text" autoComplete="off" maxLength={500} />}
        </Field>
        <Field form={form} name="attribute" label={t("model.documentKind")} error={errorAt("attribute")}>
          {(control) => (
            <select {...control}>
              {points.map(({ id, title, dataSet }) => (
                <option key={id} value={id}>
                  {`${title}${bracketed(language, words.documentAudience[dataSet])}`}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field form={form} name="language" label={t("model.documentLanguage")} error={errorAt("language")}>
          {(control) => (
            <select {...control} defaultValue={first}>
              {languages.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field
          form={form}
          name="file"
          label={t("model.documentFile")}
          help={t("model.documentFileHelp")}
          error={errorAt("file")}
        >
          {(control) => <input {...control} type="file" accept="application/pdf,image/png,image/jpeg" />}
        </Field>
      </div>
      <div className="actions">
        <button type="submit" className="button-primary" disabled={running}>
          {running ? t("model.uploading") : t("model.upload")}
        </button>
      </div>
    </form>
  );
}

function fieldOf(path: string): Refused["field"] {
  return path === "title" || path === "attribute" || path === "language" ? path : "file";
}

/** The title a file has here already, where its bytes were kept before. */
function titleOfKept(answer: unknown): string | null {
  if (typeof answer !== "object" || answer === null || !("wasKept" in answer) || !("title" in answer))
    return null;
  return answer.wasKept === true && typeof answer.title === "string" ? answer.title : null;
}
