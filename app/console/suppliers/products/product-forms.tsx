"use client";

import { useRouter } from "next/navigation";
import { currentGwpSet, selectableGwpSets } from "../../../../server/domain/carbon-footprint/gwp.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../../_ui/dialog.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

/** Enters a product that one supplies. */
export function NewProduct({
  plants,
}: {
  /** `operator plant` identifiers and what to call them. */
  readonly plants: readonly { readonly value: string; readonly label: string }[];
}) {
  const { t: s } = useTextOf("suppliers");
  const { t } = useText();
  const { act, running, failure } = useAct();
  return (
    <Dialog opener={s("products.new")} openerClass="button-primary" offered title={s("products.new")}>
      <FieldsForm
        submit={s("products.submit")}
        running={running}
        failure={failure}
        emptyAfter
        fields={[
          { name: "facilityId", label: s("products.plant"), kind: "select", options: plants },
          { name: "code", label: s("products.code") },
          { name: "nameEn", label: s("products.nameEn") },
          { name: "nameZh", label: s("products.nameZh") },
          {
            name: "declaredUnit",
            label: s("products.declaredUnit"),
            help: s("products.declaredUnitHelp"),
            initial: "t",
          },
        ]}
        onSubmit={async (typed) => {
          const [operatorId = "", facilityId = ""] = typed("facilityId").split(" ");
          const made = await act(() =>
            trpc.supplier.createProduct.mutate({
              ...{ operatorId, facilityId, code: typed("code"), nameEn: typed("nameEn") },
              ...{ nameZh: typed("nameZh"), declaredAmount: "1", declaredUnit: typed("declaredUnit") },
            }),
          );
          return made !== null;
        }}
      >
        <div className="actions">
          <CloseDialog label={t("action.close")} />
        </div>
      </FieldsForm>
    </Dialog>
  );
}

/** Begins the first declaration of a supplied product. */
export function DeclareProduct({
  id,
  name,
  unit,
}: {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
}) {
  const { t: s } = useTextOf("suppliers");
  const { t } = useText();
  const { act, running, failure } = useAct();
  const router = useRouter();
  return (
    <Dialog
      opener={s("products.declare")}
      openerClass="button-quiet"
      offered
      title={s("products.declareTitle", { name })}
    >
      <p>{s("products.declareLead")}</p>
      <FieldsForm
        submit={s("products.begin")}
        running={running}
        failure={failure}
        fields={[
          { name: "title", label: s("products.inventoryTitle"), initial: name },
          {
            name: "gwpSet",
            label: s("products.gwpSet"),
            kind: "select",
            initial: currentGwpSet,
            options: [...selectableGwpSets].map((set) => ({ value: set, label: `IPCC ${set}` })),
          },
          { name: "periodStart", label: s("products.periodStart"), kind: "date" },
          { name: "periodEnd", label: s("products.periodEnd"), kind: "date" },
          { name: "output", label: s("products.output", { unit }), kind: "decimal" },
        ]}
        onSubmit={async (typed) => {
          const made = await act(() =>
            trpc.supplier.declareProduct.mutate({
              ...{ supplierProductId: id, title: typed("title"), gwpSet: typed("gwpSet") },
              ...{ periodStart: typed("periodStart"), periodEnd: typed("periodEnd") },
              output: { value: typed("output"), unit },
            }),
          );
          if (made !== null) router.push(`/console/declarations/${made.done.id}`);
          return made !== null;
        }}
      >
        <div className="actions">
          <CloseDialog label={t("action.close")} />
        </div>
      </FieldsForm>
    </Dialog>
  );
}
