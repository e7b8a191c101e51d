"use client";

import { ConfirmedAct } from "../../../_ui/confirmed-act.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";

interface WithdrawSubmissionProps {
  readonly id: string;
  readonly number: number;
  readonly lock: number;
}

/** Takes a submission back, after asking. */
export function WithdrawSubmission({ id, number, lock }: WithdrawSubmissionProps) {
  const { t } = useTextOf("review");
  return (
    <ConfirmedAct
      opener={t("withdraw")}
      submitClass="button-primary"
      deed={() => trpc.footprint.withdrawSubmission.mutate({ id, lock })}
    >
      <p>{t("withdrawConfirm", { number })}</p>
    </ConfirmedAct>
  );
}
