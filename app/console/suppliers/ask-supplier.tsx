"use client";

import { useState } from "react";
import { useText } from "../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../_ui/dialog.tsx";
import { FieldsForm } from "../../_ui/fields-form.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";

/** Asks a supplier for a figure; the link is shown once, here. */
export function AskSupplier({
  operators,
}: {
  readonly operators: readonly { readonly value: string; readonly label: string }[];
}) {
  const { t: s } = useTextOf("suppliers");
  const { t, language } = useText();
  const { act, running, failure } = useAct();
  const [link, setLink] = useState<string | null>(null);
  return (
    <Dialog opener={s("asked.new")} openerClass="" offered title={s("asked.new")}>
      {link === null ? null : (
        <Notice tone="good" title={s("asked.made")} live>
          <p>
            <output className="identifier">{link}</output>
          </p>
          <p>{s("asked.madeHelp")}</p>
        </Notice>
      )}
      <FieldsForm
        submit={s("asked.submit")}
        running={running}
        failure={failure}
        emptyAfter
        fields={[
          { name: "operatorId", label: s("asked.operator"), kind: "select", options: operators },
          { name: "supplierName", label: s("asked.supplier") },
          { name: "productName", label: s("asked.product") },
          { name: "declaredUnit", label: s("asked.unit"), help: s("asked.unitHelp"), initial: "kg" },
          { name: "periodStart", label: s("asked.periodStart"), kind: "date" },
          { name: "periodEnd", label: s("asked.periodEnd"), kind: "date" },
          { name: "message", label: s("asked.message"), help: s("asked.messageHelp"), optional: true },
          { name: "expiresOn", label: s("asked.expiresOn"), kind: "date" },
        ]}
        onSubmit={async (typed) => {
          setLink(null);
          const made = await act(() =>
            trpc.supplier.request.mutate({
              ...{ operatorId: typed("operatorId"), supplierName: typed("supplierName") },
              ...{ productName: typed("productName"), declaredUnit: typed("declaredUnit") },
              ...{ periodStart: typed("periodStart"), periodEnd: typed("periodEnd") },
              ...{ message: typed("message"), expiresOn: typed("expiresOn") },
            }),
          );
          if (made === null) return false;
          setLink(`${window.location.origin}/supply/${made.done.token}?lang=${language}`);
          return true;
        }}
      >
        <div className="actions">
          <CloseDialog label={t("action.close")} />
        </div>
      </FieldsForm>
    </Dialog>
  );
}
