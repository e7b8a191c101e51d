"use client";

import { useId } from "react";
import type { Role } from "../../../../server/domain/access/policy.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../../_ui/dialog.tsx";
import { FailureNotice } from "../../../_ui/failure-notice.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

/** What is taken away: a role, or a token. */
type Deed =
  | { readonly withdraw: { userId: string; operatorId: string | null; role: Role } }
  | { readonly revoke: { id: string } };

interface ConfirmedProps {
  readonly deed: Deed;
  readonly opener: string;
  readonly title: string;
  readonly question: string;
  readonly submit: string;
  /** Heading that takes the focus when the row of this button is gone. */
  readonly back: string;
}

/** Takes something away, after asking. What is refused is said where it was asked. */
export function Confirmed({ deed, opener, title, question, submit, back }: ConfirmedProps) {
  const { t } = useText();
  const { act, running, failure } = useAct();
  const form = useId();

  async function confirm(dialog: HTMLDialogElement | null): Promise<void> {
    const done = await act(async () =>
      "withdraw" in deed
        ? trpc.account.withdrawRole.mutate(deed.withdraw)
        : trpc.account.revokeToken.mutate(deed.revoke),
    );
    if (done === null) return;
    dialog?.close();
    document.getElementById(back)?.focus();
  }

  return (
    <Dialog opener={opener} openerClass="button-quiet" offered title={title}>
      <FailureNotice failure={failure} form={form} fields={{}} />
      <p>{question}</p>
      <div className="actions">
        <button
          type="button"
          className="button-danger"
          disabled={running}
          onClick={({ currentTarget }) => void confirm(currentTarget.closest("dialog"))}
        >
          {running ? t("action.running") : submit}
        </button>
        <CloseDialog label={t("action.cancel")} />
      </div>
    </Dialog>
  );
}
