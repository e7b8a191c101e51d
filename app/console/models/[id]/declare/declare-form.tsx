"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { currentGwpSet, selectableGwpSets } from "../../../../../server/domain/carbon-footprint/gwp.ts";
import { useText } from "../../../../_ui/console-text.tsx";
import { FieldsForm } from "../../../../_ui/fields-form.tsx";
import { trpc } from "../../../../_ui/trpc-client.ts";
import { useAct } from "../../../../_ui/use-act.ts";
import { wordIn } from "../../../../_ui/word-in.ts";
import { categoriesOf, declarableMethods, energyFields, typedEnergy } from "../../../energy-fields.ts";

interface DeclareFormProps {
  readonly modelId: string;
  /** kWh; null while only the rated energy is stated. */
  readonly usableEnergy: string | null;
  /** kWh. */
  readonly ratedEnergy: string;
  readonly warrantyYears: string;
}

/** Starts the first declaration of a model: by which method, and what the total will be divided by. */
export function DeclareForm({ modelId, usableEnergy, ratedEnergy, warrantyYears }: DeclareFormProps) {
  const text = useText();
  const { t, words } = text;
  const { act, running, failure } = useAct();
  const router = useRouter();
  const [method, setMethod] = useState<string>("mee-partial");
  const [wanted, setCategory] = useState("");
  const known = categoriesOf(method);
  const category = known.includes(wanted) ? wanted : (known[0] ?? "");
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
          help: t("newDeclaration.methodHelp"),
          kind: "select",
          initial: method,
          onChange: setMethod,
          options: declarableMethods.map((value) => ({ value, label: wordIn(words.method, value) })),
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
        ...energyFields(
          text,
          { method, category },
          {
            usableCapacity: usableEnergy ?? ratedEnergy,
            warrantyYears,
            warrantyKm: "",
            kmPerYear: "",
            fecPerYear: "",
          },
          setCategory,
          usableEnergy === null ? t("newDeclaration.ratedHelp") : undefined,
        ),
      ]}
      onSubmit={async (typed) => {
        const isRated = usableEnergy === null && typed("usableCapacity") === ratedEnergy;
        const made = await act(() =>
          trpc.footprint.create.mutate({
            modelId,
            method: typed("method"),
            title: typed("title"),
            gwpSet: typed("gwpSet"),
            periodStart: typed("periodStart"),
            periodEnd: typed("periodEnd"),
            energy: typedEnergy(typed, { usableCapacity: isRated ? "kWh rated" : "kWh" }),
          }),
        );
        if (made !== null) router.push(`/console/declarations/${made.done.id}`);
        return made !== null;
      }}
    />
  );
}
