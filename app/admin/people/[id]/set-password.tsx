"use client";

import { useId, useState } from "react";
import type { HandedOver } from "../../../../server/services/account/add-person.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../../_ui/dialog.tsx";
import { FailureNotice } from "../../../_ui/failure-notice.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";
import { PasswordShownOnce } from "../../shown-once.tsx";

/** Sets a new password after asking. It is shown on the page, not in the dialog, which Escape would close. */
export function SetPassword({ userId, name }: { readonly userId: string; readonly name: string }) {
  const { t } = useText();
  const { act, running, failure } = useAct();
  const form = useId();
  const [set, setSet] = useState<HandedOver | null>(null);

  async function confirm(dialog: HTMLDialogElement | null): Promise<void> {
    const made = await act(() => trpc.account.setPassword.mutate({ userId }));
    if (made === null) return;
    dialog?.close();
    setSet(made.done);
  }

  if (set !== null) {
    return (
      <PasswordShownOnce handedOver={set}>
        <button type="button" onClick={() => setSet(null)}>
          {t("admin.shownOnce.done")}
        </button>
      </PasswordShownOnce>
    );
  }
  return (
    <div className="actions">
      <Dialog
        opener={t("admin.person.setPassword")}
        openerClass=""
        offered
        title={t("admin.person.setPassword")}
      >
        <FailureNotice failure={failure} form={form} fields={{}} />
        <p>{t("admin.person.setPasswordConfirm", { name })}</p>
        <div className="actions">
          <button
            type="button"
            className="button-danger"
            disabled={running}
            onClick={({ currentTarget }) => void confirm(currentTarget.closest("dialog"))}
          >
            {running ? t("action.running") : t("admin.person.setPasswordSubmit")}
          </button>
          <CloseDialog label={t("action.cancel")} />
        </div>
      </Dialog>
    </div>
  );
}
