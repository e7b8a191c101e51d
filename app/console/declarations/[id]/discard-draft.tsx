"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { useText } from "../../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../../_ui/dialog.tsx";
import { FailureNotice } from "../../../_ui/failure-notice.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

/** Throws a draft away, after asking. */
export function DiscardDraft({
  id,
  number,
  lock,
}: {
  readonly id: string;
  readonly number: number;
  readonly lock: number;
}) {
  const { t } = useText();
  const router = useRouter();
  const form = useId();
  const { act, running, failure } = useAct();

  async function discard(): Promise<void> {
    const gone = await act(() => trpc.footprint.discardDraft.mutate({ id, lock }));
    if (gone !== null) router.push("/console/declarations");
  }

  return (
    <Dialog
      opener={t("declaration.discard")}
      openerClass="button-quiet"
      offered
      title={t("declaration.discard")}
    >
      <FailureNotice failure={failure} form={form} fields={{}} />
      <p>{t("declaration.discardConfirm", { number })}</p>
      <div className="actions">
        <button type="button" className="button-danger" disabled={running} onClick={() => void discard()}>
          {t("declaration.discardSubmit")}
        </button>
        <CloseDialog label={t("action.cancel")} />
      </div>
    </Dialog>
  );
}
