"use client";

import { useRouter } from "next/navigation";
import { currentGwpSet, selectableGwpSets } from "../../../../../server/domain/carbon-footprint/gwp.ts";
import { useText } from "../../../../_ui/console-text.tsx";
import { FieldsForm } from "../../../../_ui/fields-form.tsx";
import { trpc } from "../../../../_ui/trpc-client.ts";
import { useAct } from "../../../../_ui/use-act.ts";

interface DeclareFormProps {
  readonly modelId: string;
  /** kWh. */
  readonly usableCapacity: string;
  readonly warrantyYears: string;
}

/** Starts the first declaration of a model, with what the total will be divided by. */
export function DeclareForm({ modelId, usableCapacity, warrantyYears }: DeclareFormProps) {
  const { t, words } = useText();
  const { act, running, failure } = useAct();
  const router = useRouter();
  return (
    <FieldsForm
      submit={t("newDeclaration.submit")}
      running={running}
      failure={failure}
      fields={[
        {
          name: "title",
          label: t("newDeclaration.inventoryTitle"),
          help: t("newDeclaration.inventoryTitleHelp"),
        },
        {
          name: "method",
          label: t("newDeclaration.method"),
          kind: "select",
          options: [{ value: "mee-partial", label: words.method["mee-partial"] }],
        },
        {
          name: "gwpSet",
          label: t("newDeclaration.gwpSet"),
          kind: "select",
          initial: currentGwpSet,
          options: [...selectableGwpSets].map((set) => ({ value: set, label: `IPCC ${set}` })),
        },
        { name: "periodStart", label: t("newDeclaration.periodStart"), kind: "date" },
        { name: "periodEnd", label: t("newDeclaration.periodEnd"), kind: "date" },
        {
          name: "usableCapacity",
          label: t("newDeclaration.usableCapacity"),
          kind: "decimal",
          initial: usableCapacity,
        },
        {
          name: "vehicleCategory",
          label: t("newDeclaration.vehicleCategory"),
          kind: "select",
          options: Object.entries(words.vehicleCategory).map(([value, label]) => ({ value, label })),
        },
        {
          name: "warrantyYears",
          label: t("newDeclaration.warrantyYears"),
          kind: "decimal",
          initial: warrantyYears,
        },
        {
          name: "fecPerYear",
          label: t("newDeclaration.fecPerYear"),
          help: t("newDeclaration.fecHelp"),
          kind: "decimal",
          optional: true,
        },
      ]}
      onSubmit={async (typed) => {
        const made = await act(() =>
          trpc.footprint.create.mutate({
            modelId,
            method: typed("method"),
            title: typed("title"),
            gwpSet: typed("gwpSet"),
            periodStart: typed("periodStart"),
            periodEnd: typed("periodEnd"),
            energy: {
              usableCapacity: { value: typed("usableCapacity"), unit: "kWh" },
              vehicleCategory: typed("vehicleCategory"),
              warrantyYears: { value: typed("warrantyYears"), unit: "a" },
              ...(typed("fecPerYear") === ""
                ? {}
                : { fecPerYear: { value: typed("fecPerYear"), unit: "1/a" } }),
            },
          }),
        );
        if (made !== null) router.push(`/console/declarations/${made.done.id}`);
        return made !== null;
      }}
    />
  );
}
