"use client";

import { useState } from "react";
import { CloseDialog, Dialog } from "../../_ui/dialog.tsx";
import { FieldsForm } from "../../_ui/fields-form.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";
import { useText } from "../../_ui/console-text.tsx";

interface UseAsFactorProps {
  readonly id: string;
  readonly productName: string;
  /** Whose factor it becomes, where the record is published for everybody. */
  readonly operators?: readonly { readonly value: string; readonly label: string }[];
  readonly operatorLabel?: string;
  readonly figures: readonly { readonly perKilogram: boolean; readonly label: string }[];
}

/** Makes an own factor of a received footprint, or the next version of one. */
export function UseAsFactor({
  id,
  productName,
  operators = [],
  operatorLabel = "",
  figures,
}: UseAsFactorProps) {
  const { t: l } = useTextOf("library");
  const { t } = useText();
  const { act, running, failure } = useAct();
  const [made, setMade] = useState<{ readonly id: string; readonly version: string } | null>(null);
  return (
    <Dialog opener={l("suppliers.use")} openerClass="button-quiet" offered title={l("suppliers.useTitle")}>
      <p>{l("suppliers.useLead")}</p>
      {made === null ? null : <Notice tone="good" title={l("suppliers.done", made)} live />}
      <FieldsForm
        submit={l("suppliers.submit")}
        running={running}
        failure={failure}
        fields={[
          ...(operators.length === 0
            ? []
            : [
                {
                  name: "operatorId" as const,
                  label: operatorLabel,
                  kind: "select" as const,
                  options: operators,
                },
              ]),
          { name: "code", label: l("suppliers.code"), help: l("suppliers.codeHelp") },
          {
            name: "nameZh",
            label: l("suppliers.nameZh"),
            // A record in this registry brings its own name.
            initial: operators.length === 0 ? productName : "",
            optional: true,
          },
          {
            name: "perKilogram",
            label: l("suppliers.per"),
            kind: "select",
            options: figures.map(({ perKilogram, label }) => ({ value: String(perKilogram), label })),
          },
          {
            name: "revises",
            label: l("suppliers.revises"),
            help: l("suppliers.revisesHelp"),
            kind: "decimal",
            optional: true,
          },
        ]}
        onSubmit={async (typed) => {
          const revises = typed("revises");
          const done = await act(() =>
            trpc.supplier.useAsFactor.mutate({
              supplierFootprintId: id,
              ...(operators.length === 0 ? {} : { operatorId: typed("operatorId") }),
              code: typed("code"),
              nameZh: typed("nameZh"),
              perKilogram: typed("perKilogram") === "true",
              revises: /^\d{1,6}$/.test(revises) ? Number(revises) : null,
            }),
          );
          if (done === null) return false;
          setMade({ id: done.done.id, version: String(done.done.version) });
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
