"use client";

import { useId } from "react";
import { useText } from "../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../_ui/dialog.tsx";
import { FailureNotice } from "../../_ui/failure-notice.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";

/** Asks a witness no more, after asking the keeper. */
export function RemoveWitness({ name }: { readonly name: string }) {
  const { t: c } = useText();
  const { t } = useTextOf("log");
  const { act, running, failure } = useAct();
  const form = useId();

  async function remove(dialog: HTMLDialogElement | null): Promise<void> {
    if ((await act(() => trpc.log.removeWitness.mutate({ name }))) === null) return;
    dialog?.close();
    document.getElementById("witnesses")?.focus();
  }

  return (
    <Dialog
      opener={t("admin.remove")}
      openerClass="button-quiet"
      offered
      title={t("admin.removeTitle", { name })}
    >
      <FailureNotice failure={failure} form={form} fields={{}} />
      <p>{t("admin.removeConfirm")}</p>
      <div className="actions">
        <button
          type="button"
          className="button-danger"
          disabled={running}
          onClick={({ currentTarget }) => void remove(currentTarget.closest("dialog"))}
        >
          {running ? c("action.running") : t("admin.remove")}
        </button>
        <CloseDialog label={c("action.cancel")} />
      </div>
    </Dialog>
  );
}
