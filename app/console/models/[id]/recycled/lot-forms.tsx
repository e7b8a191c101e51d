"use client";

import { useId, useRef, useState } from "react";
import { useRouter } from "next/navigation";
import type { SubmitEvent } from "react";
import type { Problem } from "../../../../../server/domain/problem.ts";
import { ConfirmedAct } from "../../../../_ui/confirmed-act.tsx";
import { useText } from "../../../../_ui/console-text.tsx";
import { failureWith } from "../../../../_ui/failure.ts";
import { Field } from "../../../../_ui/field.tsx";
import { FieldsForm } from "../../../../_ui/fields-form.tsx";
import { useTextOf } from "../../../../_ui/more-text.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import { sendForm } from "../../../../_ui/send-form.ts";
import { textOfEntry } from "../../../../_ui/text-of-entry.ts";
import { trpc } from "../../../../_ui/trpc-client.ts";
import { useAct } from "../../../../_ui/use-act.ts";

/** Enters one lot of one metal. */
export function LotForm({ modelId, year }: { readonly modelId: string; readonly year: number | null }) {
  const { words: common, t: commonText } = useText();
  const { t } = useTextOf("recycled");
  const { act, running, failure, setFailure } = useAct();
  const [added, setAdded] = useState(false);
  return (
    <div className="stack">
      <p className="muted">{t("addHelp")}</p>
      {added ? <Notice tone="good" title={t("added")} live /> : null}
      <FieldsForm
        submit={t("add")}
        running={running}
        failure={failure}
        emptyAfter
        fields={[
          {
            name: "metal",
            label: t("metal"),
            kind: "select",
            options: Object.entries(common.metal).map(([value, label]) => ({ value, label })),
          },
          { name: "year", label: commonText("model.year"), kind: "decimal", initial: String(year ?? "") },
          { name: "lot", label: t("lot") },
          { name: "supplier", label: t("supplier") },
          { name: "metalKg", label: t("metalKg"), kind: "decimal" },
          { name: "preConsumerKg", label: t("preKg"), kind: "decimal", initial: "0" },
          { name: "postConsumerKg", label: t("postKg"), kind: "decimal", initial: "0" },
        ]}
        onSubmit={async (typed) => {
          setAdded(false);
          if (!/^\d{4}$/.test(typed("year"))) {
            setFailure(failureWith([{ code: "E_YEAR", path: "year", params: { value: typed("year") } }]));
            return false;
          }
          const made = await act(() =>
            trpc.recycled.addLot.mutate({
              ...{ modelId, metal: typed("metal"), year: Number(typed("year")), lot: typed("lot") },
              ...{ supplier: typed("supplier"), metalKg: typed("metalKg") },
              ...{ preConsumerKg: typed("preConsumerKg"), postConsumerKg: typed("postConsumerKg") },
            }),
          );
          setAdded(made !== null);
          return made !== null;
        }}
      />
    </div>
  );
}

/** Takes a lot back, after asking. */
export function RemoveLot({ id, lot }: { readonly id: string; readonly lot: string }) {
  const { t } = useTextOf("recycled");
  return (
    <ConfirmedAct opener={t("remove")} deed={() => trpc.recycled.removeLot.mutate({ id })}>
      <p>{t("removeQuestion", { lot })}</p>
    </ConfirmedAct>
  );
}

interface Wrong {
  readonly title?: string;
  readonly file?: string;
}

/** Uploads the document that shows a lot's masses. What is wrong is said at its field; nothing typed is lost. */
export function EvidenceForm({ lotId }: { readonly lotId: string }) {
  const { t: common, language, problem } = useText();
  const { t } = useTextOf("recycled");
  const router = useRouter();
  const form = useId();
  const element = useRef<HTMLFormElement>(null);
  const [running, setRunning] = useState(false);
  const [wrong, setWrong] = useState<Wrong>({});

  async function send(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const file = data.get("file");
    const missing: Wrong = {
      ...(textOfEntry(data.get("title")) === "" ? { title: t("titleMissing") } : {}),
      ...(!(file instanceof File) || file.size === 0 ? { file: t("fileMissing") } : {}),
    };
    setWrong(missing);
    if (missing.title !== undefined || missing.file !== undefined) return;
    data.set("lotId", lotId);
    data.set("language", language);
    setRunning(true);
    const found = await upload(data);
    setRunning(false);
    if (found !== null) {
      setWrong(found.path === "title" ? { title: problem(found) } : { file: problem(found) });
      return;
    }
    element.current?.reset();
    router.refresh();
  }

  async function upload(data: FormData): Promise<Problem | null> {
    const sent = await sendForm("/api/recycled-evidence", data);
    if ("answer" in sent) return null;
    return sent.problems[0] ?? { code: "FILE_BROKEN", path: "file" };
  }

  return (
    <form method="post" ref={element} className="form" noValidate onSubmit={(event) => void send(event)}>
      <Field form={form} name="title" label={t("uploadTitle")} error={wrong.title}>
        {(control) => <input {...control} type="text" autoComplete="off" maxLength={500} />}
      </Field>
      <Field form={form} name="file" label={t("uploadFile")} help={t("uploadFileHelp")} error={wrong.file}>
        {(control) => <input {...control} type="file" accept="application/pdf,image/png,image/jpeg" />}
      </Field>
      <div className="actions">
        <button type="submit" disabled={running}>
          {running ? common("action.running") : t("uploadSubmit")}
        </button>
      </div>
    </form>
  );
}
