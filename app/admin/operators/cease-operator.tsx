"use client";

import { useState } from "react";
import { cessationReasons } from "../../../server/domain/record/status-reason.ts";
import { useText } from "../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../_ui/dialog.tsx";
import { FieldsForm } from "../../_ui/fields-form.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";

interface CeaseOperatorProps {
  readonly operatorId: string;
  readonly name: string;
  /** Who may take everything over. */
  readonly successors: readonly { readonly id: string; readonly name: string }[];
}

/** Day, reason and successor of an operator's end; what follows stands above the form, for nothing takes it back. */
export function CeaseOperator({ operatorId, name, successors }: CeaseOperatorProps) {
  const { t: common } = useText();
  const { t } = useTextOf("status");
  const { t: life } = useTextOf("life");
  const { act, running, failure } = useAct();
  const [isPending, setPending] = useState(false);
  return (
    <>
      {isPending ? <Notice tone="warn" live title={t("cease.pending")} /> : null}
      <Dialog opener={t("cease.open")} openerClass="button-quiet" offered title={t("cease.title", { name })}>
        <p>{t("cease.lead")}</p>
        <FieldsForm
          submit={t("cease.confirm")}
          running={running}
          failure={failure}
          fields={[
            { name: "on", label: t("cease.on"), kind: "date" },
            {
              name: "reason",
              label: t("cease.reason"),
              help: t("cease.reasonHelp"),
              kind: "select",
              options: [
                { value: "", label: t("cease.choose") },
                ...cessationReasons.map((reason) => ({ value: reason, label: t(`cessation.${reason}`) })),
              ],
            },
            {
              name: "successorId",
              label: life("admin.successor"),
              help: life("admin.successorHelp"),
              kind: "select",
              optional: true,
              options: [
                { value: "", label: life("admin.nobody") },
                ...successors.map(({ id, name: word }) => ({ value: id, label: word })),
              ],
            },
          ]}
          onSubmit={async (typed) => {
            const successorId = typed("successorId");
            const input = {
              ...{ operatorId, on: typed("on"), reason: typed("reason") },
              ...(successorId === "" ? {} : { successorId }),
            };
            const ended = await act(() => trpc.operator.cease.mutate(input));
            if (ended !== null) setPending(ended.done.isPending);
            return ended !== null;
          }}
        >
          <div className="actions">
            <CloseDialog label={common("action.close")} disabled={running} />
          </div>
        </FieldsForm>
      </Dialog>
    </>
  );
}
