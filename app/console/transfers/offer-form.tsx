"use client";

import { useId, useState } from "react";
import type { SubmitEvent } from "react";
import { secondLifeOperations } from "../../../server/domain/life/battery-status.ts";
import { useText } from "../../_ui/console-text.tsx";
import { FailureNotice } from "../../_ui/failure-notice.tsx";
import type { Failure } from "../../_ui/failure.ts";
import { problemAt } from "../../_ui/failure.ts";
import { Field } from "../../_ui/field.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { bracketed } from "../../_ui/signs.ts";
import { textOfEntry } from "../../_ui/text-of-entry.ts";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";
import { sendEvidence } from "../factors/send-evidence.ts";

/** Somebody who can be chosen. */
export interface Choice {
  readonly id: string;
  readonly name: string;
}

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
    const found = problemAt(failure, name) ?? within(failure, name);
    return found === undefined ? undefined : problem(found);
  };

  async function send(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const element = event.currentTarget;
    const typed = new FormData(element);
    const text = (name: string) => textOfEntry(typed.get(name));
    const fromOperatorId = text("from") === "" ? (own[0]?.id ?? "") : text("from");
    setDone(false);
    const file = typed.get("file");
    let documentId: string | undefined;
    if (file instanceof File && file.size > 0) {
      const kept = await sendEvidence({ operatorId: fromOperatorId, title: file.name, language, file });
      if (kept.id === null) {
        const when = new Date().toISOString();
        setFailure({ refusal: null, problems: kept.problems, offline: false, at: when });
        return;
      }
      documentId = kept.id;
    }
    const offer = {
      ...{ fromOperatorId, toOperatorId: text("to"), kind, productUrls: linesOf(text("products")) },
      ...(kind === "secondLife" ? { operation: text("operation") } : {}),
      ...(text("note") === "" ? {} : { note: text("note") }),
      ...(documentId === undefined ? {} : { documentId }),
    };
    if ((await act(() => trpc.life.offer.mutate(offer))) === null) return;
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
          fields={{ toOperatorId: t("transfers.to"), file: t("transfers.file") }}
        />
        <div className="form-grid">
          {own.length < 2 ? null : (
            <Select form={form} name="from" label={t("transfers.from")} choices={own} />
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
          {kind !== "secondLife" ? null : (
            <Select
              form={form}
              name="operation"
              label={t("transfers.operation")}
              error={at("operation")}
              choices={secondLifeOperations.map((id) => ({ id, name: t(`transfers.operations.${id}`) }))}
            />
          )}
          <Select
            form={form}
            name="to"
            label={t("transfers.to")}
            error={at("toOperatorId")}
            choices={[{ id: "", name: t("transfers.choose") }, ...partners]}
          />
          <Field
            form={form}
            name="products"
            label={t("transfers.products")}
            help={t("transfers.productsHelp")}
            error={at("productUrls")}
          >
            {(control) => <textarea {...control} rows={4} spellCheck={false} className="identifier" />}
          </Field>
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

/** A list to choose from. */
export function Select({
  form,
  name,
  label,
  error,
  choices,
}: {
  readonly form: string;
  readonly name: string;
  readonly label: string;
  readonly error?: string | undefined;
  readonly choices: readonly Choice[];
}) {
  return (
    <Field form={form} name={name} label={label} error={error}>
      {(control) => (
        <select {...control}>
          {choices.map(({ id, name: word }) => (
            <option key={id} value={id}>
              {word}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** The problem of a line of a list: `productUrls[2]`. */
export function within(failure: Failure | null, list: string) {
  return failure?.problems.find(({ path }) => path.startsWith(`${list}[`));
}

/** Lines that say something. */
export function linesOf(text: string): string[] {
  return text
    .split(/\s+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
