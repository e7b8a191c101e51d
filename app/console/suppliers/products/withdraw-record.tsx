"use client";

import { useState } from "react";
import type { FootprintWithdrawalReason } from "../../../../server/domain/record/status-reason.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../../_ui/dialog.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

interface WithdrawRecordProps {
  readonly id: string;
  readonly reasons: readonly FootprintWithdrawalReason[];
}

/** Takes a signed record back for good, with the reason that becomes public; what follows stands above the form. */
export function WithdrawRecord({ id, reasons }: WithdrawRecordProps) {
  const { t: s } = useTextOf("suppliers");
  const { t: status } = useTextOf("status");
  const { t } = useText();
  const { act, running, failure } = useAct();
  const [done, setDone] = useState<{ readonly leafIndex: number; readonly isPending: boolean } | null>(null);
  if (done !== null)
    return (
      <Notice tone="good" live title={s("products.withdrawDone", { index: done.leafIndex })}>
        {done.isPending ? <p>{s("products.withdrawPending")}</p> : null}
      </Notice>
    );
  return (
    <Dialog
      opener={s("products.withdraw")}
      openerClass="button-quiet"
      offered
      title={s("products.withdrawTitle")}
    >
      <p>{s("products.withdrawLead")}</p>
      <FieldsForm
        submit={s("products.withdrawConfirm")}
        running={running}
        failure={failure}
        fields={[
          {
            name: "reason",
            label: s("products.withdrawReason"),
            help: s("products.withdrawReasonHelp"),
            kind: "select",
            options: [
              { value: "", label: s("products.chooseReason") },
              ...reasons.map((reason) => ({ value: reason, label: status(`revocation.${reason}`) })),
            ],
          },
          {
            name: "note",
            label: s("products.withdrawNote"),
            help: s("products.withdrawNoteHelp"),
            optional: true,
          },
        ]}
        onSubmit={async (typed) => {
          const input = { id, reason: typed("reason"), note: typed("note") || undefined };
          const ended = await act(() => trpc.supplier.withdrawRecord.mutate(input));
          if (ended !== null) setDone(ended.done);
          return ended !== null;
        }}
      >
        <div className="actions">
          <CloseDialog label={t("action.close")} disabled={running} />
        </div>
      </FieldsForm>
    </Dialog>
  );
}
