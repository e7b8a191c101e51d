"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import type { SubmitEvent } from "react";
import { useText } from "../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../_ui/dialog.tsx";
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

interface EnterWasteProps {
  readonly productUrl: string;
  readonly asked: readonly AskedField[];
}

/** The battery has become waste in the hands of who answers for it. */
export function EnterWaste({ productUrl, asked }: EnterWasteProps) {
  const { t: c } = useText();
  const { t } = useTextOf("life");
  const { act, running, failure } = useAct();
  const router = useRouter();
  const form = useId();

  async function enter(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const element = event.currentTarget;
    const order = { productUrl, ...measuredIn(new FormData(element), "waste", asked) };
    const made = await act(() =>
      doneOrPrepared(() => trpc.life.waste.mutate(order), { purpose: "waste", ...order }),
    );
    if (made === null) return;
    if ("sign" in made.done) router.push(made.done.sign);
    else element.closest("dialog")?.close();
  }

  return (
    <Dialog opener={t("battery.waste")} openerClass="" offered title={t("battery.waste")}>
      <form method="post" className="form" noValidate onSubmit={(event) => void enter(event)}>
        <FailureNotice failure={failure} form={form} fields={{}} />
        <p>{t("battery.wasteLead")}</p>
        <MeasuredFields form="waste" legend={t("transfers.values")} asked={asked} failure={failure} />
        <div className="actions">
          <button type="submit" className="button-primary" disabled={running}>
            {running ? c("action.running") : t("battery.wasteDo")}
          </button>
          <CloseDialog label={c("action.cancel")} disabled={running} />
        </div>
      </form>
    </Dialog>
  );
}

/** The battery was recycled: its passport ends, which nothing brings back. */
export function Recycle({ productUrl }: { readonly productUrl: string }) {
  const { language, t: c, problem } = useText();
  const { t } = useTextOf("life");
  const { act, running, failure } = useAct();
  const form = useId();
  const [isDone, setDone] = useState(false);
  const found = problemAt(failure, "on");

  async function end(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const element = event.currentTarget;
    const on = textOfEntry(new FormData(element).get("on"));
    const input = { productUrl, ...(on === "" ? {} : { on }) };
    if ((await act(() => trpc.life.recycle.mutate(input))) === null) return;
    element.closest("dialog")?.close();
    setDone(true);
  }

  if (isDone) return <Notice tone="good" live title={t("battery.done")} />;
  return (
    <Dialog
      opener={t("battery.recycle")}
      openerClass="button-danger"
      offered
      title={t("battery.recycleQuestion")}
    >
      <form method="post" className="form" noValidate onSubmit={(event) => void end(event)}>
        <FailureNotice failure={failure} form={form} fields={{ on: t("battery.recycleOn") }} />
        <p>{t("battery.recycleLead")}</p>
        <Field
          form={form}
          name="on"
          label={`${t("battery.recycleOn")}${bracketed(language, c("optional"))}`}
          error={found === undefined ? undefined : problem(found)}
        >
          {(control) => <input {...control} type="date" />}
        </Field>
        <div className="actions">
          <button type="submit" className="button-danger" disabled={running}>
            {running ? c("action.running") : t("battery.recycleDo")}
          </button>
          <CloseDialog label={c("action.cancel")} disabled={running} />
        </div>
      </form>
    </Dialog>
  );
}
