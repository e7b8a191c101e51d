"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import type { SubmitEvent } from "react";
import { useText } from "../../_ui/console-text.tsx";
import { FailureNotice } from "../../_ui/failure-notice.tsx";
import { problemAt } from "../../_ui/failure.ts";
import { Field } from "../../_ui/field.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { doneOrPrepared } from "../../_ui/sign-outside.ts";
import { bracketed } from "../../_ui/signs.ts";
import { textOfEntry } from "../../_ui/text-of-entry.ts";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";
import type { AskedField } from "./asked-fields.ts";
import { measuredIn, MeasuredFields } from "./measured-fields.tsx";
import { OperationField, PassportsField, passportsIn } from "./shared-fields.tsx";

interface SecondLifeFormProps {
  /** Released models of the person's operators, with what is measured at their batteries. */
  readonly models: readonly {
    readonly id: string;
    readonly name: string;
    readonly asked: readonly AskedField[];
  }[];
}

/** Makes one new battery of one or several. */
export function SecondLifeForm({ models }: SecondLifeFormProps) {
  const { language, t: c, problem } = useText();
  const { t } = useTextOf("life");
  const { act, running, failure } = useAct();
  const router = useRouter();
  const form = useId();
  const [modelId, setModel] = useState(models[0]?.id ?? "");
  const [done, setDone] = useState<{ readonly path: string; readonly isPending: boolean } | null>(null);
  const asked = models.find(({ id }) => id === modelId)?.asked ?? [];
  const at = (name: string) => {
    const found = problemAt(failure, name);
    return found === undefined ? undefined : problem(found);
  };

  async function make(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const element = event.currentTarget;
    const typed = new FormData(element);
    const text = (name: string) => textOfEntry(typed.get(name));
    setDone(null);
    const order = {
      operation: text("operation"),
      originals: passportsIn(text("originals")),
      item: {
        ...{ modelId, serial: text("serial"), manufacturedOn: text("manufacturedOn") },
        ...(text("placedOnMarketOn") === "" ? {} : { placedOnMarketOn: text("placedOnMarketOn") }),
        attributes: measuredIn(typed, "new", asked).values,
      },
    };
    const made = await act(() =>
      doneOrPrepared(() => trpc.life.secondLife.mutate(order), { purpose: "secondLife", ...order }),
    );
    if (made === null) return;
    if ("sign" in made.done) return router.push(made.done.sign);
    setDone(made.done.done);
    element.reset();
  }

  return (
    <div className="stack">
      {done === null ? null : (
        <Notice tone="good" live title={t("transfers.madeDone")}>
          <p>{done.isPending ? t("transfers.pending") : <a href={done.path}>{t("transfers.open")}</a>}</p>
        </Notice>
      )}
      <form method="post" className="form" noValidate onSubmit={(event) => void make(event)}>
        <FailureNotice
          failure={failure}
          form={form}
          fields={{
            originals: t("transfers.originals"),
            serial: t("transfers.serial"),
            manufacturedOn: t("transfers.made"),
          }}
        />
        <div className="form-grid form-grid-wide">
          <OperationField form={form} error={at("operation")} />
          <PassportsField
            form={form}
            name="originals"
            label={t("transfers.originals")}
            help={t("transfers.originalsHelp")}
            error={at("originals")}
          />
          <Field form={form} name="modelId" label={t("transfers.model")}>
            {(control) => (
              <select {...control} value={modelId} onChange={({ target }) => setModel(target.value)}>
                {models.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field form={form} name="serial" label={t("transfers.serial")} error={at("serial")}>
            {(control) => <input {...control} type="text" autoComplete="off" />}
          </Field>
          <Field form={form} name="manufacturedOn" label={t("transfers.made")} error={at("manufacturedOn")}>
            {(control) => <input {...control} type="text" placeholder="2026-10" autoComplete="off" />}
          </Field>
          <Field
            form={form}
            name="placedOnMarketOn"
            label={`${t("transfers.placed")}${bracketed(language, c("optional"))}`}
            error={at("placedOnMarketOn")}
          >
            {(control) => <input {...control} type="date" />}
          </Field>
        </div>
        <MeasuredFields form="new" legend={t("transfers.values")} asked={asked} failure={failure} />
        <div className="actions">
          <button type="submit" className="button-primary" disabled={running}>
            {running ? c("action.running") : t("transfers.make")}
          </button>
        </div>
      </form>
    </div>
  );
}
