"use client";

import { useId } from "react";
import { useText } from "../../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../../_ui/dialog.tsx";
import { FailureNotice } from "../../../_ui/failure-notice.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

interface WithdrawSubmissionProps {
  readonly id: string;
  readonly number: number;
  readonly lock: number;
}

/** Takes a submission back, after asking. */
export function WithdrawSubmission({ id, number, lock }: WithdrawSubmissionProps) {
  const { t: say } = useText();
  const { t } = useTextOf("review");
  const { act, running, failure } = useAct();
  const form = useId();
  return (
    <Dialog opener={t("withdraw")} openerClass="button-quiet" offered title={t("withdraw")}>
      <FailureNotice failure={failure} form={form} fields={{}} />
      <p>{t("withdrawConfirm", { number })}</p>
      <div className="actions">
        <button
          type="button"
          className="button-primary"
          disabled={running}
          onClick={() => void act(() => trpc.footprint.withdrawSubmission.mutate({ id, lock }))}
        >
          {running ? say("action.running") : t("withdraw")}
        </button>
        <CloseDialog label={say("action.cancel")} disabled={running} />
      </div>
    </Dialog>
  );
}
