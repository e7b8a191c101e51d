"use client";

import type { ModelView } from "../../../../server/services/model/view.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

/** Changes what describes a model; its identifiers never change. */
export function DataForm({ model }: { readonly model: ModelView }) {
  const { t } = useText();
  const { act, running, failure } = useAct();
  return (
    <div className="stack">
      <p className="muted">{t("model.changeDataHelp")}</p>
      <FieldsForm
        submit={t("action.save")}
        running={running}
        failure={failure}
        fields={[
          { name: "name", label: t("model.name"), initial: model.name },
          { name: "chemistry", label: t("model.chemistry"), initial: model.chemistry },
          { name: "massKg", label: t("model.massKg"), initial: model.massKg, kind: "decimal" },
          {
            name: "ratedCapacityAh",
            label: t("model.ratedCapacityAh"),
            initial: model.ratedCapacityAh,
            kind: "decimal",
          },
          {
            name: "nominalVoltageV",
            label: t("model.nominalVoltageV"),
            initial: model.nominalVoltageV,
            kind: "decimal",
          },
          {
            name: "ratedEnergyKwh",
            label: t("model.ratedEnergyKwh"),
            initial: model.ratedEnergyKwh,
            kind: "decimal",
          },
          {
            name: "usableEnergyKwh",
            label: t("model.usableEnergyKwh"),
            initial: model.usableEnergyKwh ?? "",
            kind: "decimal",
            optional: true,
          },
          {
            name: "warrantyMonths",
            label: t("model.warrantyMonths"),
            initial: String(model.warrantyMonths ?? ""),
            kind: "decimal",
            optional: true,
          },
          {
            name: "euDeclarationOfConformityId",
            label: t("model.euDeclarationOfConformityId"),
            initial: model.euDeclarationOfConformityId ?? "",
            optional: true,
          },
        ]}
        onSubmit={async (typed) => {
          const saved = await act(() =>
            trpc.model.revise.mutate({
              id: model.id,
              name: typed("name"),
              chemistry: typed("chemistry"),
              massKg: typed("massKg"),
              ratedCapacityAh: typed("ratedCapacityAh"),
              nominalVoltageV: typed("nominalVoltageV"),
              ratedEnergyKwh: typed("ratedEnergyKwh"),
              usableEnergyKwh: typed("usableEnergyKwh"),
              warrantyMonths: typed("warrantyMonths"),
              euDeclarationOfConformityId: typed("euDeclarationOfConformityId"),
            }),
          );
          return saved !== null;
        }}
      />
    </div>
  );
}
