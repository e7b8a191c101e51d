"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { liftReasons, suspensionReasons } from "../../../server/domain/record/status-reason.ts";
import { useText } from "../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../_ui/dialog.tsx";
import { FieldsForm } from "../../_ui/fields-form.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { doneOrPrepared } from "../../_ui/sign-outside.ts";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";

interface StopSaleProps {
  readonly authorities: readonly { readonly id: string; readonly name: string }[];
}

interface Chosen {
  readonly productUrl: string;
  readonly authorityId: string;
  readonly reason: string;
  readonly note: string;
}

/** Product, authority, reason and words are entered first; then the question is asked before anything is signed. */
export function StopSale({ authorities }: StopSaleProps) {
  const { t: common } = useText();
  const { t } = useTextOf("status");
  const router = useRouter();
  const { act, running, failure, setFailure } = useAct();
  const [round, setRound] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [signed, setSigned] = useState<{ readonly leafIndex: number; readonly isPending: boolean } | null>(
    null,
  );

  async function sign({ note, ...said }: Chosen): Promise<void> {
    const input = { ...said, action: "suspend", note: note || undefined } as const;
    const order = { purpose: "sale", ...input } as const;
    const ended = await act(() => doneOrPrepared(() => trpc.passport.actOnSale.mutate(input), order));
    dialog.current?.close();
    if (ended === null) return;
    if ("sign" in ended.done) {
      router.push(ended.done.sign);
      return;
    }
    setSigned(ended.done.done);
    setRound((count) => count + 1);
  }

  return (
    <div className="stack">
      {signed === null ? null : (
        <Notice tone="good" live title={t("authority.stopped", { index: signed.leafIndex })}>
          {signed.isPending ? <p>{t("console.pending")}</p> : null}
        </Notice>
      )}
      <FieldsForm
        key={round}
        submit={t("authority.continue")}
        running={running}
        failure={failure}
        fields={[
          {
            name: "productUrl",
            label: t("authority.identifier"),
            help: t("authority.identifierHelp"),
          },
          {
            name: "authorityId",
            label: t("authority.as"),
            kind: "select",
            options: authorities.map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            name: "reason",
            label: t("authority.reason"),
            kind: "select",
            options: [
              { value: "", label: t("authority.chooseReason") },
              ...suspensionReasons.map((reason) => ({ value: reason, label: t(`suspension.${reason}`) })),
            ],
          },
          { name: "note", label: t("authority.note"), help: t("authority.noteHelp"), optional: true },
        ]}
        onSubmit={async (typed) => {
          const next = {
            productUrl: typed("productUrl"),
            authorityId: typed("authorityId"),
            reason: typed("reason"),
            note: typed("note"),
          };
          setSigned(null);
          setFailure(null);
          setChosen(next);
          // What is missing the registry itself says, at the field.
          if (next.reason === "" || next.productUrl === "") await sign(next);
          else dialog.current?.showModal();
          return false;
        }}
      />
      <dialog ref={dialog} aria-labelledby="stop-question">
        <div className="stack">
          <h2 id="stop-question">{t("authority.question")}</h2>
          <p className="identifier">{chosen?.productUrl}</p>
          <div className="actions">
            <button
              type="button"
              className="button-primary"
              disabled={running}
              onClick={() => {
                if (chosen !== null) void sign(chosen);
              }}
            >
              {running ? common("action.running") : t("authority.confirm")}
            </button>
            <CloseDialog label={common("action.cancel")} disabled={running} />
          </div>
        </div>
      </dialog>
    </div>
  );
}

/** Ends a stop of one's own authority, with its reason. */
export function LiftStop({
  productUrl,
  authorityId,
}: {
  readonly productUrl: string;
  readonly authorityId: string;
}) {
  const { t } = useTextOf("status");
  const router = useRouter();
  const { act, running, failure } = useAct();
  return (
    <Dialog opener={t("authority.lift")} openerClass="" offered title={t("authority.liftQuestion")}>
      <p className="identifier">{productUrl}</p>
      <FieldsForm
        submit={t("authority.liftConfirm")}
        running={running}
        failure={failure}
        fields={[
          {
            name: "reason",
            label: t("authority.reason"),
            kind: "select",
            options: [
              { value: "", label: t("authority.chooseReason") },
              ...liftReasons.map((reason) => ({ value: reason, label: t(`suspension.${reason}`) })),
            ],
          },
          { name: "note", label: t("authority.note"), help: t("authority.noteHelp"), optional: true },
        ]}
        onSubmit={async (typed) => {
          const note = typed("note") || undefined;
          const input = { productUrl, authorityId, action: "lift", reason: typed("reason"), note } as const;
          const order = { purpose: "sale", ...input } as const;
          const ended = await act(() => doneOrPrepared(() => trpc.passport.actOnSale.mutate(input), order));
          if (ended !== null && "sign" in ended.done) router.push(ended.done.sign);
          return ended !== null;
        }}
      />
    </Dialog>
  );
}
