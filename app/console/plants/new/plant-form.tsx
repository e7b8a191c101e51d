"use client";

import { useRouter } from "next/navigation";
import { useText } from "../../../_ui/console-text.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

/** Enters a plant and returns to the list. */
export function PlantForm({
  operators,
}: {
  readonly operators: readonly { readonly value: string; readonly label: string }[];
}) {
  const { t } = useText();
  const { act, running, failure } = useAct();
  const router = useRouter();
  return (
    <FieldsForm
      submit={t("plants.submit")}
      running={running}
      failure={failure}
      fields={[
        { name: "operatorId", label: t("model.operator"), kind: "select", options: operators },
        { name: "code", label: t("plants.code"), help: t("plants.codeHelp") },
        { name: "name", label: t("plants.name") },
        { name: "nameOriginal", label: t("plants.nameOriginal"), optional: true },
        { name: "city", label: t("plants.city") },
        { name: "region", label: t("plants.region"), help: t("plants.regionHelp"), optional: true },
        { name: "country", label: t("plants.country"), help: t("plants.countryHelp") },
        {
          name: "identifierScheme",
          label: t("plants.identifierScheme"),
          help: t("plants.identifierSchemeHelp"),
          optional: true,
        },
        { name: "identifier", label: t("plants.identifier"), optional: true },
      ]}
      onSubmit={async (typed) => {
        const made = await act(() =>
          trpc.facility.create.mutate({
            operatorId: typed("operatorId"),
            code: typed("code"),
            name: typed("name"),
            nameOriginal: typed("nameOriginal") || undefined,
            city: typed("city"),
            region: typed("region") || undefined,
            country: typed("country"),
            identifierScheme: typed("identifierScheme") || undefined,
            identifier: typed("identifier") || undefined,
          }),
        );
        if (made !== null) router.push("/console/plants");
        return made !== null;
      }}
    />
  );
}
