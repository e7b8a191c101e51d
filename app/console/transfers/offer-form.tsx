"use client";

import { useId, useState } from "react";
import type { SubmitEvent } from "react";
import { useText } from "../../_ui/console-text.tsx";
import { FailureNotice } from "../../_ui/failure-notice.tsx";
import { failureWith, problemAt } from "../../_ui/failure.ts";
import { Field } from "../../_ui/field.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import type { Choice } from "../../_ui/select-field.tsx";
import { SelectField } from "../../_ui/select-field.tsx";
import { bracketed } from "../../_ui/signs.ts";
import { textOfEntry } from "../../_ui/text-of-entry.ts";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";
import { sendEvidence } from "../factors/send-evidence.ts";
import { OperationField, PassportsField, passportsIn } from "./shared-fields.tsx";

interface OfferFormProps {
  readonly own: readonly Choice[];
  readonly partners: readonly Choice[];
}

const kinds = ["handOver", "secondLife", "waste"] as const;

/** Offers a transfer: what, to whom, of which passports, with the agreement where there is one. */
export function OfferForm({ own, partners }: OfferFormProps) {
  const { language, t: c, problem } = useText();
  const { t } = useTextOf("life");
  const { act, running, failure, setFailure } = useAct();
  const form = useId();
  const [kind, setKind] = useState<(typeof kinds)[number]>("handOver");
  const [done, setDone] = useState(false);
  const at = (name: string) => {
    const found = problemAt(failure, name);
    return found === undefined ? undefined : problem(found);
  };

  async function send(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const element = event.currentTarget;
    const typed = new FormData(element);
    const text = (name: string) => textOfEntry(typed.get(name));
    const operatorId = text("from") === "" ? (own[0]?.id ?? "") : text("from");
    const file = typed.get("file");
    setDone(false);
    const sent = await act(async () => {
      const evidence =
        file instanceof File && file.size > 0
          ? await sendEvidence({ operatorId, title: file.name, language, file })
          : undefined;
      if (evidence?.id === null) return evidence.problems;
      await trpc.life.offer.mutate({
        ...{ fromOperatorId: operatorId, toOperatorId: text("toOperatorId"), kind },
        productUrls: passportsIn(text("productUrls")),
        ...(kind === "secondLife" ? { operation: text("operation") } : {}),
        ...(text("note") === "" ? {} : { note: text("note") }),
        ...(evidence === undefined ? {} : { documentId: evidence.id }),
      });
      return [];
    });
    if (sent === null) return;
    if (sent.done.length > 0) {
      setFailure(failureWith(sent.done));
      return;
    }
    element.reset();
    setKind("handOver");
    setDone(true);
  }

  return (
    <div className="stack">
      {done ? <Notice tone="good" live title={t("transfers.offered")} /> : null}
      <form method="post" className="form" noValidate onSubmit={(event) => void send(event)}>
        <FailureNotice
          failure={failure}
          form={form}
          fields={{
            toOperatorId: t("transfers.to"),
            productUrls: t("transfers.products"),
            file: t("transfers.file"),
          }}
        />
        <div className="form-grid form-grid-wide">
          {own.length < 2 ? null : (
            <SelectField form={form} name="from" label={t("transfers.from")} choices={own} />
          )}
          <Field form={form} name="kind" label={t("transfers.kind")}>
            {(control) => (
              <select
                {...control}
                value={kind}
                onChange={({ target }) => setKind(kinds.find((one) => one === target.value) ?? "handOver")}
              >
                {kinds.map((one) => (
                  <option key={one} value={one}>
                    {t(`transfers.kinds.${one}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {kind !== "secondLife" ? null : <OperationField form={form} error={at("operation")} />}
          <SelectField
            form={form}
            name="toOperatorId"
            label={t("transfers.to")}
            error={at("toOperatorId")}
            choices={[{ id: "", name: t("transfers.choose") }, ...partners]}
          />
          <PassportsField
            form={form}
            name="productUrls"
            label={t("transfers.products")}
            help={t("transfers.productsHelp")}
            error={at("productUrls")}
          />
          <Field
            form={form}
            name="file"
            label={`${t("transfers.file")}${bracketed(language, c("optional"))}`}
            error={at("file")}
          >
            {(control) => <input {...control} type="file" accept="application/pdf,image/png,image/jpeg" />}
          </Field>
          <Field
            form={form}
            name="note"
            label={`${t("transfers.note")}${bracketed(language, c("optional"))}`}
            help={t("transfers.noteHelp")}
            error={at("note")}
          >
            {(control) => <input {...control} type="text" autoComplete="off" />}
          </Field>
        </div>
        <div className="actions">
          <button type="submit" className="button-primary" disabled={running}>
            {running ? c("action.running") : t("transfers.send")}
          </button>
        </div>
      </form>
    </div>
  );
}
