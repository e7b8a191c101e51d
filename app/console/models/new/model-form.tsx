"use client";

import { useRouter } from "next/navigation";
import type { FacilityView } from "../../../../server/services/facility/view.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";
import { bracketed, signs } from "../../../_ui/signs.ts";

/** Enters a model; its operator is that of the chosen plant. */
export function ModelForm({
  plants,
}: {
  readonly plants: readonly Pick<FacilityView, "id" | "operatorId" | "name" | "city" | "operatorName">[];
}) {
  const { language, t, words } = useText();
  const { comma } = signs(language);
  const { act, running, failure } = useAct();
  const router = useRouter();
  return (
    <FieldsForm
      submit={t("model.submit")}
      running={running}
      failure={failure}
      fields={[
        {
          name: "facilityId",
          label: t("model.facility"),
          help: t("model.facilityHelp"),
          kind: "select",
          options: plants.map(({ id, name, city, operatorName }) => ({
            value: id,
            label: `${name}${comma}${city}${bracketed(language, operatorName)}`,
          })),
        },
        { name: "name", label: t("model.name"), help: t("model.nameHelp") },
        { name: "modelCode", label: t("model.modelCode"), help: t("model.modelCodeHelp") },
        { name: "typeDesignation", label: t("model.typeDesignation"), help: t("model.typeDesignationHelp") },
        { name: "gtin", label: t("model.gtin"), help: t("model.gtinHelp"), optional: true },
        {
          name: "category",
          label: t("model.category"),
          kind: "select",
          options: Object.entries(words.category).map(([value, label]) => ({ value, label })),
        },
        { name: "chemistry", label: t("model.chemistry"), help: t("model.chemistryHelp") },
        { name: "massKg", label: t("model.massKg"), help: t("model.decimalHelp"), kind: "decimal" },
        { name: "ratedCapacityAh", label: t("model.ratedCapacityAh"), kind: "decimal" },
        { name: "nominalVoltageV", label: t("model.nominalVoltageV"), kind: "decimal" },
        { name: "ratedEnergyKwh", label: t("model.ratedEnergyKwh"), kind: "decimal" },
        {
          name: "usableEnergyKwh",
          label: t("model.usableEnergyKwh"),
          help: t("model.usableEnergyHelp"),
          kind: "decimal",
          optional: true,
        },
        { name: "warrantyMonths", label: t("model.warrantyMonths"), kind: "decimal", optional: true },
        {
          name: "euDeclarationOfConformityId",
          label: t("model.euDeclarationOfConformityId"),
          help: t("model.euDeclarationHelp"),
          optional: true,
        },
      ]}
      onSubmit={async (typed) => {
        const made = await act(() =>
          trpc.model.create.mutate({
            operatorId: plants.find(({ id }) => id === typed("facilityId"))?.operatorId ?? "",
            facilityId: typed("facilityId"),
            gtin: typed("gtin") || undefined,
            modelCode: typed("modelCode"),
            typeDesignation: typed("typeDesignation"),
            name: typed("name"),
            category: typed("category"),
            chemistry: typed("chemistry"),
            massKg: typed("massKg"),
            ratedCapacityAh: typed("ratedCapacityAh"),
            nominalVoltageV: typed("nominalVoltageV"),
            ratedEnergyKwh: typed("ratedEnergyKwh"),
            usableEnergyKwh: typed("usableEnergyKwh") || undefined,
            warrantyMonths: typed("warrantyMonths") || undefined,
            euDeclarationOfConformityId: typed("euDeclarationOfConformityId") || undefined,
          }),
        );
        if (made !== null) router.push(`/console/models/${made.done.id}`);
        return made !== null;
      }}
    />
  );
}
