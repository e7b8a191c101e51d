"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import type { SubmitEvent } from "react";
import type { TransferView } from "../../../server/services/life/view.ts";
import { useText } from "../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../_ui/dialog.tsx";
import { FailureNotice } from "../../_ui/failure-notice.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { doneOrPrepared } from "../../_ui/sign-outside.ts";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";
import type { AskedField } from "./asked-fields.ts";
import { BatteryValues } from "./battery-values.tsx";
import { measuredIn } from "./measured-fields.tsx";

interface AcceptProps {
  readonly id: string;
  readonly kind: TransferView["kind"];
  /** Of the passports that are looked at. */
  readonly digest: string | null;
  /** Of waste: its batteries with what has to be measured at each. */
  readonly batteries: readonly {
    readonly productUrl: string;
    readonly name: string;
    readonly asked: readonly AskedField[];
  }[];
}

/** Takes over what was offered, after saying what that means. */
export function AcceptTransfer({ id, kind, digest, batteries }: AcceptProps) {
  const { t: c } = useText();
  const { t } = useTextOf("life");
  const { act, running, failure } = useAct();
  const router = useRouter();
  const form = useId();
  const leads = { handOver: "acceptHandOver", secondLife: "acceptSecondLife", waste: "acceptWaste" } as const;

  const names = Object.fromEntries(
    batteries.flatMap(({ asked }) => asked.map((field) => [field.id, field.label])),
  );

  // Of many batteries each says at its place what it lacks: a list of hundreds of sentences would name none.
  const lacking = batteries.filter(({ productUrl }) =>
    failure?.problems.some(({ path }) => path.includes(`[${productUrl}]`)),
  );

  async function accept(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const element = event.currentTarget;
    const typed = new FormData(element);
    const measured = Object.fromEntries(
      batteries.map(({ productUrl, asked }) => [productUrl, measuredIn(typed, productUrl, asked)]),
    );
    const order = { id, measured, ...(digest === null ? {} : { digest }) };
    const made = await act(() =>
      doneOrPrepared(() => trpc.life.accept.mutate(order), { purpose: "transfer", ...order }),
    );
    if (made === null) return;
    if ("sign" in made.done) router.push(made.done.sign);
    else element.closest("dialog")?.close();
  }

  return (
    <Dialog
      opener={t("transfers.accept")}
      openerClass="button-primary"
      offered
      title={t("transfers.acceptTitle")}
    >
      <form method="post" className="form" noValidate onSubmit={(event) => void accept(event)}>
        {lacking.length > 0 && batteries.length > 1 ? (
          <Notice tone="danger" live title={c("failure.title")}>
            <p>{t("transfers.batteriesLack", { count: lacking.length })}</p>
          </Notice>
        ) : (
          <FailureNotice failure={failure} form={form} fields={{}} names={names} />
        )}
        <p>{t(`transfers.${leads[kind]}`)}</p>
        {batteries.length === 0 ? null : <p>{t("transfers.measuredLead", { count: batteries.length })}</p>}
        {batteries.map((battery) => (
          <BatteryValues
            key={battery.productUrl}
            {...battery}
            failure={failure}
            isOnly={batteries.length === 1}
          />
        ))}
        <div className="actions">
          <button type="submit" className="button-primary" disabled={running}>
            {running ? c("action.running") : t("transfers.accept")}
          </button>
          <CloseDialog label={c("action.cancel")} disabled={running} />
        </div>
      </form>
    </Dialog>
  );
}

/** Says no, or takes an offer back. */
export function EndTransfer({ id, how }: { readonly id: string; readonly how: "decline" | "withdraw" }) {
  const { t: c } = useText();
  const { t } = useTextOf("life");
  const { act, running, failure } = useAct();
  const form = useId();
  const deed = () => (how === "decline" ? trpc.life.decline : trpc.life.withdraw).mutate({ id });
  return (
    <>
      <FailureNotice failure={failure} form={form} fields={{}} />
      <button type="button" disabled={running} onClick={() => void act(deed)}>
        {running ? c("action.running") : t(`transfers.${how}`)}
      </button>
    </>
  );
}
